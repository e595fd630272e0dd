import { textOf } from "@homepoint/base";
import type { AppFound, AppParts } from "../android/inspect-android.ts";
import type { Reveals } from "../android/permission-table.ts";
import { known } from "../android/manifest.ts";
import type { IosFacts, Permission, PrivacyManifest } from "../app-package.ts";
import { Content, lookInside } from "../content.ts";
import { findTrackers } from "../findings/trackers.ts";
import type { OpaqueSign } from "../findings/opaque.ts";
import type { Certificate } from "../signing/certificate.ts";
import { certificatesOf } from "../signing/pkcs7.ts";
import { unsigned } from "../signing/signing.ts";
import { shown } from "../signing/signing-block.ts";
import { entrySource, unpackWhole } from "../zip/unpack.ts";
import type { ZipEntry } from "../zip/zip.ts";
import { readMachO, type MachO } from "./mach-o.ts";
import { isDict, listIn, readPlist, textIn, type PlistDict } from "./plist.ts";

const rootPattern = /^Payload\/[^/]+\.app\/Info\.plist$/;
const largestList = 16 * 1024 ** 2;
const mostLists = 200;

export function isIpa(entries: readonly ZipEntry[]): boolean {
  return entries.some(({ name }) => rootPattern.test(name));
}

/** One IPA, as far as its format lets anyone look who has no device. */
export async function inspectIos(parts: AppParts): Promise<AppFound> {
  const { zip, odd } = parts;
  const root = zip.entries.find(({ name }) => rootPattern.test(name));
  const folder = root?.name.slice(0, -"Info.plist".length) ?? "";
  const about = await dict(`${folder}Info.plist`, parts);
  if (!about) odd.add("list-damaged", `${folder}Info.plist`);
  const program = await programOf(folder + (textIn(about, "CFBundleExecutable") ?? ""), parts);
  const content = new Content();
  await lookInside({ ...parts, content, prefix: "" });
  const frameworks = frameworksIn(zip.entries, folder);
  const hosts = content.hosts.all;
  return {
    platform: "ios",
    packageId: textIn(about, "CFBundleIdentifier") ?? "",
    ...known({
      label: textIn(about, "CFBundleDisplayName") ?? textIn(about, "CFBundleName"),
      versionName: textIn(about, "CFBundleShortVersionString"),
      versionCode: textIn(about, "CFBundleVersion"),
    }),
    splits: [],
    permissions: usagesOf(about),
    ios: await factsOf(about, { folder, program, parts }),
    signing: unsigned,
    libraries: program.flatMap(({ machine, needs }) => [{ file: folder, machine, needs }]),
    classes: { defined: [], referenced: [] },
    hosts,
    trackers: findTrackers(
      {
        defined: new Set(),
        referenced: new Set(),
        libraries: frameworks,
        hosts: hosts.map(({ host }) => host),
      },
      parts.trackers,
    ),
    frameworks: [...content.frameworks],
    opaque: [...sealedSigns(program), ...content.opaque],
  };
}

async function dict(name: string, parts: AppParts): Promise<PlistDict | undefined> {
  const entry = parts.zip.entries.find((one) => one.name === name);
  const bytes = entry && (await unpackWhole(entry, parts, largestList));
  const list = bytes && readPlist(bytes);
  return isDict(list) ? list : undefined;
}

async function programOf(name: string, parts: AppParts): Promise<readonly MachO[]> {
  const entry = parts.zip.entries.find((one) => one.name === name);
  const found = entry ? await readMachO(await entrySource(entry, parts)) : [];
  if (found.length === 0 || found.some(({ damaged }) => damaged))
    parts.odd.add("binary-damaged", name);
  return found;
}

function* sealedSigns(program: readonly MachO[]): Iterable<OpaqueSign> {
  const sealed = program.find(({ sealed }) => sealed);
  if (sealed)
    yield { code: "sealed-code", weight: "hides", because: `FairPlay, ${sealed.machine}` };
}

