import type { Difference, Inspection, IosFacts, OpaqueSign } from "@homepoint/inspect";
import { plain } from "../output.ts";
import {
  differenceWords,
  misfitWords,
  oddityWords,
  opaqueWords,
  revealWords,
} from "./app-words.ts";

/** What an inspection found, for people: what it may see, where it may talk to, who made it. */
export function* tellInspection(app: Inspection): Iterable<string> {
  yield `${plain(app.label || app.packageId)}  ${plain(app.versionName)} (${plain(app.versionCode)})`;
  yield `${plain(app.packageId)}, ${app.platform === "ios" ? "iOS" : "Android"}, SHA-256 ${app.file.sha256}`;
  yield* section("Opaque: what follows is not complete", opaqueLines(app.opaque));
  yield* section("What it may see and do", orNone(permissionLines(app), "it asks for nothing"));
  yield* section("Where it may talk to", orNone(hostLines(app), "no host stands in it"));
  yield* section("Parts of others in it", trackerLines(app));
  yield* section("Who signed it", signerLines(app));
  yield* section("How it protects what it sends", networkLines(app));
  yield* section("Parts that other apps reach", exportedLines(app));
  yield* section("Its maker says that it collects", app.collected.map(plain));
  yield* section("Odd about the package", oddityLines(app));
  yield "";
  yield `${countOf(app.classes.defined, "class", "classes")} of its own and ${app.classes.referenced} named, ${countOf(app.libraries.length, "native library", "native libraries")}. A package shows what an app can do; what it does, a capture shows.`;
}

/** What iOS is told of an app, and what its maker says in privacy manifests. */
export function* tellIos({ entitlements, backgroundModes, privacy, team }: IosFacts) {
  const given = Object.entries(entitlements).map(
    ([name, value]) => `${plain(name)}: ${plain(value)}`,
  );
  const away = backgroundModes.map((mode) => `goes on in the background: ${plain(mode)}`);
  const trackers = privacy.filter(({ tracking }) => tracking);
  const domains = new Set(trackers.flatMap(({ trackingDomains }) => trackingDomains));
  yield* section("What the system lets it do besides", [...given, ...away]);
  yield* section("Its maker says that it follows people across apps", [
    ...trackers.map(({ file }) => `said in ${plain(file)}`),
    ...[...domains].map((domain) => `told to ${plain(domain)}`),
  ]);
  yield* section("Team that made it", team === undefined ? [] : [plain(team)]);
}

const mostLines = 40;

function* section(title: string, lines: readonly string[]): Iterable<string> {
  if (lines.length === 0) return;
  yield "";
  yield `${title}:`;
  for (const line of lines.slice(0, mostLines)) yield `  ${line}`;
  if (lines.length > mostLines) yield `  … and ${lines.length - mostLines} more: --json tells all`;
}

/** What people look for is answered where there is none as well. */
function orNone(lines: readonly string[], none: string): readonly string[] {
  return lines.length === 0 ? [none] : lines;
}

function opaqueLines(signs: readonly OpaqueSign[]): string[] {
  return signs.map(({ code, because }) => `${opaqueWords[code]} (${plain(because)}).`);
}

const levels = ["special", "dangerous", "signature", "unknown", "normal"] as const;

function permissionLines({ permissions }: Inspection): string[] {
  const byLevel = permissions.toSorted((a, b) => levels.indexOf(a.level) - levels.indexOf(b.level));
  return byLevel.map(({ name, level, reveals, implied }) => {
    const says = reveals === undefined ? "nobody here knows what for" : revealWords[reveals];
    const how = implied === undefined ? level : `${level}, not asked for but given`;
    return `${says}  [${plain(name.replace(/^android\.permission\./, ""))}, ${how}]`;
  });
}

function hostLines({ hosts }: Inspection): string[] {
  return hosts
    .filter(({ onlyName }) => !onlyName)
    .toSorted((a, b) => Number(b.inUrl) - Number(a.inUrl))
    .map(({ host, owner, cleartext, inUrl }) => {
      const notes = [
        ...(owner === undefined ? [] : [owner]),
        ...(cleartext ? ["unencrypted"] : []),
        ...(inUrl ? [] : ["only looks like a host"]),
      ];
      return `${plain(host)}${notes.length === 0 ? "" : `  (${notes.join(", ")})`}`;
    });
}

const hows = {
  contained: "is in it",
  "referred-to": "is named by its code",
  "host-only": "its host stands in it",
} as const;

function trackerLines({ trackers }: Inspection): string[] {
  return trackers.map(
    ({ name, owner, kind, how, because }) =>
      `${plain(name)} (${plain(owner)}, ${kind}): ${hows[how]}, ${plain(because)}`,
  );
}

function signerLines({ signers, formerSigners = [], schemes }: Inspection): string[] {
  const checks = {
    good: "signature and content fit",
    bad: "DOES NOT FIT",
    "not-checked": "present, not checked",
  } as const;
  return [
    ...signers.map(({ sha256, subject }) => `${plain(subject)}  SHA-256 ${sha256}`),
    ...formerSigners.map(({ sha256, subject }) => `before: ${plain(subject)}  SHA-256 ${sha256}`),
    ...schemes.map(({ scheme, checked, because }) => {
      const why = because === undefined ? "" : `: ${misfitWords[because]}`;
      return `scheme ${scheme}: ${checks[checked]}${why}`;
    }),
    ...(signers.length === 0 ? ["nobody: it is not signed"] : []),
  ];
}

function networkLines(app: Inspection): string[] {
  const { cleartext, cleartextHosts, trustsUser, pinnedHosts, debuggable } = app;
  return [
    cleartext ? "unencrypted connections are allowed" : "unencrypted connections are refused",
    ...(cleartextHosts.length > 0
      ? [`unencrypted allowed to ${plain(cleartextHosts.join(", "))}`]
      : []),
    ...(trustsUser ? ["certificates that were added to the device are trusted"] : []),
    ...(pinnedHosts.length > 0
      ? [`certificates are pinned for ${plain(pinnedHosts.join(", "))}`]
      : []),
    ...(debuggable ? ["open to debuggers: not a version for use"] : []),
  ];
}

function exportedLines({ exported }: Inspection): string[] {
  return exported.map(
    ({ kind, name, permission }) =>
      `${kind} ${plain(name)}${permission === undefined ? "" : `, with ${plain(permission)}`}`,
  );
}

function oddityLines({ oddities }: Inspection): string[] {
  return oddities.map(({ code, where }) =>
    where === "" ? oddityWords[code] : `${oddityWords[code]}: ${plain(where)}`,
  );
}

/** From an older version to this one. */
export function* tellDifferences(differences: readonly Difference[]): Iterable<string> {
  yield "";
  if (differences.length === 0) {
    yield "No difference in anything that is compared.";
    return;
  }
  yield "Differences from the older version:";
  for (const one of differences.slice(0, 200)) {
    const word = differenceWords[one.kind];
    if (one.change === "changed") yield `  ~ ${word}: ${plain(one.from)} → ${plain(one.to)}`;
    else yield `  ${one.change === "new" ? "+" : "-"} ${word}: ${plain(one.what)}`;
  }
  if (differences.length > 200) yield `  … and ${differences.length - 200} more`;
}

function countOf(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
