import type { KeptInspection, ProgramDetail } from "@homepoint/api";
import { compareInspections, type Inspection } from "@homepoint/inspect";
import type { Policy } from "@homepoint/policy";
import type { ProgramBook, StoredProgram } from "./program-book.ts";

/** All that is known of a program: each version beside the one before, hosts held beside hosts seen. */
export async function describeProgram(
  id: string,
  book: ProgramBook,
  policy: Policy,
): Promise<ProgramDetail> {
  const program = await book.get(id);
  const { name, owner, platforms, packageId, known, note } = program;
  const versions = await versionsOf(id, program, book);
  return {
    id,
    name,
    owner,
    platforms: [...platforms],
    packageId,
    known,
    note,
    latest: program.versions.at(-1) ?? null,
    versions: versions.toReversed(),
    captures: program.captures.map(({ hosts, ...capture }) => ({
      ...capture,
      hosts: hosts.length,
    })),
    hosts: await hostsOf(id, program, book),
    practices: [...program.practices],
    attestations: [...program.attestations],
    grants: policy.grants
      .filter(({ subject }) => subject.kind === "program" && isNameOf(subject.id, program))
      .map(({ service, subject, span }) => ({ service, subject, until: span?.until ?? null })),
  };
}

function isNameOf(subject: string, { name, packageId, known }: StoredProgram): boolean {
  return [name, packageId, known].some((one) => one?.toLowerCase() === subject.toLowerCase());
}

/** Of each platform, by their numbers where they are numbers. */
async function versionsOf(id: string, { versions }: StoredProgram, book: ProgramBook) {
  const before = new Map<string, Inspection>();
  const described: ProgramDetail["versions"] = [];
  const order = (code: string) => (/^\d{1,15}$/.test(code) ? Number(code) : 0);
  for (const version of versions.toSorted((a, b) => order(a.versionCode) - order(b.versionCode))) {
    const inspection = plain(await book.inspection(id, version.inspection));
    const older = before.get(version.platform);
    const differences = older ? compareInspections(older, inspection) : [];
    described.push({ ...version, differences: differences.slice(0, mostDifferences) });
    before.set(version.platform, inspection);
  }
  return described;
}

const mostDifferences = 2_000;

/** Checked by the shape; what is left out there is undefined, and here not there. */
function plain(inspection: KeptInspection): Inspection {
  return inspection as Inspection;
}

async function hostsOf(
  id: string,
  { versions, captures }: StoredProgram,
  book: ProgramBook,
): Promise<ProgramDetail["hosts"]> {
  const latest = versions.at(-1);
  const held = latest ? (await book.inspection(id, latest.inspection)).hosts : [];
  const names = new Set(held.filter(({ onlyName }) => !onlyName).map(({ host }) => host));
  const seen = new Map<string, { bytesOut: number; bytesIn: number }>();
  for (const { host, bytesOut, bytesIn } of captures.flatMap(({ hosts }) => hosts)) {
    const sum = seen.get(host) ?? { bytesOut: 0, bytesIn: 0 };
    seen.set(host, { bytesOut: sum.bytesOut + bytesOut, bytesIn: sum.bytesIn + bytesIn });
  }
  // Without a capture there is nothing to compare with.
  if (captures.length === 0) return [];
  return [...new Set([...seen.keys(), ...names])].toSorted().map((host) => ({
    host,
    held: names.has(host),
    seen: seen.has(host),
    ...(seen.get(host) ?? { bytesOut: 0, bytesIn: 0 }),
  }));
}
