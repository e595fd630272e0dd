export const trackColors = ["height", "speed", "battery"] as const;
export type TrackColor = (typeof trackColors)[number];

export const flightTabs = ["overview", "parameters", "texts", "about"] as const;
export type FlightTab = (typeof flightTabs)[number];

/** What the address says of a flight's page. */
export type FlightView = {
  /** Without one: `overview`. */
  readonly tab?: FlightTab;
  /** The series in the charts, see `writePanes`. */
  readonly series?: string;
  readonly color?: TrackColor;
  /** Seconds of the log that the charts show. */
  readonly from?: string;
  readonly to?: string;
  /** Whose log the charts and the map show, of a flight that several logs tell of; an id of it. */
  readonly part?: string;
};

const flightId = /^[0-9a-f]{64}(-[1-9]\d{0,4})?$/;

const longestSeries = 4000;
const seconds = /^-?\d{1,7}(\.\d{1,3})?$/;

function isTime(value: unknown): value is string {
  return typeof value === "string" && seconds.test(value);
}

export function readFlightView(raw: Readonly<Record<string, unknown>>): FlightView {
  const { tab, series, color, from, to, part } = raw;
  const knownTab = flightTabs.find((each) => each === tab && each !== "overview");
  const known = trackColors.find((each) => each === color);
  const isWindow = isTime(from) && isTime(to) && Number(from) < Number(to);
  return {
    ...(knownTab ? { tab: knownTab } : {}),
    ...(typeof series === "string" && series !== ""
      ? { series: series.slice(0, longestSeries) }
      : {}),
    ...(known ? { color: known } : {}),
    ...(isWindow ? { from, to } : {}),
    ...(typeof part === "string" && flightId.test(part) ? { part } : {}),
  };
}
