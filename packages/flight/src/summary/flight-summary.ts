import type { Aircraft, App, Clock, Device, Numbers, Position, Written } from "../flight.ts";

/** Degrees. Over the date line, `west` is greater than `east`, as in RFC 7946, §5.2. */
export type Bounds = {
  readonly south: number;
  readonly west: number;
  readonly north: number;
  readonly east: number;
};

/** What a list shows of a flight, and what it is filtered by. Plain: it survives JSON. */
export type FlightSummary = {
  readonly format: string;
  readonly formatVersion?: number | undefined;
  readonly needsKeys: boolean;
  readonly aircraft: Aircraft;
  readonly batteries: readonly Device[];
  readonly controller?: Device | undefined;
  readonly camera?: Device | undefined;
  readonly app?: App | undefined;
  /**
   * ISO 8601 in UTC. With the clocks `camera` and `local` the log has a local time only, and the zone
   * is taken from the position; without one, the time is taken for UTC.
   */
  readonly startedAt?: string | undefined;
  readonly clock: Clock;
  /** IANA name of the zone at take-off. */
  readonly timeZone?: string | undefined;
  /** The same moment as `startedAt` on a clock at take-off, with its offset. */
  readonly startedAtLocal?: string | undefined;
  /** Like the three below: where keys are missing, what the log's header says, if that is more. */
  readonly durationSeconds?: number | undefined;
  /** Along the ground. */
  readonly distanceMeters?: number | undefined;
  /** Above take-off. */
  readonly maxHeightMeters?: number | undefined;
  /** Over ground, horizontal. */
  readonly maxSpeedMetersPerSecond?: number | undefined;
  /** Farthest from the home point. */
  readonly maxRangeMeters?: number | undefined;
  readonly takeoff?: Position | undefined;
  readonly landing?: Position | undefined;
  readonly home?: Position | undefined;
  readonly bounds?: Bounds | undefined;
  /** Samples of the position that the log holds, with or without a fix, readable or not. */
  readonly rows: number;
  readonly moments: Numbers;
  readonly images: number;
  readonly damage: number;
  readonly photos: number;
  readonly batteryStartPercent?: number | undefined;
  readonly batteryEndPercent?: number | undefined;
  readonly written?: Written | undefined;
  /** See `pictureOf`. */
  readonly picture: readonly number[];
};
