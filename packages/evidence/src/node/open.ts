import { textOf, toHex, utf8 } from "@homepoint/base";
import type { GenerationReason, NewFact } from "../fact.ts";
import { checkpointFile, currentFile, generationFolder, keyFile } from "../log-files.ts";
import { formatVerifierKey } from "../note.ts";
import type { EvidencePrimitives } from "../primitives.ts";
import { TreeEdge } from "../tile.ts";
import { Generation, stateFile } from "./generation.ts";
import { laterNote, load, readKey, splitOrigin, type Standing } from "./load.ts";
import { within, type LogFolder } from "./log-folder.ts";
import type { MachineKeys } from "./machine-keys.ts";
import { LogState } from "./state.ts";
import { Wal, type Batch } from "./wal.ts";

export type OpenedGeneration = {
  readonly generation: Generation;
  readonly wal: Wal;
  readonly unsettled: readonly Batch[];
  readonly state: LogState;
  /** Bytes that a crash left half written, cut off. */
  readonly cut: number;
  /** Where a log begins: what its first fact says. */
  readonly first?: Extract<NewFact, { kind: "generation" }>;
};

export type OpenGenerationParts = {
  readonly folder: LogFolder;
  readonly machine: MachineKeys;
  readonly primitives: EvidencePrimitives;
  readonly by: string;
  readonly goOn: "where-it-ended" | "as-new-generation";
};

type Beginning = {
  readonly number: number;
  readonly because: GenerationReason;
  readonly last?: string;
};

/** The log that goes on, or a new generation where none can. */
export async function openGeneration(parts: OpenGenerationParts): Promise<OpenedGeneration> {
  const number = await findNumber(parts.folder);
  if (number === 0) return beginFirst(parts);
  const folder = within(parts.folder, generationFolder(number));
  const standing = await load({ ...parts, folder });
  if (!standing.goesOn) return beginAfter(number, standing.because, parts);
  if (isEmpty(standing)) return beginAgain(number, standing, parts);
  if (parts.goOn === "where-it-ended") return goOn({ number, folder, standing }, parts);
  await finish(await goOn({ number, folder, standing }, parts));
  return beginAfter(number, "asked", parts);
}

/** Where this machine has signed a log that is gone, it is not the first. */
function beginFirst(parts: OpenGenerationParts): Promise<OpenedGeneration> {
  return parts.machine.last
    ? beginAfter(0, "shorter", parts)
    : begin({ number: 1, because: "first" }, parts);
}

/** Signs what is durable and not yet signed; then nothing is added any more. */
async function finish({ generation, wal, unsettled, state }: OpenedGeneration): Promise<void> {
  await generation.settle(unsettled, state);
  await wal.forget(generation.size);
  await wal.close();
}

/** The highest generation there is; 0 where there is none. */
async function findNumber(folder: LogFolder): Promise<number> {
  const text = textOf((await folder.read(currentFile)) ?? new Uint8Array()).trimEnd();
  let number = /^[1-9]\d{0,8}$/.test(text) ? Number(text) : 0;
  while (await folder.read(`${generationFolder(number + 1)}/${keyFile}`)) number += 1;
  return number;
}

type Going = Extract<Standing, { goesOn: true }>;

function isEmpty({ tail, unsettled }: Going): boolean {
  return tail.edge.size === 0 && unsettled.length === 0;
}

async function goOn(
  { number, folder, standing }: { number: number; folder: LogFolder; standing: Going },
  { machine, primitives }: OpenGenerationParts,
): Promise<OpenedGeneration> {
  const { key, tail, note, wal, unsettled, cut } = standing;
  const generation = new Generation({ number, folder, key, machine, primitives }, tail, note);
  const state = LogState.parse(await folder.read(stateFile));
  for (const { entries } of unsettled) entries.forEach((entry) => state.note(entry));
  await machine.keepOnly(key);
  return { generation, wal, unsettled, state, cut };
}

/** A crash left a generation without its first fact: it begins once more, for the same reason. */
async function beginAgain(
  number: number,
  { wal }: Going,
  parts: OpenGenerationParts,
): Promise<OpenedGeneration> {
  await wal.close();
  await parts.folder.remove(generationFolder(number));
  if (number === 1) return beginFirst(parts);
  const before = number - 1;
  const standing = await load({ ...parts, folder: within(parts.folder, generationFolder(before)) });
  if (standing.goesOn) await standing.wal.close();
  return beginAfter(before, standing.goesOn ? "asked" : standing.because, parts);
}

async function beginAfter(
  number: number,
  because: GenerationReason,
  parts: OpenGenerationParts,
): Promise<OpenedGeneration> {
  const note = await parts.folder.read(`${generationFolder(number)}/${checkpointFile}`);
  const last = laterNote(note && textOf(note), parts.machine.last?.note);
  const signed = parts.machine.last && splitOrigin(parts.machine.last.checkpoint.origin).number;
  const next = Math.max(number, Number.isSafeInteger(signed) ? (signed as number) : 0) + 1;
  return begin({ number: next, because, ...(last === undefined ? {} : { last }) }, parts);
}

async function begin(
  { number, because, last }: Beginning,
  parts: OpenGenerationParts,
): Promise<OpenedGeneration> {
  const { machine, primitives, by } = parts;
  const folder = within(parts.folder, generationFolder(number));
  const key = await machine.add(`${await baseOf(number, parts)}/${number}`);
  await folder.replace(keyFile, utf8(`${formatVerifierKey(key)}\n`));
  await parts.folder.replace(currentFile, utf8(`${number}\n`));
  const tail = { edge: new TreeEdge(0, [], primitives), leaves: [], groups: [] };
  const { wal } = await Wal.open(folder);
  return {
    generation: new Generation({ number, folder, key, machine, primitives }, tail, undefined),
    wal,
    unsettled: [],
    state: new LogState(),
    cut: 0,
    first: { kind: "generation", by, number, because, ...(last === undefined ? {} : { last }) },
  };
}

/** A log keeps the random part of its origin through its generations. */
async function baseOf(
  number: number,
  { folder, machine, primitives }: OpenGenerationParts,
): Promise<string> {
  for (let before = number - 1; before > 0; before -= 1) {
    const key = await readKey(within(folder, generationFolder(before)), primitives);
    if (key) return splitOrigin(key.name).base;
  }
  if (machine.last) return splitOrigin(machine.last.checkpoint.origin).base;
  return `homepoint/${toHex(primitives.random(16))}`;
}
