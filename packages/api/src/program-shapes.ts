import { z } from "zod";
import {
  differenceKinds,
  frameworks,
  misfits,
  oddityCodes,
  opaqueCodes,
  partKinds,
  permissionLevels,
  reveals,
  signingSchemes,
  trackerKinds,
} from "@homepoint/inspect";
import { programPlatforms, services, subjectKinds } from "@homepoint/policy";
import { instant, objectId } from "./shapes.ts";

const text = z.string().max(1000);
const count = z.number().int().min(0);
const list = <Shape extends z.ZodType>(shape: Shape) => z.array(shape).max(10_000);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const checked = z.enum(["good", "bad", "not-checked"]);
const signer = z.object({ sha256, subject: text, validUntil: text.optional() });

/** What is kept of an inspection. */
export const inspection = z.object({
  platform: z.enum(["android", "ios"]),
  file: z.object({ name: text, size: count, sha256 }),
  packageId: text,
  label: text,
  versionName: text,
  versionCode: text,
  minSystem: text,
  targetSystem: text,
  permissions: list(
    z.object({
      name: text,
      level: z.enum(permissionLevels),
      reveals: z.enum(reveals).optional(),
      implied: z.enum(["target-before-4", "with-writing", "contacts-before-16"]).optional(),
      reason: text.optional(),
    }),
  ),
  exported: list(z.object({ kind: z.enum(partKinds), name: text, permission: text.optional() })),
  cleartext: z.boolean(),
  cleartextHosts: list(text),
  trustsUser: z.boolean(),
  pinnedHosts: list(text),
  debuggable: z.boolean(),
  signers: list(signer),
  formerSigners: list(signer).optional(),
  schemes: list(
    z.object({
      scheme: z.enum(signingSchemes),
      checked,
      because: z.enum(misfits).optional(),
    }),
  ),
  libraries: list(text),
  classes: z.object({ defined: count, referenced: count }),
  hosts: list(
    z.object({
      host: text,
      inUrl: z.boolean(),
      cleartext: z.boolean(),
      onlyName: z.boolean(),
      owner: text.optional(),
      services: z.array(z.enum(services)),
    }),
  ),
  trackers: list(
    z.object({
      id: text,
      name: text,
      owner: text,
      kind: z.enum(trackerKinds),
      how: z.enum(["contained", "referred-to", "host-only"]),
      because: text,
      source: text,
    }),
  ),
  frameworks: z.array(z.enum(frameworks)),
  collected: list(text),
  opaque: list(
    z.object({ code: z.enum(opaqueCodes), weight: z.enum(["hides", "unread"]), because: text }),
  ),
  oddities: list(z.object({ code: z.enum(oddityCodes), where: text })),
});
export type KeptInspection = z.output<typeof inspection>;

const kind = z.enum(differenceKinds);
const difference = z.union([
  z.object({ kind, change: z.enum(["new", "gone"]), what: z.string() }),
  z.object({ kind, change: z.literal("changed"), from: z.string(), to: z.string() }),
]);

/** One version that was inspected, in short; `inspection` names all of it. */
const programVersion = z.object({
  inspection: objectId,
  at: instant,
  by: z.string(),
  fileName: z.string(),
  sha256: z.string(),
  platform: z.enum(["android", "ios"]),
  versionName: z.string(),
  versionCode: z.string(),
  permissions: count,
  hosts: count,
  trackers: count,
  opaque: z.boolean(),
  oddities: count,
  signed: z.enum(["good", "bad", "not-checked", "unsigned"]),
});
export type ProgramVersion = z.output<typeof programVersion>;

const shortText = z.string().trim().min(1).max(200);
/** A day, as 2026-11-22. */
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

export const attestationKinds = ["soc-2", "iso-27001", "audit", "statement", "other"] as const;
/** What others attested of a program; the paper itself is sealed. */
export const attestationRow = z.object({
  id: objectId,
  kind: z.enum(attestationKinds),
  name: shortText,
  fileName: z.string(),
  size: count,
  /** The day that stands on it. */
  date: day,
  expires: day.nullable(),
  addedAt: instant,
  by: z.string(),
});
export type AttestationRow = z.output<typeof attestationRow>;

/** What its maker says that it does, and where that is written. */
export const practice = z.object({ text: z.string().trim().min(1).max(2000), source: text });

/** A host in a capture of the program. */
const hostSeen = z.object({ host: shortText, bytesOut: count, bytesIn: count });

export const captureSeen = z.object({
  name: shortText,
  sha256,
  at: instant,
  hosts: z.array(hostSeen).max(5000),
});
export type ProgramCapture = z.output<typeof captureSeen> & { readonly by: string };

export const newProgram = z.object({
  name: shortText,
  owner: z.string().trim().max(200).default(""),
  platforms: z.array(z.enum(programPlatforms)).max(10).default([]),
  packageId: z.string().trim().max(300).default(""),
  /** Of the catalogue of known programs; null where it is none of them. */
  known: z.string().max(100).nullable().default(null),
});

export const programRow = z.object({
  id: z.string(),
  name: z.string(),
  owner: z.string(),
  platforms: z.array(z.enum(programPlatforms)),
  packageId: z.string(),
  known: z.string().nullable(),
  note: z.string(),
  latest: programVersion.nullable(),
  versions: count,
  captures: count,
  attestations: z.array(attestationRow.pick({ kind: true, expires: true })),
});
export type ProgramRowShown = z.output<typeof programRow>;

/** A host that the package holds, a capture showed, or both. */
const hostCompared = z.object({
  host: z.string(),
  held: z.boolean(),
  seen: z.boolean(),
  bytesOut: count,
  bytesIn: count,
});

export const programDetail = programRow
  .omit({ attestations: true, versions: true, captures: true })
  .extend({
    versions: z.array(programVersion.extend({ differences: z.array(difference) })),
    captures: z.array(captureSeen.omit({ hosts: true }).extend({ by: z.string(), hosts: count })),
    hosts: z.array(hostCompared),
    practices: z.array(practice),
    attestations: z.array(attestationRow),
    grants: z.array(
      z.object({
        service: z.enum(services),
        subject: z.object({ kind: z.enum(subjectKinds), id: z.string() }),
        until: z.string().nullable(),
      }),
    ),
  });
export type ProgramDetail = z.output<typeof programDetail>;
