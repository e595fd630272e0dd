import { z } from "zod";
import {
  breachCodes,
  deviceKinds,
  doubtCodes,
  proofVerdicts,
  remarkCodes,
  roles,
  sensitivityLevels,
  services,
  waysOut,
} from "@homepoint/policy";
import { gapRow } from "./disclosure-shapes.ts";
import { instant } from "./instant.ts";

export { instant };
export const objectId = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .describe("ObjectId of a LogFile");
export const flightId = z
  .string()
  .regex(/^[0-9a-f]{64}(-[1-9]\d{0,4})?$/)
  .describe("ObjectId, with a number from the second flight of a LogFile on");

export const role = z.enum(roles);
const position = z.object({ latitude: z.number(), longitude: z.number() });
const name = z.string().trim().min(1).max(200);

const hubState = z
  .enum(["new", "locked", "open"])
  .describe("new: no vault yet; locked: a vault without its key; open");

export const statusShape = z.object({
  version: z.string(),
  state: hubState,
  signedIn: z.object({ name: z.string(), role }).nullable(),
  /** False from set-up until the recovery words were confirmed; null for who is not the owner. */
  recoveryConfirmed: z.boolean().nullable(),
  /** Sealed while locked, waiting for the key. */
  waitingInInbox: z.number().int(),
  warnings: z.array(
    z.object({ code: z.string(), values: z.record(z.string(), z.union([z.string(), z.number()])) }),
  ),
});
export type Status = z.infer<typeof statusShape>;

export const passphrase = z.string().min(1).max(1024);
export const recoveryWords = z.array(z.string().max(20)).length(24);

export const sensitivities = sensitivityLevels;
const sensitivity = z.enum(sensitivities);
export type Sensitivity = z.infer<typeof sensitivity>;

const proofVerdict = z.enum(proofVerdicts);

/** FlightProof of the package policy: why, in codes and numbers. */
const flightProof = z.object({
  verdict: proofVerdict,
  reasons: z.array(
    z.object({
      code: z.enum([...breachCodes, ...doubtCodes, ...remarkCodes]),
      device: z.string().exactOptional(),
      kind: z.enum(deviceKinds).exactOptional(),
      serial: z.string().exactOptional(),
      way: z.enum(waysOut).exactOptional(),
      service: z.enum(services).exactOptional(),
      sensitivity: z.enum(sensitivityLevels).exactOptional(),
      seconds: z.number().exactOptional(),
      bytes: z.number().exactOptional(),
      count: z.number().exactOptional(),
    }),
  ),
  devices: z.array(z.string()),
  seconds: z.number().exactOptional(),
  coveredSeconds: z.number().exactOptional(),
  refused: z.number(),
  bytesOut: z.number(),
});
export type FlightProofAnswer = z.infer<typeof flightProof>;

const aircraft = z.object({
  maker: z.string().nullable(),
  model: z.string().nullable(),
  name: z.string().nullable(),
  serial: z.string().nullable(),
});

/** One flight in a list. Units are in the names; null is what the log does not tell. */
export const flightRow = z.object({
  id: flightId,
  format: z.string(),
  needsKeys: z.boolean(),
  aircraft,
  startedAt: instant.nullable(),
  timeZone: z.string().nullable(),
  durationSeconds: z.number().nullable(),
  distanceMeters: z.number().nullable(),
  maxHeightMeters: z.number().nullable(),
  maxSpeedMetersPerSecond: z.number().nullable(),
  maxRangeMeters: z.number().nullable(),
  takeoff: position.nullable(),
  photos: z.number().int(),
  damaged: z.boolean(),
  warnings: z.number().int(),
  /**
   * Up to 64 points of the track for a small picture: base64 of x and y in turn, a byte each, x to
   * the east, y to the south, in one scale; null without positions.
   */
  picture: z.string().max(200).nullable(),
  name: z.string().nullable(),
  pilot: z.string().nullable(),
  tags: z.array(z.string()),
  sensitivity: sensitivity.nullable(),
  takenInAt: instant,
  /** Log files that tell of it. */
  logCount: z.number().int(),
  /** Whether nothing left but what was granted, as far as it is known. */
  proof: proofVerdict,
});
export type FlightRow = z.infer<typeof flightRow>;

export const sortKeys = [
  "startedAt",
  "durationSeconds",
  "distanceMeters",
  "maxHeightMeters",
  "maxSpeedMetersPerSecond",
  "maxRangeMeters",
  "aircraft",
  "pilot",
  "takenInAt",
] as const;
export const groupKeys = ["month", "year", "aircraft", "pilot", "tag", "sensitivity"] as const;

const commaList = z
  .string()
  .max(4000)
  .transform((text) => text.split(",").filter((part) => part !== ""));
const flag = z.enum(["true", "false"]).transform((text) => text === "true");

