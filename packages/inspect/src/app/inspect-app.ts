import { toHex, type ByteSource } from "@homepoint/base";
import { anywherePrimitives, type EvidencePrimitives } from "@homepoint/evidence";
import { inspectAndroid, isSet, type AppParts } from "./android/inspect-android.ts";
import type { AppPackage } from "./app-package.ts";
import { Budget, usualLimits, type Limits } from "./budget.ts";
import { trackerTable } from "./findings/tracker-table.ts";
import type { TrackerSignature } from "./findings/trackers.ts";
import { inspectIos, isIpa } from "./ios/inspect-ios.ts";
import { Oddities } from "./oddity.ts";
import { inspectProblem } from "../problems.ts";
import { openZip, type ZipEntry } from "./zip/zip.ts";

export type InspectParts = {
  readonly name: string;
  readonly limits?: Limits;
  /** Signatures of trackers beside our own. */
  readonly trackers?: readonly TrackerSignature[];
  /** The beginning of the `.idsig` beside an APK, where there is one: `idsigHeadBytes` of it. */
  readonly idsig?: Uint8Array | undefined;
  /** Milliseconds that only grow. */
  readonly now?: () => number;
  readonly primitives?: Pick<EvidencePrimitives, "startSha256">;
};

/**
 * What an app's package shows: APK, a set of them (XAPK, APKS, APKM), or IPA. Reads only; nothing in it
 * is run. Whatever is malformed is told as an oddity, and what a limit cut off as one as well.
 * @throws inspect/not-a-package
 */
export async function inspectApp(source: ByteSource, parts: InspectParts): Promise<AppPackage> {
  const { name, limits = usualLimits, trackers = [], idsig } = parts;
  const { now = () => performance.now(), primitives = anywherePrimitives } = parts;
  const odd = new Oddities();
  const budget = new Budget(limits, now);
  const zip = await openZip(source, { name, most: limits.entries, odd });
  const app = await inspectKind(
    { zip, budget, odd, trackers: [...trackerTable, ...trackers], idsig },
    name,
  );
  const sha256 = await hashWhole(source, primitives);
  return { ...app, file: { name, size: source.size, sha256 }, oddities: odd.all };
}

function inspectKind(parts: AppParts, name: string) {
  const { entries } = parts.zip;
  if (isIpa(entries)) return inspectIos(parts);
  if (isAndroid(entries)) return inspectAndroid(parts);
  throw inspectProblem("not-a-package", { name, why: whyNot(entries) });
}

function isAndroid(entries: readonly ZipEntry[]): boolean {
  const names = new Set(entries.map(({ name }) => name));
  return names.has("AndroidManifest.xml") || names.has("classes.dex") || isSet(entries);
}

function whyNot(entries: readonly ZipEntry[]): string {
  return entries.some(({ name }) => name === "base/manifest/AndroidManifest.xml")
    ? "it is an app bundle for a store, of which devices get packages; bring one of those"
    : "it is a zip with neither an Android manifest nor an iOS app in it";
}

const piece = 1024 * 1024;

async function hashWhole(
  source: ByteSource,
  primitives: Pick<EvidencePrimitives, "startSha256">,
): Promise<string> {
  const running = primitives.startSha256();
  for (let at = 0; at < source.size; at += piece)
    running.update(await source.read(at, Math.min(piece, source.size - at)));
  return toHex(running.digest());
}
