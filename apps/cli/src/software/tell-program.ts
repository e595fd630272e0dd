import type { ProgramDetail, ProgramRowShown } from "@homepoint/api";
import {
  knownPrograms,
  placesTable,
  programsTable,
  type KnownProgram,
  type PlaceRow,
  type ProgramRow,
} from "@homepoint/policy";
import { bytes, counted, plain, table } from "../output.ts";
import { settingWords } from "./program-words.ts";
import { tellDifferences } from "./tell-app.ts";

export function tellPrograms(programs: readonly ProgramRowShown[]): string[] {
  if (programs.length === 0)
    return ["No program is in the register yet. Add one: homepoint software add APP"];
  const rows = programs.map(({ id, name, owner, latest, attestations }) => [
    id.slice(0, 8),
    plain(name),
    plain(owner),
    latest ? `${plain(latest.versionName)} (${plain(latest.versionCode)})` : "not inspected",
    latest ? String(latest.hosts) : "",
    latest ? String(latest.trackers) : "",
    latest?.opaque ? "opaque" : "",
    String(attestations.length),
  ]);
  return table(rows, ["Id", "Program", "Maker", "Version", "Hosts", "Others", "", "Papers"]);
}

export function tellCatalogue(): string[] {
  const rows = knownPrograms.map((id) => {
    const { name, owner, settings, places }: ProgramRow = programsTable[id];
    return [id, name, owner, String(settings.length), String(places.length)];
  });
  return table(rows, ["Id", "Program", "Maker", "Settings", "Places of copies"]);
}

/** What is known of a program without any package of it. */
export function* tellKnown(id: KnownProgram): Iterable<string> {
  const { name, owner, settings, places }: ProgramRow = programsTable[id];
  yield `${name}, of ${owner}`;
  yield "";
  yield "Settings that matter:";
  for (const { setting, where, source, confirmed } of settings) {
    yield `  ${settingWords[setting]}${where === undefined ? "" : ` (${where})`}`;
    yield `    ${confirmed ? "" : "Not confirmed. "}Source: ${source}`;
  }
  if (places.length === 0) return;
  yield "";
  yield "Where it keeps copies, to be purged when they came home:";
  for (const place of placesTable.filter(({ id }) => places.includes(id))) {
    const { folders, remains }: PlaceRow = place;
    for (const { path, holds, confirmed } of folders)
      yield `  ${path}: ${holds}${confirmed ? "" : " (not confirmed)"}`;
    if (remains.length > 0) yield `    beside them: ${remains.join(", ")}`;
  }
}

export function* tellProgram(program: ProgramDetail): Iterable<string> {
  const { name, owner, packageId, known, note } = program;
  const about = [owner, packageId].filter((one) => one !== "").map(plain);
  yield `${plain(name)}${about.length > 0 ? `, ${about.join(", ")}` : ""}`;
  if (note !== "") yield plain(note);
  yield* versionLines(program);
  yield* hostLines(program);
  yield* paperLines(program);
  if (known !== null && known in programsTable) {
    yield "";
    yield* tellKnown(known as KnownProgram);
  }
}

function* versionLines({ versions }: ProgramDetail): Iterable<string> {
  yield "";
  if (versions.length === 0) yield "No package of it was inspected.";
  for (const version of versions) {
    const { versionName, versionCode, at, signed, opaque, permissions, hosts, trackers } = version;
    yield `${plain(versionName)} (${plain(versionCode)}), inspected ${at.slice(0, 10)}: ${counted(permissions, "permission")}, ${counted(hosts, "host")}, ${counted(trackers, "part")} of others, ${signatureWords[signed]}${opaque ? ", opaque" : ""}`;
  }
  if (versions.length > 1) yield* tellDifferences(versions[0]?.differences ?? []);
}

const signatureWords = {
  good: "signature fits",
  bad: "SIGNATURE DOES NOT FIT",
  "not-checked": "signature not checked",
  unsigned: "not signed",
} as const;

function* hostLines({ captures, hosts }: ProgramDetail): Iterable<string> {
  yield "";
  if (captures.length === 0) {
    yield "No capture of it was judged: what it does when it runs is not known.";
    return;
  }
  yield `Hosts in ${counted(captures.length, "capture")}, beside those in the package:`;
  for (const { host, held, seen, bytesOut } of hosts
    .filter((one) => one.seen || one.held)
    .slice(0, 200)) {
    const how = seen ? (held ? "seen, and in it" : "SEEN, NOT IN IT") : "in it, not seen";
    yield `  ${plain(host)}: ${how}${seen ? `, ${bytes(bytesOut)} out` : ""}`;
  }
}

function* paperLines({ practices, attestations, grants }: ProgramDetail): Iterable<string> {
  if (practices.length > 0) yield* ["", "Its maker declares:"];
  for (const { text, source } of practices) yield `  ${plain(text)} (${plain(source)})`;
  if (attestations.length > 0) yield* ["", "Attested by others:"];
  for (const { kind, name, date, expires, id } of attestations)
    yield `  ${kind}: ${plain(name)}, ${date}${expires === null ? "" : `, until ${expires}`}  ${id.slice(0, 12)}`;
  if (grants.length > 0) yield* ["", "Granted to it:"];
  for (const { service, until } of grants)
    yield `  ${service}${until === null ? "" : ` until ${until}`}`;
}
