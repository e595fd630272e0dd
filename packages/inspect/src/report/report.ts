import { auditShape, type AuditBody } from "./audit-report.ts";
import { longText, list, oneOf, part, text, time, type Shape, type ShapeOf } from "./shape.ts";
import { flightBodyShape, stepsShape, type FlightBody, type StepsBody } from "./steps-report.ts";

export type ReportBody = AuditBody | StepsBody | FlightBody;

const bodyShape: Shape<ReportBody> = (value): value is ReportBody =>
  auditShape(value) || stepsShape(value) || flightBodyShape(value);

/** Read by those whose it is. */
const anObject: Shape<object> = (value): value is object =>
  typeof value === "object" && value !== null;

/** A fact of the log, shown as far as it is disclosed: docs/formats/evidence.md §7. */
const factShape = part({ proof: anObject });

const logShape = part(
  {
    /** The log's verifier key; whoever compares it has it from elsewhere. */
    key: longText,
    /** The signed checkpoint that the report was made at, with its cosignatures. */
    checkpoint: longText,
    facts: list(factShape, 100_000),
  },
  {
    /** Whose log it is, where the report has several. */
    name: text,
    /** Verifier keys of the witnesses that cosigned this very checkpoint. */
    witnesses: list(longText, 100),
    /** Chosen members of chosen facts at once: docs/formats/evidence.md §11. */
    disclosure: anObject,
  },
);
export type ReportLog = ShapeOf<typeof logShape>;

const softwareShape = part({ name: text, version: text });

/** docs/formats/report.md */
const reportShape = part(
  {
    v: oneOf([1]),
    id: text,
    madeAt: time,
    software: list(softwareShape, 100),
    body: bodyShape,
  },
  {
    log: logShape,
    /** Others than that: of gateways, and of generations that ended. */
    logs: list(logShape, 1000),
  },
);
export type Report = ShapeOf<typeof reportShape>;

export const reportFormat = "homepoint-report/v1";

/** A report and who signed it: what lies in a file. */
export const signedShape = part({
  format: oneOf([reportFormat]),
  report: reportShape,
  note: longText,
  keys: list(longText, 20),
});
export type SignedReport = ShapeOf<typeof signedShape>;

export const longestReport = 64 << 20;
