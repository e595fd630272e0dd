import { textOf, utf8 } from "@homepoint/base";
import { z } from "zod";
import { hubProblem } from "../problems.ts";

export const manifestPath = "homepoint-backup.json";

const manifestShape = z.object({
  homepointBackup: z.literal(1),
  id: z.string().min(1).max(100),
  madeAt: z.iso.datetime(),
  objects: z.number().int().nonnegative(),
  /** Of these, so many whose content was lost or damaged already: their entries are all there is. */
  damaged: z.number().int().nonnegative().default(0),
});

/** The first file of a backup: open to all, and tells only which backup it is. */
export type Manifest = z.infer<typeof manifestShape>;

export function writeManifest(manifest: Manifest): Uint8Array {
  return utf8(`${JSON.stringify(manifest)}\n`);
}

/** @throws hub/not-a-backup */
export function readManifest(bytes: Uint8Array): Manifest {
  try {
    return manifestShape.parse(JSON.parse(textOf(bytes)));
  } catch (cause) {
    throw hubProblem("not-a-backup", { why: "its manifest cannot be read" }, { cause });
  }
}

/** Empty: stands for an object that was shredded after the manifest had counted it. */
export function gonePath(entryName: string): string {
  return `gone/${entryName}`;
}

/** Whether this part makes good for one of the objects that the manifest promises. */
export function isCounted(path: string): boolean {
  return path.startsWith("ring/") || path.startsWith("gone/");
}

/** The only paths that a backup has; what else a file claims to hold is refused. */
const allowedPaths: readonly RegExp[] = [
  /^(identity\.age|keys\.age|recipients\.json|recovery\.json|policy\.json|policy\.note)$/,
  /^ring\/[0-9a-f]{2}\/[0-9a-f]{64}(\.keys)?$/,
  /^gone\/[0-9a-f]{64}(\.keys)?$/,
  /^inbox\/[0-9a-f]{2}\/[0-9a-f]{32}(\.aside)?$/,
  /^payloads\/[0-9a-z]{2}\/[0-9a-z-]{8,64}$/,
  /^state\/[a-z_]{1,40}\.jsonl$/,
  /^evidence\/[a-z0-9][a-z0-9/._-]{0,200}$/,
];

export function isAllowedPath(path: string): boolean {
  return allowedPaths.some((pattern) => pattern.test(path)) && !path.includes("..");
}
