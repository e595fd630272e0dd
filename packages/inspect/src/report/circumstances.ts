import { restingModes, services } from "@homepoint/policy";
import { count, flag, list, oneOf, part, text, time, type ShapeOf } from "./shape.ts";

const modeShape = part({ from: time, until: time, mode: oneOf(restingModes), isSealed: flag });

const standardShape = part({
  clients: list(text, 1000),
  from: time,
  until: time,
  by: text,
  why: text,
});

/** A grant, as long as it was in force. Without `until`, until it is revoked. */
const exceptionShape = part(
  { service: oneOf(services), subject: text, by: text, why: text },
  { from: time, until: time, isRevoked: flag },
);
export type Exception = ShapeOf<typeof exceptionShape>;

const attestedShape = part({ device: text, at: time, by: text, points: list(text, 200) });
export type AttestedRow = ShapeOf<typeof attestedShape>;

const passedShape = part({ name: text, bytesIn: count, bytesOut: count });

const gapShape = part({ from: time, until: time, interfaces: list(passedShape, 100) });

/** Counters of one log's heartbeats, held against what it tells of; its silences. */
const accountShape = part({
  /** Whose log. */
  of: text,
  kind: oneOf(["hub", "gateway"]),
  /** It counts what leads out of its machine: what else runs there is counted as well. */
  isShared: flag,
  seconds: count,
  bytesIn: count,
  bytesOut: count,
  recorded: count,
  allowed: count,
  unexplained: count,
  gaps: list(gapShape, 1000),
});
export type Account = ShapeOf<typeof accountShape>;

/** What the logs of an installation tell of a time, beside what was seen in it. */
export const circumstances = {
  /** The modes of that time, in their order. */
  modes: list(modeShape, 10_000),
  /** When everything was let pass. */
  standard: list(standardShape, 1000),
  exceptions: list(exceptionShape, 10_000),
  attested: list(attestedShape, 100_000),
  accounts: list(accountShape, 100),
};

const circumstancesShape = part({}, circumstances);
export type Circumstances = ShapeOf<typeof circumstancesShape>;