function frameworksIn(entries: readonly ZipEntry[], folder: string): string[] {
  const names = entries.flatMap(({ name }) =>
    name.startsWith(folder) ? (/\/Frameworks\/([^/]+)\.framework\//.exec(name)?.[1] ?? []) : [],
  );
  return [...new Set(names)].slice(0, 1_000);
}

/** Apple, "Information Property List": the keys under which an app says why it asks. */
const usages: Readonly<Record<string, Reveals>> = {
  NSLocationWhenInUseUsageDescription: "location",
  NSLocationUsageDescription: "location",
  NSLocationAlwaysUsageDescription: "location-always",
  NSLocationAlwaysAndWhenInUseUsageDescription: "location-always",
  NSCameraUsageDescription: "camera",
  NSMicrophoneUsageDescription: "microphone",
  NSPhotoLibraryUsageDescription: "pictures",
  NSPhotoLibraryAddUsageDescription: "pictures",
  NSContactsUsageDescription: "contacts",
  NSCalendarsUsageDescription: "calendar",
  NSCalendarsFullAccessUsageDescription: "calendar",
  NSBluetoothAlwaysUsageDescription: "bluetooth",
  NSBluetoothPeripheralUsageDescription: "bluetooth",
  NSLocalNetworkUsageDescription: "nearby-devices",
  NSNearbyInteractionUsageDescription: "nearby-devices",
  NSMotionUsageDescription: "activity",
  NSHealthShareUsageDescription: "body-sensors",
  NSFaceIDUsageDescription: "biometrics",
  NSUserTrackingUsageDescription: "advertising-id",
  NSAppleMusicUsageDescription: "files",
  NFCReaderUsageDescription: "nfc",
};

function usagesOf(about: PlistDict | undefined): Permission[] {
  return Object.entries(about ?? {}).flatMap(([name, reason]) => {
    if (!/^[A-Z]+\w*UsageDescription$/.test(name) || typeof reason !== "string") return [];
    const reveals = Object.hasOwn(usages, name) ? usages[name] : undefined;
    return [
      { name, level: "dangerous" as const, reason: reason.slice(0, 500), ...known({ reveals }) },
    ];
  });
}

type IosParts = {
  readonly folder: string;
  readonly program: readonly MachO[];
  readonly parts: AppParts;
};

async function factsOf(
  about: PlistDict | undefined,
  { folder, program, parts }: IosParts,
): Promise<IosFacts> {
  const provision = await provisionOf(`${folder}embedded.mobileprovision`, parts);
  const transport = about?.["NSAppTransportSecurity"];
  const signed = program.find(({ entitlements }) => entitlements)?.entitlements;
  const own = signed && readPlist(signed);
  const fromProvision = provision?.["Entitlements"];
  return {
    ...known({
      minVersion: textIn(about, "MinimumOSVersion"),
      team: textIn(provision, "TeamName"),
      provisionedUntil: textIn(provision, "ExpirationDate"),
    }),
    signedBy: await signersOf(program),
    entitlements: flat(isDict(own) ? own : isDict(fromProvision) ? fromProvision : {}),
    backgroundModes: texts(listIn(about, "UIBackgroundModes")),
    ...transportOf(isDict(transport) ? transport : undefined),
    urlSchemes: listIn(about, "CFBundleURLTypes")
      .filter(isDict)
      .flatMap((type) => texts(listIn(type, "CFBundleURLSchemes"))),
    asksForSchemes: texts(listIn(about, "LSApplicationQueriesSchemes")),
    privacy: await privacyOf(parts),
  };
}

function texts(list: readonly unknown[]): string[] {
  return list.filter((one): one is string => typeof one === "string").slice(0, 1_000);
}

function flat(dict: PlistDict): Record<string, string> {
  const pairs = Object.entries(dict).map(([key, value]) => [
    key,
    Array.isArray(value) ? texts(value).join(", ") : String(value).slice(0, 300),
  ]);
  return Object.fromEntries(pairs) as Record<string, string>; // texts, as was just made
}

async function signersOf(program: readonly MachO[]): Promise<Certificate[]> {
  const signature = program.find((one) => one.signature)?.signature;
  return signature ? (await certificatesOf(signature)).map(shown) : [];
}

/** A CMS around a property list in XML, which is found by its own marks. */
async function provisionOf(name: string, parts: AppParts): Promise<PlistDict | undefined> {
  const entry = parts.zip.entries.find((one) => one.name === name);
  const bytes = entry && (await unpackWhole(entry, parts, largestList));
  const text = bytes ? textOf(bytes) : "";
  const from = text.indexOf("<plist");
  const list = from < 0 ? undefined : readPlist(new TextEncoder().encode(text.slice(from)));
  return isDict(list) ? list : undefined;
}

function transportOf(transport: PlistDict | undefined) {
  const exceptions = transport?.["NSExceptionDomains"];
  const hosts = Object.entries(isDict(exceptions) ? exceptions : {}).flatMap(([host, rules]) =>
    isDict(rules) &&
    (rules["NSExceptionAllowsInsecureHTTPLoads"] === true ||
      rules["NSTemporaryExceptionAllowsInsecureHTTPLoads"] === true)
      ? [host]
      : [],
  );
  return {
    cleartext: transport?.["NSAllowsArbitraryLoads"] === true,
    cleartextHosts: hosts.slice(0, 1_000),
  };
}

async function privacyOf(parts: AppParts): Promise<PrivacyManifest[]> {
  const found: PrivacyManifest[] = [];
  const lists = parts.zip.entries.filter(({ name }) => name.endsWith("/PrivacyInfo.xcprivacy"));
  for (const { name } of lists.slice(0, mostLists)) {
    const list = await dict(name, parts);
    if (list) found.push(privacyIn(list, name));
    else parts.odd.add("list-damaged", name);
  }
  return found;
}

function privacyIn(list: PlistDict, file: string): PrivacyManifest {
  const collected = listIn(list, "NSPrivacyCollectedDataTypes").filter(isDict);
  const accessed = listIn(list, "NSPrivacyAccessedAPITypes").filter(isDict);
  const short = (text: string | undefined, prefix: string) => (text ?? "").replace(prefix, "");
  return {
    file,
    tracking: list["NSPrivacyTracking"] === true,
    trackingDomains: texts(listIn(list, "NSPrivacyTrackingDomains")),
    collected: collected.map((one) => ({
      kind: short(textIn(one, "NSPrivacyCollectedDataType"), "NSPrivacyCollectedDataType"),
      linked: one["NSPrivacyCollectedDataTypeLinked"] === true,
      tracking: one["NSPrivacyCollectedDataTypeTracking"] === true,
    })),
    accessed: accessed.map((one) =>
      short(textIn(one, "NSPrivacyAccessedAPIType"), "NSPrivacyAccessedAPICategory"),
    ),
  };
}