export const flightFilter = z.object({
  /** Words, each of which name, aircraft, serial, pilot, tags or notes must hold. */
  text: z.string().max(200).optional(),
  from: instant.optional(),
  to: instant.optional(),
  aircraft: commaList.optional(),
  pilot: commaList.optional(),
  tag: commaList.optional(),
  sensitivity: commaList.optional(),
  needsKeys: flag.optional(),
  damaged: flag.optional(),
  proof: commaList.optional(),
});
export type FlightFilter = z.output<typeof flightFilter>;

export const flightListQuery = flightFilter.extend({
  sort: z.enum(sortKeys).default("startedAt"),
  order: z.enum(["ascending", "descending"]).default("descending"),
  group: z.enum(groupKeys).optional(),
  offset: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(0).max(1000).default(100),
});
export type FlightListQuery = z.output<typeof flightListQuery>;

const totals = z.object({
  flights: z.number().int(),
  durationSeconds: z.number(),
  distanceMeters: z.number(),
});

export const flightList = z.object({
  totals,
  /** In order of the list; the flights of a group stand together. */
  groups: z.array(totals.extend({ key: z.string() })).nullable(),
  flights: z.array(flightRow),
});
export type FlightList = z.infer<typeof flightList>;

/** What choosing, editing and undoing need of a flight, and where it stands on a map. */
export const matchingFlight = flightRow.pick({
  id: true,
  takeoff: true,
  name: true,
  pilot: true,
  tags: true,
  sensitivity: true,
});
export type MatchingFlight = z.infer<typeof matchingFlight>;

const count = z.object({ key: z.string(), label: z.string(), flights: z.number().int() });
export const flightFacets = z.object({
  aircraft: z.array(count),
  pilots: z.array(count),
  tags: z.array(count),
});
export type FlightFacets = z.infer<typeof flightFacets>;

/** The log files of a flight: the aircraft's, the controller's, a subtitle of its video. */
export const logRow = z.object({
  id: objectId,
  name: z.string(),
  size: z.number().int(),
  format: z.string().nullable(),
  takenInAt: instant,
  source: z.string(),
  /** read: gave flights; locked: needs keys; unknown: no reader yet; too-large; failed. */
  reading: z.enum(["read", "needs-keys", "unknown", "too-large", "failed", "waiting"]),
  flights: z.array(flightId),
});
export type LogRow = z.infer<typeof logRow>;

/** As made by the reader; see FlightSummary of the package flight. */
const summary = z.record(z.string(), z.unknown());

export const flightDetail = flightRow.extend({
  notes: z.string(),
  proved: flightProof,
  /** Of all its logs together. */
  summary,
  logs: z.array(logRow),
  /**
   * The flight as each of its logs tells it, the most detailed first: columns, pictures and exports
   * are those of the part whose id is asked for.
   */
  parts: z.array(
    z.object({
      flight: flightId,
      log: objectId,
      columnsSize: z.number().int().nullable(),
      summary,
    }),
  ),
  columnsSize: z.number().int().nullable(),
});
export type FlightDetail = z.infer<typeof flightDetail>;

const setting = z.number().nullable();
const parameter = z.object({
  name: z.string(),
  value: setting.describe("when the log began; null: not a number"),
  defaultValue: setting.optional(),
  configurationValue: setting.optional(),
  changes: z
    .array(z.object({ at: z.number().describe("seconds of the log"), value: setting }))
    .optional(),
});
const property = z.object({
  name: z.string(),
  value: z.union([z.string(), z.number()]).optional(),
  sizeBytes: z.number().int().optional().describe("of a value that is not told"),
});

/** What the log says of the aircraft's set-up, in the words of its maker. */
export const particulars = z.object({
  parameters: z.array(parameter),
  properties: z.array(property),
});
export type Particulars = z.infer<typeof particulars>;

const ids = z.array(flightId).min(1).max(1000);

/** Groups of flights, each of which is one flight; so few at once that the hub answers others meanwhile. */
export const flightMerge = z.object({ groups: z.array(ids.min(2)).min(1).max(1000) });

export const flightParting = z.object({
  /** Each is two or more sets: what is in one of them is another flight than what is in another. */
  partings: z.array(z.array(ids).min(2).max(1000)).min(1).max(1000),
  /** False: they may be offered as one again. */
  remember: z.boolean().default(true),
});

const sameReasons = ["same-aircraft", "export", "film", "same-place", "same-track"] as const;

/** Flights that look like one, which nobody has said yet. */
export const flightOffer = z.object({
  flights: z.array(flightRow),
  /** For each of them, the ids that are one flight already. */
  sets: z.array(z.array(flightId)),
  confidence: z.enum(["sure", "likely"]),
  /** What links them; `one` and `other` are ids of the sets. */
  grounds: z.array(
    z.object({
      one: flightId,
      other: flightId,
      reason: z.enum(sameReasons),
      confidence: z.enum(["sure", "likely"]),
      /** Added to the times of `other`, whose clock shows another zone. */
      shiftSeconds: z.number(),
      startGapSeconds: z.number().optional(),
      durationGapSeconds: z.number().optional(),
      metersApart: z.number().optional(),
      sameRows: z.number().int().optional(),
    }),
  ),
});
export type FlightOffer = z.infer<typeof flightOffer>;

