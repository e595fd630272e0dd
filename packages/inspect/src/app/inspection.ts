import type { AppPart } from "./android/manifest.ts";
import type { AppPackage, Permission } from "./app-package.ts";
import type { HostFound } from "./findings/hosts.ts";
import type { OpaqueSign } from "./findings/opaque.ts";
import type { TrackerFound } from "./findings/trackers.ts";
import type { Oddity } from "./oddity.ts";
import type { Certificate } from "./signing/certificate.ts";
import type { SchemeFound } from "./signing/signing.ts";

/** What is kept of an inspection, and compared with the next: all findings, without the names of classes. */
export type Inspection = Pick<AppPackage, "platform" | "file" | "packageId"> & {
  readonly label: string;
  readonly versionName: string;
  readonly versionCode: string;
  readonly minSystem: string;
  readonly targetSystem: string;
  readonly permissions: readonly Pick<
    Permission,
    "name" | "level" | "reveals" | "implied" | "reason"
  >[];
  /** Parts that other apps reach. */
  readonly exported: readonly Pick<AppPart, "kind" | "name" | "permission">[];
  readonly cleartext: boolean;
  readonly cleartextHosts: readonly string[];
  readonly trustsUser: boolean;
  readonly pinnedHosts: readonly string[];
  readonly debuggable: boolean;
  readonly signers: readonly Pick<Certificate, "sha256" | "subject" | "validUntil">[];
  /** Who signed before them, the first of all first; each vouched for the one that follows. */
  readonly formerSigners?: readonly Pick<Certificate, "sha256" | "subject" | "validUntil">[];
  readonly schemes: readonly Pick<SchemeFound, "scheme" | "checked" | "because">[];
  readonly libraries: readonly string[];
  readonly classes: { readonly defined: number; readonly referenced: number };
  readonly hosts: readonly Pick<
    HostFound,
    "host" | "inUrl" | "cleartext" | "onlyName" | "owner" | "services"
  >[];
  readonly trackers: readonly TrackerFound[];
  readonly frameworks: AppPackage["frameworks"];
  /** What the maker says it collects; iOS. */
  readonly collected: readonly string[];
  readonly opaque: readonly OpaqueSign[];
  readonly oddities: readonly Oddity[];
};

const most = {
  hosts: 2_000,
  libraries: 1_000,
  exported: 1_000,
  permissions: 500,
  signers: 20,
  long: 200,
};

/** Of a hostile package as well, this stays under a megabyte or two. */
export function toInspection(app: AppPackage): Inspection {
  const { platform, file, packageId, android, ios, trackers, frameworks } = app;
  const names = app.libraries.map(({ file }) => file.slice(file.lastIndexOf("/") + 1));
  return {
    platform,
    file: { ...file, name: short(file.name) },
    packageId: short(packageId),
    label: short(app.label ?? ""),
    versionName: short(app.versionName ?? ""),
    versionCode: short(app.versionCode ?? ""),
    minSystem: short(ios?.minVersion ?? android?.minSdk?.toString() ?? ""),
    targetSystem: android?.targetSdk?.toString() ?? "",
    permissions: app.permissions.slice(0, most.permissions).map(permissionOf),
    exported: exportedOf(android?.parts ?? []),
    ...networkOf(app),
    debuggable: android?.debuggable ?? false,
    signers: (app.ios?.signedBy ?? app.signing.signers).slice(0, most.signers).map(signerOf),
    ...formerOf(app),
    schemes: app.signing.schemes.map(({ scheme, checked, because }) => ({
      scheme,
      checked,
      ...(because === undefined ? {} : { because }),
    })),
    libraries: [...new Set(names)].slice(0, most.libraries).map(short),
    classes: { defined: app.classes.defined.length, referenced: app.classes.referenced.length },
    hosts: hostsOf(app),
    trackers: trackers.slice(0, most.long).map((one) => ({ ...one, because: short(one.because) })),
    frameworks,
    collected: collectedOf(app),
    opaque: app.opaque.slice(0, most.long).map((one) => ({ ...one, because: short(one.because) })),
    oddities: app.oddities.map((one) => ({ ...one, where: short(one.where) })),
  };
}

function short(text: string): string {
  return text.slice(0, 300);
}

function permissionOf(permission: Permission) {
  const { name, level, reveals, implied, reason } = permission;
  return {
    name: short(name),
    level,
    ...(reveals === undefined ? {} : { reveals }),
    ...(implied === undefined ? {} : { implied }),
    ...(reason === undefined ? {} : { reason: short(reason) }),
  };
}

function exportedOf(parts: readonly AppPart[]): Inspection["exported"] {
  return parts
    .filter(({ exported }) => exported)
    .slice(0, most.exported)
    .map(({ kind, name, permission }) => ({
      kind,
      name: short(name),
      ...(permission === undefined ? {} : { permission: short(permission) }),
    }));
}

function networkOf({ android, ios }: AppPackage) {
  const rules = android?.network.rules ?? [];
  const hostsWhere = (is: (rule: (typeof rules)[number]) => boolean) =>
    [...new Set(rules.filter(is).flatMap(({ hosts }) => hosts))].slice(0, most.long);
  return {
    cleartext: android?.network.cleartext ?? ios?.cleartext ?? false,
    cleartextHosts:
      ios?.cleartextHosts.slice(0, most.long).map(short) ??
      hostsWhere(({ cleartext }) => cleartext === true),
    trustsUser: android?.network.trustsUser ?? false,
    pinnedHosts: hostsWhere(({ pins }) => pins.length > 0),
  };
}

function signerOf({ sha256, subject, validUntil }: Certificate): Inspection["signers"][number] {
  return {
    sha256,
    subject: short(subject),
    ...(validUntil === undefined ? {} : { validUntil }),
  };
}

function formerOf({ signing }: AppPackage): Pick<Inspection, "formerSigners"> {
  const former = signing.schemes.findLast((one) => one.former !== undefined)?.former;
  return former ? { formerSigners: former.slice(0, most.signers).map(signerOf) } : {};
}

function hostsOf({ hosts }: AppPackage): Inspection["hosts"] {
  return hosts
    .slice(0, most.hosts)
    .map(({ host, inUrl, cleartext, onlyName, owner, services }) => ({
      host,
      inUrl,
      cleartext,
      onlyName,
      services,
      ...(owner === undefined ? {} : { owner }),
    }));
}

function collectedOf({ ios }: AppPackage): string[] {
  const kinds = ios?.privacy.flatMap(({ collected }) => collected.map(({ kind }) => kind)) ?? [];
  return [...new Set(kinds)].slice(0, most.long).map(short);
}
