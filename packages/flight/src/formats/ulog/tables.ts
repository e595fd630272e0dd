import type { Table } from "../../table.ts";
import { decodeFields } from "./decode.ts";
import { deriveSeries } from "./derive.ts";
import { startsOf } from "./group-rows.ts";
import type { Field, Layout } from "./layout.ts";
import { timeRows } from "./row-times.ts";
import type { Scan } from "./scan.ts";

/** Topics whose tables are given first: who takes tables one by one may stop behind the track. */
const first: readonly string[] = [
  "vehicle_global_position",
  "vehicle_local_position",
  "vehicle_gps_position",
  "sensor_gps",
  "vehicle_attitude",
  "battery_status",
  "vehicle_status",
  "vehicle_land_detected",
  "home_position",
];

/** Places of topics that make tables, in the order in which tables are given. */
export function tableTopics({ topics, grouped }: Scan): readonly number[] {
  const places = topics.flatMap(({ layout }, place) =>
    layout && startsOf(grouped, place).length > 0 ? [place] : [],
  );
  const rank = (place: number) => {
    const at = first.indexOf(topics[place]?.name ?? "");
    return at < 0 ? first.length : at;
  };
  return places.sort((a, b) => rank(a) - rank(b) || a - b);
}

/** Decodes a topic's rows; undefined where it has none. `groundedAt`: see `Basis`. */
export function decodeTable(scan: Scan, place: number, groundedAt?: number): Table | undefined {
  const topic = scan.topics[place];
  const found = startsOf(scan.grouped, place);
  if (!topic?.layout || found.length === 0) return undefined;
  const { name, instance, layout } = topic;
  const { bytes, view, clock } = scan;
  const { timestampAt } = layout;
  const { starts, times, isCorrected } = timeRows({ view, starts: found, timestampAt }, clock);
  const fields = isCorrected ? [...timeFields(layout), ...layout.fields] : layout.fields;
  const series = decodeFields(fields, { bytes, view, starts });
  const derived = deriveSeries({ topic: name, times, series, groundedAt });
  return { name, instance, times, series: [...series, ...derived] };
}

/** Where rows do not say their table's times, what they say is a series too. */
function timeFields({ name, timestampAt: at }: Layout): readonly Field[] {
  if (at === undefined) return [];
  const source = `${name}.timestamp`;
  const plain = { seriesName: undefined, scale: 1e-6, missing: undefined, labels: undefined };
  return [{ source, at, kept: "u64", size: 8, unit: "s", ...plain }];
}