const tag = z
  .string()
  .trim()
  .min(1)
  .max(50)
  .regex(/^[^,]*$/);
export const flightEdit = z.object({
  flights: z.array(flightId).min(1).max(100_000),
  set: z
    .object({
      name: name.nullable(),
      pilot: name.nullable(),
      sensitivity: sensitivity.nullable(),
      notes: z.string().max(20_000),
    })
    .partial(),
  addTags: z.array(tag).max(50).default([]),
  removeTags: z.array(tag).max(50).default([]),
});
export type FlightEdit = z.output<typeof flightEdit>;

export const exportFormats = [
  "original",
  "csv",
  "geojson",
  "kml",
  "gpx",
  "parameters",
  "proof",
] as const;
export type ExportFormat = (typeof exportFormats)[number];

export const takenIn = z.object({
  /** waiting: sealed while locked, read when unlocked. */
  outcome: z.enum(["taken-in", "duplicate", "kept", "unknown", "waiting"]),
  log: objectId.nullable(),
  flights: z.array(flightRow.pick({ id: true, startedAt: true, needsKeys: true, damaged: true })),
  /** Why no flight came of it; a code of problem. */
  because: z.string().nullable(),
});
export type TakenIn = z.infer<typeof takenIn>;

export const evidenceEntry = z.object({
  index: z.number().int(),
  /**
   * open: the fact is here; shredded: its opening was destroyed on purpose; unknown: of a kind that
   * this version does not know; damaged.
   */
  state: z.enum(["open", "shredded", "unknown", "damaged"]),
  fact: z.looseObject({ kind: z.string(), at: instant, by: z.string() }).nullable(),
});
export type EvidenceEntry = z.infer<typeof evidenceEntry>;

/** One log's heartbeats: what its links sent, what of that is on record, and its silences. */
export const heartbeatAccount = z.object({
  of: z.string(),
  kind: z.enum(["hub", "gateway"]),
  isShared: z.boolean(),
  seconds: z.number(),
  bytesIn: z.number(),
  bytesOut: z.number(),
  recorded: z.number(),
  allowed: z.number(),
  unexplained: z.number(),
  gaps: z.array(
    z.object({
      from: instant,
      until: instant,
      interfaces: z.array(
        z.object({ name: z.string(), bytesIn: z.number(), bytesOut: z.number() }),
      ),
    }),
  ),
});
export type HeartbeatAccount = z.infer<typeof heartbeatAccount>;

export const verification = z.object({
  ok: z.boolean(),
  size: z.number().int(),
  checkpoint: z.string().nullable(),
  findings: z.array(
    z.object({ where: z.string(), what: z.string(), entry: z.number().int().optional() }),
  ),
  /** Times without a sign of life, the newest first; the last hundred. */
  gaps: z.array(gapRow),
});
export type VerificationAnswer = z.infer<typeof verification>;

export const mapRow = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(["vector", "raster"]),
  size: z.number().int(),
  minZoom: z.number(),
  maxZoom: z.number(),
  bounds: z.tuple([z.number(), z.number(), z.number(), z.number()]),
  attribution: z.string(),
});
export type MapRow = z.infer<typeof mapRow>;

export const personRow = z.object({ id: z.string(), name, role });
export type PersonRow = z.infer<typeof personRow>;

export const tokenScopes = ["inbox", "read", "all"] as const;
export const tokenRow = z.object({
  id: z.string(),
  name,
  role,
  /** inbox: may only take in, and learns nothing back but that it was taken in. */
  scope: z.enum(tokenScopes),
  madeAt: instant,
  usedAt: instant.nullable(),
  expiresAt: instant.nullable(),
});
export type TokenRow = z.infer<typeof tokenRow>;

export const backupRow = z.object({
  id: z.string(),
  madeAt: instant,
  to: z.string(),
  objects: z.number().int(),
  /** Of these, so many whose content was lost or damaged already, and is not in it. */
  damaged: z.number().int(),
  /** From then on it counts as destroyed. */
  expiresAt: instant.nullable(),
  /** False where it broke off, or could not be whole: what was written of it holds keys all the same. */
  complete: z.boolean(),
  /** Objects shredded here since, whose headers this backup still holds. */
  holdsShredded: z.number().int(),
});
export type BackupRow = z.infer<typeof backupRow>;

export const watchedFolder = z.object({
  id: z.string(),
  path: z.string(),
  /** The cloud service that copies this folder elsewhere, if one does. */
  syncedBy: z.string().nullable(),
  lastLookAt: instant.nullable(),
  takenIn: z.number().int(),
  problem: z.string().nullable(),
});
export type WatchedFolder = z.infer<typeof watchedFolder>;

/** What changed, so that a page looks again. */
export const hubChange = z.object({
  flights: z.number().int(),
  logs: z.number().int(),
  evidence: z.number().int(),
  reading: z.number().int(),
  state: hubState,
});
export type HubChange = z.infer<typeof hubChange>;
