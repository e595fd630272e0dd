import { settingText, type Parameter } from "@homepoint/flight";
import { useMemo, useState, type ReactElement } from "react";
import type { TimeCursor } from "../../charts/time-cursor.ts";
import { Button } from "../../design/button.tsx";
import { Card } from "../../design/card.tsx";
import { CopyButton } from "../../design/copy-button.tsx";
import { Empty, Note, Waiting } from "../../design/note.tsx";
import { Segments } from "../../design/segments.tsx";
import { useMeasures } from "../../units/use-measures.ts";
import { problemWords } from "../../words/problem-words.ts";
import { useSay } from "../../words/use-say.ts";
import { FindField } from "./find-field.tsx";
import type { FlightSource } from "./flight-source.ts";
import {
  defaultOf,
  differsFromDefault,
  findParameters,
  isChanged,
  type WhichParameters,
} from "./parameter-rows.ts";
import { useParticulars } from "./use-particulars.ts";
import { VirtualList } from "./virtual-list.tsx";

export type ParametersTabProps = {
  id: string;
  source: FlightSource | undefined;
  cursor: TimeCursor;
  /** Shows the cursor in the charts. */
  onCharts: () => void;
};

/** The settings of the aircraft: what they were, by default and in this log, and what they became. */
export function ParametersTab({ id, source, ...rest }: ParametersTabProps): ReactElement {
  const say = useSay();
  const { data, error } = useParticulars(id, source);
  if (error) return <Note tone="bad">{problemWords(say, error)}</Note>;
  if (!data && source) return <Waiting label={say("wait.page")} />;
  if (!data || !source || data.parameters.length === 0)
    return (
      <Card>
        <Empty icon="settings" title={say("parameters.none.title")}>
          <p>{say("parameters.none")}</p>
        </Empty>
      </Card>
    );
  return <Parameters parameters={data.parameters} source={source} {...rest} />;
}

type ParametersProps = Pick<ParametersTabProps, "cursor" | "onCharts"> & {
  parameters: readonly Parameter[];
  source: FlightSource;
};

function Parameters({ parameters, source, cursor, onCharts }: ParametersProps): ReactElement {
  const say = useSay();
  const [which, setWhich] = useState<WhichParameters>("all");
  const [find, setFind] = useState("");
  const shown = useMemo(
    () => findParameters(parameters, { which, find }),
    [parameters, which, find],
  );
  const jump = (at: number): void => {
    cursor.set(at);
    onCharts();
  };
  return (
    <Card className={parameters.some(hasDefault) ? "" : "parameters-bare"}>
      <div className="told-bar">
        <FindField label={say("parameters.find")} value={find} onFind={setFind} />
        <Which parameters={parameters} which={which} onWhich={setWhich} />
        <output className="small soft">
          {say(shown.length > 0 ? "parameters.count" : "parameters.none-found", {
            shown: shown.length,
          })}
        </output>
        <CopyButton label={say("parameters.copy")} text={copyText(shown)} />
        <Button icon="download" onClick={() => void source.saveParameters()}>
          {say("parameters.save")}
        </Button>
      </div>
      <div className="parameter parameter-heads" aria-hidden="true">
        <span>{say("parameters.name")}</span>
        <span>{say("parameters.value")}</span>
        <span>{say("parameters.default")}</span>
        <span>{say("parameters.changes")}</span>
      </div>
      <VirtualList
        count={shown.length}
        label={say("flight.tab.parameters")}
        renderLine={(number) => {
          const parameter = shown[number];
          return parameter && <ParameterLine parameter={parameter} onJump={jump} />;
        }}
      />
    </Card>
  );
}

type WhichProps = {
  parameters: readonly Parameter[];
  which: WhichParameters;
  onWhich: (which: WhichParameters) => void;
};

/** Only ways to choose that choose something. */
function Which({ parameters, which, onWhich }: WhichProps): ReactElement | null {
  const say = useSay();
  const counts = useMemo(
    () => ({
      all: parameters.length,
      "not-default": parameters.filter(differsFromDefault).length,
      changed: parameters.filter(isChanged).length,
    }),
    [parameters],
  );
  const ways = (["all", "not-default", "changed"] as const).filter((way) => counts[way] > 0);
  if (ways.length < 2) return null;
  return (
    <Segments
      label={say("parameters.which")}
      value={which}
      choices={ways.map((value) => ({
        value,
        label: `${say(`parameters.which.${value}`)} ${counts[value]}`,
      }))}
      onChoose={onWhich}
    />
  );
}

type ParameterLineProps = { parameter: Parameter; onJump: (at: number) => void };

function ParameterLine({ parameter, onJump }: ParameterLineProps): ReactElement {
  const say = useSay();
  const measures = useMeasures();
  const { name, value, configurationValue, changes = [] } = parameter;
  const usual = defaultOf(parameter);
  const differs = differsFromDefault(parameter);
  const text = (setting: number | null): string =>
    settingText(setting) || say("parameters.no-number");
  return (
    <div className="parameter">
      <span className="mono">{name}</span>
      <span className="mono parameter-value" data-differs={differs || undefined}>
        {text(value)}
        {differs && <span className="visually-hidden"> {say("parameters.not-default")}</span>}
      </span>
      <span
        className="mono soft"
        data-name={say("parameters.default")}
        title={
          configurationValue === undefined
            ? undefined
            : say("parameters.configured", { value: text(configurationValue) })
        }
      >
        {usual !== undefined && text(usual)}
      </span>
      <span className="parameter-changes">
        {changes.map(({ at, value: changed }) => {
          const time = measures.clock(at);
          return (
            <button
              key={`${at} ${changed}`}
              type="button"
              className="parameter-change"
              title={say("parameters.change.show", { time })}
              onClick={() => onJump(at)}
            >
              {say("parameters.change", { value: text(changed), time })}
            </button>
          );
        })}
      </span>
    </div>
  );
}

function hasDefault(parameter: Parameter): boolean {
  return defaultOf(parameter) !== undefined;
}

/** As spreadsheets and the tools of makers take it: a line each, name and value. */
function copyText(parameters: readonly Parameter[]): string {
  return parameters.map(({ name, value }) => `${name}\t${settingText(value)}`).join("\n");
}
