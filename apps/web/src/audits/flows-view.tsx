import { bytesText, type CaptureSeen, type Flow } from "@homepoint/inspect";
import { useState, type ReactElement } from "react";
import { Field } from "../design/field.tsx";
import { Segments } from "../design/segments.tsx";
import { useOwnTimes } from "../units/use-measures.ts";
import { isWordId, type Say } from "../words/i18n.ts";
import { useSay } from "../words/use-say.ts";
import { flowFilters, flowRows, flowSteps, nameOfFlow, type FlowFilter } from "./flow-rows.ts";

const mostShown = 500;
const plotSteps = 60;
const plotHeight = 60;

/** Flows of a capture: a picture of what went out when, and each of them, to be narrowed. */
export function FlowsView({ seen }: { seen: CaptureSeen }): ReactElement {
  const say = useSay();
  const [filter, setFilter] = useState<FlowFilter>("left");
  const [text, setText] = useState("");
  const rows = flowRows(seen, filter, text);
  return (
    <>
      <div className="flow-tools">
        <Segments
          label={say("audits.flows.which")}
          value={filter}
          choices={flowFilters.map((value) => ({ value, label: say(`audits.flows.${value}`) }))}
          onChoose={setFilter}
        />
        <Field
          label={say("audits.flows.find")}
          type="search"
          value={text}
          onChange={({ currentTarget }) => setText(currentTarget.value)}
        />
      </div>
      <FlowsPlot flows={rows} />
      {rows.length === 0 ? (
        <p className="soft">{say("audits.flows.none")}</p>
      ) : (
        <FlowTable flows={rows.slice(0, mostShown)} />
      )}
      {rows.length > mostShown && (
        <p className="small soft">{say("audits.flows.more", { count: rows.length - mostShown })}</p>
      )}
    </>
  );
}

/** Flows that begin over the time of the capture: those that would pass under those that would not. */
function FlowsPlot({ flows }: { flows: readonly Flow[] }): ReactElement | null {
  const say = useSay();
  if (flows.length < 2) return null;
  const steps = flowSteps(flows, plotSteps);
  const most = Math.max(1, ...steps.map(({ passing, refused }) => passing + refused));
  const high = (count: number) => (count / most) * plotHeight;
  return (
    <figure>
      <svg
        className="capture-plot"
        viewBox={`0 0 ${plotSteps * 10} ${plotHeight}`}
        preserveAspectRatio="none"
      >
        <title>{say("audits.flows.plot")}</title>
        {steps.map(({ passing, refused }, at) => (
          // oxlint-disable-next-line react/no-array-index-key -- a step of time is its place
          <g key={at}>
            <rect
              className="ink-refused"
              x={at * 10}
              y={plotHeight - high(passing + refused)}
              width={8}
              height={high(refused)}
            />
            <rect
              className="ink-allowed"
              x={at * 10}
              y={plotHeight - high(passing)}
              width={8}
              height={high(passing)}
            />
          </g>
        ))}
      </svg>
      <figcaption className="small soft plot-legend">
        <span className="key-refused">{say("audits.verdict.refused")}</span>
        <span className="key-allowed">{say("audits.verdict.allowed")}</span>
        <span>{say("audits.flows.plot")}</span>
      </figcaption>
    </figure>
  );
}

const heads = ["at", "host", "whose", "spoken", "out", "in", "verdict"] as const;
const isNumber = (head: string) => head === "out" || head === "in";

function FlowTable({ flows }: { flows: readonly Flow[] }): ReactElement {
  const say = useSay();
  const time = useOwnTimes();
  return (
    <table className="audits-table flow-table">
      <thead>
        <tr>
          {heads.map((head) => (
            <th key={head} scope="col" className={isNumber(head) ? "number" : undefined}>
              {say(`audits.flow.${head}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {flows.map((flow) => (
          <tr key={`${flow.startedAt} ${flow.from} ${flow.fromPort} ${flow.to} ${flow.port}`}>
            {heads.map((head) => (
              <td key={head} data-head={say(`audits.flow.${head}`)} className={classOf(head, flow)}>
                {cellOf(head, flow, { say, time })}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

type Head = (typeof heads)[number];
type Words = { readonly say: Say; readonly time: ReturnType<typeof useOwnTimes> };

function classOf(head: Head, { verdict }: Flow): string | undefined {
  if (head === "verdict") return `verdict-${verdict}`;
  if (isNumber(head)) return "number";
  return head === "host" ? "break flow-host" : undefined;
}

function cellOf(head: Head, flow: Flow, { say, time }: Words): ReactElement | string {
  switch (head) {
    case "at":
      return time(flow.startedAt, "exact");
    case "host":
      return <FlowHost flow={flow} />;
    case "whose": {
      const service = flow.service && say(`service.${flow.service}`);
      return [flow.owner, service].filter(Boolean).join(" · ") || "–";
    }
    case "spoken":
      return [flow.transport, flow.spoken].filter(Boolean).join(" · ");
    case "out":
      return bytesText(flow.bytesOut);
    case "in":
      return bytesText(flow.bytesIn);
    case "verdict":
      return verdictOf(flow, say);
    default:
      return head satisfies never;
  }
}

function FlowHost({ flow }: { flow: Flow }): ReactElement {
  const isGuess = flow.serverName === undefined && flow.dnsName !== undefined;
  const name = nameOfFlow(flow);
  return (
    <>
      {name !== flow.to && `${name}${isGuess ? "?" : ""} `}
      <span className={name === flow.to ? undefined : "small soft"}>
        {flow.to}:{flow.port}
      </span>
    </>
  );
}

function verdictOf({ verdict, because }: Flow, say: Say): ReactElement {
  const id = `audits.because.${because ?? ""}`;
  return (
    <>
      {say(`audits.verdict.${verdict}`)}
      {isWordId(id) && <span className="small soft flow-why">{say(id)}</span>}
    </>
  );
}
