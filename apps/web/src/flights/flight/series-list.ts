import {
  keySeries,
  seriesNames,
  type Directory,
  type KeyedSeries,
  type Line,
  type Unit,
} from "@homepoint/flight";
import { isWordId, type Say } from "../../words/i18n.ts";
import type { Panes } from "./pane-text.ts";

/** A series that can be put into a chart. `key` stands in the address. */
export type PickableSeries = {
  readonly key: string;
  readonly title: string;
  readonly source: string;
  readonly unit: string;
  readonly rows: number;
  /** It has a name that makers share, and is the preferred of that name. */
  readonly isNamed: boolean;
  /** The maker's table that it stands in, `battery_status #1`. */
  readonly table: string;
  /** Series of one kind can share a chart: of one unit, without names for their values. */
  readonly kind: string;
};

const labelsKind = "labels of ";

/**
 * Every series of a flight: the named ones first, in the order of the shared names, then the makers'
 * tables in order of their names.
 */
export function listSeries(directory: Directory, say: Say): PickableSeries[] {
  const order = new Map(Object.keys(seriesNames).map((name, place) => [name, place]));
  const all = keySeries(directory).map((one) => describe(one, say));
  const named = all.filter(({ isNamed }) => isNamed);
  const place = ({ key }: PickableSeries): number => order.get(key) ?? order.size;
  const compare = new Intl.Collator("en", { numeric: true }).compare;
  return [
    ...named.toSorted((a, b) => place(a) - place(b)),
    ...all.filter(({ isNamed }) => !isNamed).toSorted((a, b) => compare(a.table, b.table)),
  ];
}

function describe({ key, table, series, isNamed }: KeyedSeries, say: Say): PickableSeries {
  const { source, labels, unit = "1" } = series;
  return {
    key,
    title: isNamed ? seriesTitle(key, say) : source,
    source,
    unit,
    rows: table.rows,
    isNamed,
    table: table.instance > 0 ? `${table.name} #${table.instance}` : table.name,
    kind: labels === undefined ? unit : `${labelsKind}${key}`,
  };
}

/** What a series is called where its table is not in sight. */
export function seriesLabel({ isNamed, title, key }: PickableSeries): string {
  return isNamed ? title : key;
}

const nothing = new Float64Array();

/** The line of a series that says nothing. */
export function emptyLine({ key, source, unit, kind }: PickableSeries): Line {
  const isOfStates = kind.startsWith(labelsKind);
  return {
    key,
    source,
    unit: unit as Unit, // as the directory says; others are shown as they are
    rowsPerPoint: 1,
    times: nothing,
    low: nothing,
    high: nothing,
    ...(isOfStates && { labels: {} }),
  };
}

/** What people call a series of a shared name; other series are called by their source. */
function seriesTitle(key: string, say: Say): string {
  const cell = /^cellVoltage(\d+)$/.exec(key)?.[1];
  if (cell !== undefined) return say("series.cell", { number: cell });
  const id = `series.${key}`;
  return isWordId(id) ? say(id) : key;
}

/** What a page begins with, where the log has it. */
const firstShown = ["height", "speed", "batteryPercent", "verticalSpeed", "distanceFromHome"];
const mostFirstShown = 3;

export function firstPanes(list: readonly PickableSeries[]): Panes {
  const known = firstShown.filter((key) => list.some((series) => series.key === key));
  const named = list.filter(({ isNamed }) => isNamed).map(({ key }) => key);
  const others = named.length > 0 ? named : list.map(({ key }) => key);
  return (known.length > 0 ? known : others).slice(0, mostFirstShown).map((key) => [key]);
}

/** Only series that the log has, and in one chart only those of one kind. */
export function fitPanes(panes: Panes, list: readonly PickableSeries[]): Panes {
  const kinds = new Map(list.map(({ key, kind }) => [key, kind]));
  return panes.flatMap((keys) => {
    const known = keys.filter((key) => kinds.has(key));
    return [...Map.groupBy(known, (key) => kinds.get(key)).values()];
  });
}
