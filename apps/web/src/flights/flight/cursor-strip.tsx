import type { Columns, SeriesName } from "@homepoint/flight";
import { useMemo, useSyncExternalStore, type ReactElement } from "react";
import { placeAt } from "../../charts/chart-line.ts";
import type { TimeCursor } from "../../charts/time-cursor.ts";
import { trackFrom } from "../../maps/track.ts";
import { dash } from "../../units/measures.ts";
import { useMeasures } from "../../units/use-measures.ts";
import { useSay } from "../../words/use-say.ts";

type CursorStripProps = { columns: Columns; cursor: TimeCursor };

/** What the aircraft did at the cursor, under the map. */
export function CursorStrip({ columns, cursor }: CursorStripProps): ReactElement {
  const say = useSay();
  const measures = useMeasures();
  const time = useSyncExternalStore(cursor.subscribe, cursor.get);
  const track = useMemo(() => trackFrom(columns.overview.track), [columns]);
  const mode = columns.overview.lines.find(({ name }) => name === ("flightMode" as SeriesName));
  const at = track && time !== undefined ? placeAt(track.times, time) : -1;
  const value = (values: Float64Array | undefined): number | undefined => {
    const found = values?.[at];
    return found === undefined || Number.isNaN(found) ? undefined : found;
  };
  const battery = value(track?.battery);
  const modeAt = mode && time !== undefined ? mode.low[placeAt(mode.times, time)] : undefined;
  const shown = [
    [say("charts.time"), time === undefined ? dash : measures.clock(time)],
    [say("flight.map.color.height"), measures.height(value(track?.height))],
    [say("flight.map.color.speed"), measures.speed(value(track?.speed))],
    [
      say("flight.map.color.battery"),
      battery === undefined ? dash : `${measures.number(battery)}\u202f%`,
    ],
    ...(mode?.labels
      ? [[say("moment.flight-mode"), (modeAt !== undefined && mode.labels[modeAt]) || dash]]
      : []),
  ];
  return (
    <dl className="cursor-strip">
      {shown.map(([name, text]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}
