import type { Inspection } from "./inspection.ts";

export const differenceKinds = [
  "version",
  "package-id",
  "signer",
  "permission",
  "exported",
  "host",
  "tracker",
  "library",
  "framework",
  "opaque",
  "cleartext",
  "trusts-user",
  "debuggable",
  "target-system",
  "collected",
] as const;
export type DifferenceKind = (typeof differenceKinds)[number];

/** What one version has, and another has not. `new` and `gone` name it; `changed` says from what to what. */
export type Difference =
  | { readonly kind: DifferenceKind; readonly change: "new" | "gone"; readonly what: string }
  | {
      readonly kind: DifferenceKind;
      readonly change: "changed";
      readonly from: string;
      readonly to: string;
    };

/** From the older of two inspections to the newer, the graver kinds first. */
export function compareInspections(older: Inspection, newer: Inspection): readonly Difference[] {
  const pair = { older, newer };
  return [
    ...changed("package-id", pair, (one) => one.packageId),
    ...changed("version", pair, (one) => `${one.versionName} (${one.versionCode})`),
    ...lists("signer", pair, (one) => one.signers.map(({ sha256 }) => sha256)),
    ...lists("permission", pair, (one) => one.permissions.map(({ name }) => name)),
    ...lists("tracker", pair, (one) => one.trackers.map(({ name }) => name)),
    ...lists("host", pair, hostsOf),
    ...lists("exported", pair, (one) => one.exported.map(({ kind, name }) => `${kind} ${name}`)),
    ...lists("opaque", pair, (one) => one.opaque.map(({ code }) => code)),
    ...changed("cleartext", pair, (one) => String(one.cleartext)),
    ...changed("trusts-user", pair, (one) => String(one.trustsUser)),
    ...changed("debuggable", pair, (one) => String(one.debuggable)),
    ...changed("target-system", pair, (one) => one.targetSystem),
    ...lists("collected", pair, (one) => one.collected),
    ...lists("library", pair, (one) => one.libraries),
    ...lists("framework", pair, (one) => one.frameworks),
  ];
}

type Pair = { readonly older: Inspection; readonly newer: Inspection };

function hostsOf({ hosts }: Inspection): readonly string[] {
  return hosts.filter(({ onlyName }) => !onlyName).map(({ host }) => host);
}

function* changed(
  kind: DifferenceKind,
  { older, newer }: Pair,
  of: (one: Inspection) => string,
): Iterable<Difference> {
  const [from, to] = [of(older), of(newer)];
  if (from !== to) yield { kind, change: "changed", from, to };
}

function* lists(
  kind: DifferenceKind,
  { older, newer }: Pair,
  of: (one: Inspection) => readonly string[],
): Iterable<Difference> {
  const [before, after] = [new Set(of(older)), new Set(of(newer))];
  for (const what of after) if (!before.has(what)) yield { kind, change: "new", what };
  for (const what of before) if (!after.has(what)) yield { kind, change: "gone", what };
}
