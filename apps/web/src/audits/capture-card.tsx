import { bytesText, type CaptureSeen } from "@homepoint/inspect";
import { useState, type ReactElement } from "react";
import { Card } from "../design/card.tsx";
import { Field } from "../design/field.tsx";
import { Note } from "../design/note.tsx";
import { Segments } from "../design/segments.tsx";
import { useOwnTimes } from "../units/use-measures.ts";
import { isWordId } from "../words/i18n.ts";
import { useSay } from "../words/use-say.ts";
import { flowFilters, flowRows, flowSteps, nameOfFlow, type FlowFilter } from "./flow-rows.ts";
import type { CaptureState } from "./use-capture.ts";

const mostShown = 500;
const plotSteps = 60;

/** What a capture that was dropped here shows; it is kept nowhere. */
export function CaptureCard({ state }: { state: CaptureState }): ReactElement | null {
  const say = useSay();
  if (state.kind === "none") return null;
  if (state.kind === "reading")
    return (
      <Card title={state.name}>
        <progress className="capture-progress" value={state.bytes} max={Math.max(1, state.size)} />
        <p className="soft">{say("audits.capture.reading", { read: bytesText(state.bytes) })}</p>
      </Card>
    );
  if (state.kind === "failed") {
    const id = `problem.${state.because}`;
    return (
      <Note tone="bad" title={state.name}>
        {say(isWordId(id) ? id : "audits.capture.unreadable")}
      </Note>
    );
  }
  return <Seen name={state.name} seen={state.seen} />;
}

function Seen({ name, seen }: { name: string; seen: CaptureSeen }): ReactElement {
  const say = useSay();
  const [filter, setFilter] = useState<FlowFilter>("left");
  const [text, setText] = useState("");
  const rows = flowRows(seen, filter, text);
  const { packets, flows, questions, bytesOut, unread } = seen.totals;
  return (
    <Card
      title={name}
      about={say("audits.capture.totals", {
        packets,
        flows,
        questions,
        out: bytesText(bytesOut),
        unread,
      })}
    >
      <div className="row">
        <Segments
          label={say("audits.flows.which")}
          value={filter}
          choices={flowFilters.map((value) => ({ value, label: say(`audits.flows.${value}`) }))}
          onChoose={setFilter}
        />
        <Field
          label={say("audits.flows.find")}
          value={text}
          onChange={({ currentTarget }) => setText(currentTarget.value)}
        />
      </div>
      <BytesPlot counts={flowSteps(rows, plotSteps)} />
      {rows.length === 0 ? (
        <p className="soft">{say("audits.flows.none")}</p>
      ) : (
        <FlowTable rows={rows.slice(0, mostShown)} />
      )}
      {rows.length > mostShown && (
        <p className="small soft">{say("audits.flows.more", { count: rows.length - mostShown })}</p>
      )}
      <p className="small soft">{say("audits.capture.judged")}</p>
    </Card>
  );
}

function BytesPlot({ counts }: { counts: readonly number[] }): ReactElement {
  const say = useSay();
  const most = Math.max(1, ...counts);
  return (
    <svg className="capture-plot" viewBox={`0 0 ${plotSteps * 10} 60`} preserveAspectRatio="none">
      <title>{say("audits.flows.plot")}</title>
      {counts.map((count, at) => (
        // oxlint-disable-next-line react/no-array-index-key -- a step of time is its place
        <rect
          key={at}
          x={at * 10}
          y={60 - (count / most) * 60}
          width={8}
          height={(count / most) * 60}
        />
      ))}
    </svg>
  );
}

function FlowTable({ rows }: { rows: ReturnType<typeof flowRows> }): ReactElement {
  const say = useSay();
  const time = useOwnTimes();
  return (
    <div className="audits-scroll">
      <table className="audits-table">
        <thead>
          <tr>
            {(["at", "host", "whose", "spoken", "out", "in", "verdict"] as const).map((head) => (
              <th
                key={head}
                scope="col"
                className={head === "out" || head === "in" ? "number" : undefined}
              >
                {say(`audits.flow.${head}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((flow) => (
            <tr key={`${flow.startedAt} ${flow.from} ${flow.fromPort} ${flow.to} ${flow.port}`}>
              <td>{time(flow.startedAt, "exact")}</td>
              <td className="break">
                {nameOfFlow(flow)}
                {flow.serverName === undefined && flow.dnsName !== undefined && "?"}
                <span className="small soft">
                  {" "}
                  {flow.to}:{flow.port}
                </span>
              </td>
              <td>{[flow.owner, flow.service].filter(Boolean).join(" · ") || "–"}</td>
              <td>{[flow.transport, flow.spoken].filter(Boolean).join(" · ")}</td>
              <td className="number">{bytesText(flow.bytesOut)}</td>
              <td className="number">{bytesText(flow.bytesIn)}</td>
              <td className={`verdict-${flow.verdict}`}>{say(`audits.verdict.${flow.verdict}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
