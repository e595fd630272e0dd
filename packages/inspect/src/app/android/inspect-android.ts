import { sourceOf, type ByteSource } from "@homepoint/base";
import type { AndroidFacts, AppPackage } from "../app-package.ts";
import { Content } from "../content.ts";
import { findOpaque } from "../findings/opaque.ts";
import { findTrackers, type TrackerSignature } from "../findings/trackers.ts";
import { u16 } from "../little-endian.ts";
import { unsigned } from "../signing/signing.ts";
import { unpackWhole, type UnpackParts } from "../zip/unpack.ts";
import { openZip, type ZipEntry } from "../zip/zip.ts";
import { inspectApk, type Apk } from "./inspect-apk.ts";
import { known, type AndroidManifest } from "./manifest.ts";

export type AppParts = UnpackParts & {
  readonly trackers: readonly TrackerSignature[];
  readonly idsig?: Uint8Array | undefined;
};

export type AppFound = Omit<AppPackage, "file" | "oddities">;

const mostSplits = 500;

/** A set: XAPK, APKS and APKM are zips of APKs, the base and what is split off it. */
export function isSet(entries: readonly ZipEntry[]): boolean {
  return (
    !entries.some(({ name }) => name === "AndroidManifest.xml") &&
    entries.some(({ name }) => /\.apk$/i.test(name))
  );
}

export async function inspectAndroid(parts: AppParts): Promise<AppFound> {
  const content = new Content();
  const apks = isSet(parts.zip.entries)
    ? await inspectSet(parts, content)
    : [{ name: "", apk: await inspectApk({ ...parts, content, prefix: "" }) }];
  const base = apks.find(({ apk }) => apk.manifest && apk.manifest.split === undefined) ?? apks[0];
  const manifest = base?.apk.manifest;
  const all = apks.flatMap(({ apk }) => apk.manifest ?? []);
  const hosts = content.hosts.all;
  return {
    platform: "android",
    packageId: manifest?.packageId ?? "",
    ...known({
      label: manifest?.label,
      versionName: manifest?.versionName,
      versionCode: manifest?.versionCode?.toString(),
    }),
    splits: apks.map(({ name }) => name).filter((name) => name !== ""),
    permissions: [
      ...new Map(
        all.flatMap(({ permissions }) => permissions).map((one) => [one.name, one]),
      ).values(),
    ],
    ...(manifest && base?.apk.network ? { android: factsOf(manifest, all, base.apk) } : {}),
    signing: base?.apk.signing ?? unsigned,
    libraries: content.libraries,
    classes: classesOf(content),
    hosts,
    trackers: findTrackers(
      {
        defined: content.defined,
        referenced: content.referenced,
        libraries: content.libraries.map(({ file }) => fileName(file)),
        hosts: hosts.map(({ host }) => host),
      },
      parts.trackers,
    ),
    frameworks: [...content.frameworks],
    opaque: [...findOpaque(readableOf(content, manifest, all)), ...content.opaque],
  };
}

function classesOf({ defined, referenced }: Content): AppPackage["classes"] {
  return {
    defined: [...defined].toSorted(),
    referenced: [...referenced].filter((name) => !defined.has(name)).toSorted(),
  };
}

function fileName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

function factsOf(
  manifest: AndroidManifest,
  all: readonly AndroidManifest[],
  { network }: Apk,
): AndroidFacts {
  const { debuggable, testOnly, defined, queries, features, metaData } = manifest;
  return {
    debuggable,
    testOnly,
    defined,
    queries,
    features,
    metaData,
    parts: all.flatMap(({ parts }) => parts),
    // Undefined only where there is no manifest.
    network: network as NonNullable<typeof network>,
    ...known({
      minSdk: manifest.minSdk,
      targetSdk: manifest.targetSdk,
      allowBackup: manifest.allowBackup,
      sharedUserId: manifest.sharedUserId,
      applicationClass: manifest.applicationClass,
    }),
  };
}

function readableOf(
  content: Content,
  manifest: AndroidManifest | undefined,
  all: readonly AndroidManifest[],
) {
  const full = (name: string | undefined) =>
    name === undefined || manifest === undefined ? undefined : fullName(name, manifest.packageId);
  return {
    libraries: content.libraries.map(({ file }) => fileName(file)),
    defined: content.defined,
    referenced: content.referenced,
    applicationClass: full(manifest?.applicationClass),
    componentFactory: full(manifest?.componentFactory),
    mainParts: all
      .flatMap(({ parts }) => parts)
      .filter(({ kind }) => kind === "activity" || kind === "service")
      .map(({ name }) => full(name) ?? ""),
    codeBytes: content.codeBytes,
    unknownFile: content.unknownFile,
  };
}

/** `.Part` and `Part` belong to the package. */
function fullName(name: string, packageId: string): string {
  if (name.startsWith(".")) return packageId + name;
  return name.includes(".") ? name : `${packageId}.${name}`;
}

type Split = { readonly name: string; readonly apk: Apk };

async function inspectSet(parts: AppParts, content: Content): Promise<Split[]> {
  const found: Split[] = [];
  const inner = parts.zip.entries.filter(({ name }) => /\.apk$/i.test(name));
  for (const entry of inner.slice(0, mostSplits)) {
    const source = await innerSource(entry, parts);
    const zip = source && (await openInner(source, entry, parts));
    if (!zip) parts.odd.add("split-unreadable", entry.name);
    else {
      const apk = await inspectApk({
        ...parts,
        idsig: undefined,
        zip,
        content,
        prefix: `${entry.name}/`,
      });
      found.push({ name: entry.name, apk });
    }
  }
  return found;
}

async function openInner(source: ByteSource, { name }: ZipEntry, { budget, odd }: AppParts) {
  try {
    return await openZip(source, { name, most: budget.limits.entries, odd });
  } catch {
    return undefined;
  }
}

/** One that is stored is read where it lies; one that is packed has to be held. */
async function innerSource(entry: ZipEntry, parts: AppParts): Promise<ByteSource | undefined> {
  const { source } = parts.zip;
  if (entry.method !== 0) {
    const bytes = await unpackWhole(entry, parts);
    return bytes && sourceOf(bytes);
  }
  const header = await source.read(entry.headerAt, 30);
  const from = entry.headerAt + 30 + u16(header, 26) + u16(header, 28);
  const size = Math.max(0, Math.min(entry.size, source.size - from));
  return {
    size,
    grain: source.grain,
    read: (offset, length) =>
      source.read(from + offset, Math.max(0, Math.min(length, size - offset))),
  };
}
