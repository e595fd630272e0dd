import { randomUUID } from "node:crypto";
import type {
  AttestationRow,
  KeptInspection,
  ProgramCapture,
  ProgramRowShown,
  ProgramVersion,
} from "@homepoint/api";
import { canonicalBytes, collect, textOf, type Json } from "@homepoint/base";
import { programOf, programsTable, type ProgramPlatform } from "@homepoint/policy";
import type { Vault } from "@homepoint/vault";
import type { Rows } from "../database/rows.ts";
import { hubProblem } from "../problems.ts";

type Practice = { readonly text: string; readonly source: string };

export type StoredProgram = {
  readonly name: string;
  readonly owner: string;
  readonly platforms: readonly ProgramPlatform[];
  readonly packageId: string;
  readonly known: string | null;
  readonly note: string;
  readonly practices: readonly Practice[];
  /** The one inspected last comes last. */
  readonly versions: readonly ProgramVersion[];
  readonly captures: readonly ProgramCapture[];
  readonly attestations: readonly AttestationRow[];
};

export type NewProgram = Pick<
  StoredProgram,
  "name" | "owner" | "platforms" | "packageId" | "known"
>;

export type Keeping = {
  readonly inspection: KeptInspection;
  readonly by: string;
  readonly at: string;
};

export type Paper = Pick<
  AttestationRow,
  "kind" | "name" | "fileName" | "date" | "expires" | "by"
> & {
  readonly at: string;
};

const mostVersions = 200;
const mostCaptures = 200;

/** The software register. Rows tell in short; inspections and papers are sealed objects of the vault. */
export class ProgramBook {
  readonly #rows: Rows<StoredProgram>;
  readonly #vault: Vault;

  constructor(rows: Rows<StoredProgram>, vault: Vault) {
    this.#rows = rows;
    this.#vault = vault;
  }

  async list(): Promise<ProgramRowShown[]> {
    const rows = await this.#rows.all();
    return rows
      .map(({ id, body }) => shownOf(id, body))
      .toSorted((a, b) => a.name.localeCompare(b.name));
  }

  async add(program: NewProgram): Promise<ProgramRowShown> {
    const id = randomUUID();
    const stored = { ...empty, ...program };
    await this.#rows.put(id, stored);
    return shownOf(id, stored);
  }

  /** @throws hub/no-such-program */
  async get(id: string): Promise<StoredProgram> {
    const program = await this.#rows.get(id);
    if (!program) throw hubProblem("no-such-program", { id });
    return program;
  }

  /** @throws hub/no-such-program */
  async change(id: string, part: Partial<StoredProgram>): Promise<ProgramRowShown> {
    const changed = { ...(await this.get(id)), ...part };
    await this.#rows.put(id, changed);
    return shownOf(id, changed);
  }

  /** Sealed before the row names it: what a crash leaves between is an object that nobody names. */
  async keep({
    inspection,
    by,
    at,
  }: Keeping): Promise<{ program: ProgramRowShown; isNew: boolean }> {
    const found = await this.#ofPackage(inspection);
    const row = found ?? (await this.add(programFrom(inspection)));
    const bytes = canonicalBytes(inspection as Json);
    const label = { name: inspection.file.name, kind: "inspection", source: "" };
    const { id: object } = await this.#vault.seal(blocks(bytes), label);
    const { versions } = await this.get(row.id);
    const version = versionOf(inspection, { object, by, at });
    const others = versions.filter(({ sha256 }) => sha256 !== version.sha256);
    const program = await this.change(row.id, {
      versions: [...others, version].slice(-mostVersions),
    });
    return { program, isNew: found === undefined };
  }

