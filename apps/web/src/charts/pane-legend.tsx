import { useSyncExternalStore, type ReactElement } from "react";
import { IconButton } from "../design/button.tsx";
import { useMeasures } from "../units/use-measures.ts";
import { useSay } from "../words/use-say.ts";
import { lineColor, type ChartTheme } from "./chart-colors.ts";
import { placeAt, type ChartLine } from "./chart-line.ts";
import { stateText } from "./state-spans.ts";
import type { TimeCursor } from "./time-cursor.ts";

type PaneLegendProps = {
  lines: readonly ChartLine[];
  cursor: TimeCursor;
  theme: ChartTheme;
  onRemove: (key: string) => void;
  /** Asks for another series in the same chart; undefined where it could hold no other. */
  onAdd: (() => void) | undefined;
};

/** Which line is which, and what each says at the cursor. */
export function PaneLegend(props: PaneLegendProps): ReactElement {
  const { lines, cursor, theme, onRemove, onAdd } = props;
  const say = useSay();
  return (
    <div className="pane-head">
      <ul className="pane-legend">
        {lines.map((line, number) => (
          <li key={line.key}>
            <span
              className="pane-swatch"
              style={{ background: lineColor(theme, number) }}
              aria-hidden="true"
            />
            <span className="pane-title">{line.title}</span>
            <LineValue line={line} cursor={cursor} />
            <IconButton
              icon="close"
              className="pane-button"
              label={say("charts.remove", { series: line.title })}
              onClick={() => onRemove(line.key)}
            />
          </li>
        ))}
      </ul>
      {onAdd && (
        <IconButton
          icon="plus"
          className="pane-button"
          label={say("charts.add-beside", { series: lines[0]?.title ?? "" })}
          onClick={onAdd}
        />
      )}
    </div>
  );
}

function LineValue({ line, cursor }: { line: ChartLine; cursor: TimeCursor }): ReactElement {
  const measures = useMeasures();
  const time = useSyncExternalStore(cursor.subscribe, cursor.get);
  const text = time === undefined ? undefined : valueText(line, time, measures.number);
  return <output className="pane-value">{text ?? line.unit}</output>;
}

/** What a line says at a time, with its unit; undefined where it says nothing. */
function valueText(
  { times, low, high, unit, digits, labels }: ChartLine,
  time: number,
  number: (value: number, digits: number) => string,
): string | undefined {
  const at = placeAt(times, time);
  const [least, most] = [low[at], high?.[at]];
  if (least === undefined || Number.isNaN(least)) return undefined;
  if (labels) return stateText({ value: least, most: most ?? least }, labels);
  const space = unit === "" || unit === "°" ? "" : "\u202f";
  const text = number(least, digits);
  const range = most !== undefined && most > least ? `${text} … ${number(most, digits)}` : text;
  return `${range}${space}${unit}`;
}
