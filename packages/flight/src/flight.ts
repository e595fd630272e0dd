/**
 * Whose clock says when: the app's in UTC, the camera's in an unknown zone, one of whoever exported
 * the log and in an unknown zone too, the satellites' (UTC, leap seconds included), the aircraft's own
 * (UTC, as right as it was set), or none.
 */
export type Clock = "app" | "camera" | "local" | "gps" | "aircraft" | "unknown";

export type Aircraft = {
  readonly maker?: string | undefined;
  readonly model?: string | undefined;
  readonly name?: string | undefined;
  readonly serial?: string | undefined;
};

/** Something that carries a serial number: a battery, a controller, a camera. */
export type Device = {
  readonly model?: string | undefined;
  readonly serial?: string | undefined;
};

/** What people wrote on a flight, where a file carries it from elsewhere. */
export type Written = {
  readonly name?: string;
  readonly notes?: string;
  readonly tags?: readonly string[];
};

export type App = {
  readonly platform?: string | undefined;
  readonly version?: string | undefined;
};

/** WGS 84, degrees. */
export type Position = { readonly latitude: number; readonly longitude: number };

/** What the log's own header says of the flight, checked for plausibility and nothing more. */
export type Stated = {
  readonly durationSeconds?: number | undefined;
  readonly distanceMeters?: number | undefined;
  readonly maxHeightMeters?: number | undefined;
  readonly maxSpeedMetersPerSecond?: number | undefined;
  readonly maxVerticalSpeedMetersPerSecond?: number | undefined;
  readonly takeoffAltitudeMeters?: number | undefined;
  readonly position?: Position | undefined;
  /** Street, city, area, as the app wrote them. */
  readonly place?: string | undefined;
  readonly photos?: number | undefined;
  /** The unit depends on the app, so it is only good for "some" or "none". */
  readonly videoTime?: number | undefined;
  readonly uuid?: string | undefined;
};

/** A picture that lies in the log itself: the bytes from `offset` are a whole JPEG. */
export type FlightImage = {
  readonly offset: number;
  readonly length: number;
  readonly kind: "snapshot" | "thumbnail" | "unlisted";
  readonly position?: Position | undefined;
};

export const momentKinds = [
  "take-off",
  "landing",
  "flight-mode",
  "return-home",
  "home-point",
  "signal-lost",
  "photo",
  "video",
  "battery",
  "gps",
  "compass",
  "motor",
  "control",
  "estimator",
  "vibration",
  "impact",
  "limit",
  "failsafe",
  "app-text",
] as const;

export type MomentKind = (typeof momentKinds)[number];

export type Level = "note" | "warning" | "serious";

/** How bad a logged text is, as flight controllers and Linux kernels grade it. */
export type Severity =
  | "emergency"
  | "alert"
  | "critical"
  | "error"
  | "warning"
  | "notice"
  | "information"
  | "debug";

export type Numbers = Readonly<Record<string, number>>;

/** Something that happened. Times are seconds since the log's first sample. */
export type Moment = {
  readonly at: number;
  readonly until?: number;
  readonly kind: MomentKind;
  readonly level: Level;
  /** The app's own text, or a label of the series that `rule` names; may be empty. */
  readonly text: string;
  /** The rule that found it (docs/moments.md), or the series that it was read from. */
  readonly rule?: string;
  /** Where the aircraft was, and the numbers that the rule goes by. */
  readonly values?: Numbers;
  /** Of a text, where the log grades finer than `level`. */
  readonly severity?: Severity;
  /** Of a text, the number by which the log tells apart who said it. */
  readonly tag?: number;
};

/** A setting of the aircraft. A value that is no number is null. */
export type Parameter = {
  readonly name: string;
  /** When the log began. */
  readonly value: number | null;
  /** What the maker of the software sets. */
  readonly defaultValue?: number | null | undefined;
  /** What the configuration sets that the aircraft was set up with, its airframe for one. */
  readonly configurationValue?: number | null | undefined;
  /** What it was changed to while the log was written, in order of time. */
  readonly changes?: readonly ParameterChange[] | undefined;
};

export type ParameterChange = { readonly at: number; readonly value: number | null };

/** What the log says of itself and of the aircraft, by the maker's own name: versions, hardware. */
export type Property = {
  readonly name: string;
  /** Absent where it is neither text nor a few numbers. */
  readonly value?: string | number | undefined;
  /** Of a value that is absent. */
  readonly sizeBytes?: number | undefined;
};

/** A run of bytes the reader could not use, and why; between which times it lies. */
export type Damage = {
  readonly offset: number;
  readonly length: number;
  readonly why: string;
  readonly from?: number;
  readonly to?: number;
};

/** The body of one request for keys: exactly what would leave, and nothing else of the log. */
export type KeyRequest = {
  readonly version: number;
  readonly department: number;
  readonly keychainsArray: readonly (readonly SealedKey[])[];
};

export type SealedKey = { readonly featurePoint: string; readonly aesCiphertext: string };

/** One flight of a log, without its tables. Plain: it can be sent, sealed and hashed. */
export type Flight = {
  readonly format: string;
  readonly formatVersion?: number | undefined;
  /**
   * Some rows are sealed with keys that were not given. `keyRequests` asks the log's maker for them;
   * where there is none to send, only the aircraft's owner has them.
   */
  readonly needsKeys: boolean;
  readonly keyRequests: readonly KeyRequest[];
  /** ISO 8601 at time 0. In UTC; with the clocks `camera` and `local` a local time, so without a Z. */
  readonly startedAt?: string | undefined;
  readonly clock: Clock;
  /** The log says where, not when: its rows are in order, and their times are made up. */
  readonly untimed?: true;
  readonly aircraft: Aircraft;
  readonly batteries: readonly Device[];
  readonly controller?: Device | undefined;
  readonly camera?: Device | undefined;
  readonly app?: App | undefined;
  readonly stated: Stated;
  readonly images: readonly FlightImage[];
  /** How many rows of each kind the log holds, those without a table included. */
  readonly counts: Numbers;
  /** The kind of row that holds positions. */
  readonly positionKind: string;
  readonly moments: readonly Moment[];
  readonly damage: readonly Damage[];
  readonly written?: Written | undefined;
  /** In the order of the log, each name once. */
  readonly parameters?: readonly Parameter[] | undefined;
  /** In the order of the log; a name may stand several times. */
  readonly properties?: readonly Property[] | undefined;
};