  /** @throws hub/no-such-program */
  async inspection(id: string, object: string): Promise<KeptInspection> {
    const { versions } = await this.get(id);
    if (!versions.some(({ inspection }) => inspection === object))
      throw hubProblem("no-such-program", { id });
    const bytes = await collect(this.#vault.open(object));
    return JSON.parse(textOf(bytes)) as KeptInspection; // checked by the route when it was kept
  }

  /** @throws hub/no-such-program */
  async addCapture(id: string, capture: ProgramCapture): Promise<void> {
    const { captures } = await this.get(id);
    const others = captures.filter(({ sha256 }) => sha256 !== capture.sha256);
    await this.change(id, { captures: [...others, capture].slice(-mostCaptures) });
  }

  /** Where the program is gone already, so is the capture. */
  async removeCapture(id: string, sha256: string): Promise<void> {
    const program = await this.#rows.get(id);
    if (!program) return;
    const captures = program.captures.filter((capture) => capture.sha256 !== sha256);
    await this.change(id, { captures });
  }

  /** @throws hub/no-such-program */
  async attest(
    id: string,
    paper: Paper,
    bytes: AsyncIterable<Uint8Array>,
  ): Promise<AttestationRow> {
    await this.get(id);
    const { at: addedAt, ...about } = paper;
    const label = { name: paper.fileName, kind: "attestation", source: "" };
    const { id: object, size } = await this.#vault.seal(bytes, label);
    const row = { id: object, size, addedAt, ...about };
    const { attestations } = await this.get(id);
    await this.change(id, {
      attestations: [...attestations.filter((one) => one.id !== object), row],
    });
    return row;
  }

  /** @throws hub/no-such-program */
  async attestation(id: string, object: string): Promise<AttestationRow> {
    const found = (await this.get(id)).attestations.find((one) => one.id === object);
    if (!found) throw hubProblem("no-such-program", { id });
    return found;
  }

  open(object: string): AsyncIterable<Uint8Array> {
    return this.#vault.open(object);
  }

  /** @throws hub/no-such-program */
  async removeAttestation(id: string, object: string): Promise<StoredProgram> {
    await this.attestation(id, object);
    const program = await this.get(id);
    await this.change(id, {
      attestations: program.attestations.filter((one) => one.id !== object),
    });
    await this.#shredUnnamed([object]);
    return program;
  }

  /** @throws hub/no-such-program */
  async remove(id: string): Promise<StoredProgram> {
    const program = await this.get(id);
    await this.#rows.remove(id);
    await this.#shredUnnamed(objectsOf(program));
    return program;
  }

  /** The same paper may lie with several programs. */
  async #shredUnnamed(objects: readonly string[]): Promise<void> {
    const named = new Set((await this.#rows.all()).flatMap(({ body }) => objectsOf(body)));
    for (const object of objects) if (!named.has(object)) await this.#vault.shred(object);
  }

  async #ofPackage({ packageId, platform }: KeptInspection): Promise<{ id: string } | undefined> {
    const known = programOf(packageId);
    return (await this.#rows.all()).find(
      ({ body }) =>
        (known !== undefined && body.known === known) ||
        (body.packageId === packageId &&
          packageId !== "" &&
          (body.platforms.length === 0 || body.platforms.includes(platform))),
    );
  }
}

const empty = { note: "", practices: [], versions: [], captures: [], attestations: [] } as const;

async function* blocks(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes;
}

function objectsOf({ versions, attestations }: StoredProgram): string[] {
  return [...versions.map(({ inspection }) => inspection), ...attestations.map(({ id }) => id)];
}

function programFrom({ packageId, platform, label, file }: KeptInspection): NewProgram {
  const known = programOf(packageId) ?? null;
  const row = known && programsTable[known];
  return {
    name: row ? row.name : label || packageId || file.name || "?",
    owner: row ? row.owner : "",
    platforms: row ? row.platforms : [platform],
    packageId,
    known,
  };
}

type KeptAs = { readonly object: string; readonly by: string; readonly at: string };

function versionOf(inspection: KeptInspection, { object, by, at }: KeptAs): ProgramVersion {
  const { file, schemes, signers, hosts, platform } = inspection;
  const worst = schemes.find(({ checked }) => checked !== "good")?.checked ?? "good";
  return {
    inspection: object,
    at,
    by,
    fileName: file.name,
    sha256: file.sha256,
    platform,
    versionName: inspection.versionName,
    versionCode: inspection.versionCode,
    permissions: inspection.permissions.length,
    hosts: hosts.filter(({ onlyName }) => !onlyName).length,
    trackers: inspection.trackers.length,
    opaque: inspection.opaque.length > 0,
    oddities: inspection.oddities.length,
    signed: signers.length === 0 ? "unsigned" : platform === "ios" ? "not-checked" : worst,
  };
}

function shownOf(id: string, program: StoredProgram): ProgramRowShown {
  const { name, owner, platforms, packageId, known, note, versions, captures } = program;
  return {
    id,
    name,
    owner,
    platforms: [...platforms],
    packageId,
    known,
    note,
    latest: versions.at(-1) ?? null,
    versions: versions.length,
    captures: captures.length,
    attestations: program.attestations.map(({ kind, expires }) => ({ kind, expires })),
  };
}
