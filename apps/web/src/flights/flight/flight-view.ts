export const trackColors = ["height", "speed", "battery"] as const;
export type TrackColor = (typeof trackColors)[number];

/** What the address says of a flight's page. */
export type FlightView = {
  /** Names or sources of the series in the charts, `height,speed`. */
  readonly series?: string;
  readonly color?: TrackColor;
  /** Seconds of the log that the charts show. */
  readonly from?: string;
  readonly to?: string;
};

const seconds = /^-?\d{1,7}(\.\d{1,3})?$/;

function isTime(value: unknown): value is string {
  return typeof value === "string" && seconds.test(value);
}

export function readFlightView(raw: Readonly<Record<string, unknown>>): FlightView {
  const { series, color, from, to } = raw;
  const known = trackColors.find((each) => each === color);
  const isWindow = isTime(from) && isTime(to) && Number(from) < Number(to);
  return {
    ...(typeof series === "string" && series !== "" ? { series: series.slice(0, 2000) } : {}),
    ...(known ? { color: known } : {}),
    ...(isWindow ? { from, to } : {}),
  };
}
