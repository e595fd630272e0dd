import { isProblem, type ByteRange } from "@homepoint/base";
import { openPayload, openPayloadRange } from "../age/payload.ts";
import { problem } from "../problems.ts";
import { objectIdOf, type EntryName } from "../ring/entry-name.ts";
import { fileKeyOf, type RingEntry } from "../ring/entry.ts";
import { getEntry } from "./find-entry.ts";
import { Measured, type Measures } from "./measure.ts";
import type { ObjectParts } from "./parts.ts";

/**
 * Content of an object, or of what was derived from it. Each block was authenticated; without a
 * range, the end of the stream also says that it is the object of that id, whole.
 *
 * @throws vault/unknown-object, vault/unknown-derived, vault/damaged-entry, vault/forged-entry,
 * vault/missing-payload, vault/damaged-object, vault/bad-range
 */
export async function* openObject(
  parts: ObjectParts,
  name: EntryName,
  range?: ByteRange,
): AsyncIterable<Uint8Array> {
  let hasBegun = false;
  let missing: string | undefined;
  for (;;) {
    const entry = await getEntry(parts, name);
    try {
      for await (const block of openEntry(parts, entry, range)) {
        hasBegun = true;
        yield block;
      }
      return;
    } catch (error) {
      // Resealed, or derived anew, between its entry and its payload: the entry now names another.
      const isStale = isProblem(error, "store/missing") && entry.payload !== missing;
      if (hasBegun || !isStale) throw translate(error, name.id);
      missing = entry.payload;
    }
  }
}

async function* openEntry(
  parts: ObjectParts,
  entry: RingEntry,
  range: ByteRange | undefined,
): AsyncIterable<Uint8Array> {
  const fileKey = await fileKeyOf(entry, parts);
  if (range) yield* openRange(parts, { entry, fileKey, range });
  else yield* openAll(parts, { entry, fileKey });
}

type Opening = { readonly entry: RingEntry; readonly fileKey: Uint8Array };

async function* openAll(
  { home, primitives, idKey }: ObjectParts,
  { entry, fileKey }: Opening,
): AsyncIterable<Uint8Array> {
  const bytes = home.payloads.get(entry.payload);
  const measured = new Measured(openPayload({ fileKey, bytes, primitives }), primitives);
  yield* measured.blocks();
  const measures = measured.finish();
  const { id, kind } = entry.name;
  const isObject = kind !== undefined || objectIdOf(idKey, measures.hash, primitives) === id;
  if (!isObject || !isAsSaid(entry, measures)) throw problem("damaged-object", { id });
}

function openRange(
  { home, primitives }: ObjectParts,
  { entry, fileKey, range }: Opening & { readonly range: ByteRange },
): AsyncIterable<Uint8Array> {
  const read = (range: ByteRange) => home.payloads.get(entry.payload, range);
  return openPayloadRange({ fileKey, primitives, size: entry.about.size, range, read });
}

function isAsSaid({ about }: RingEntry, { size, sha256 }: Measures): boolean {
  return about.size === size && about.sha256 === sha256;
}

const damage: readonly string[] = ["vault/damaged-payload", "vault/bad-header"];

function translate(cause: unknown, id: string): unknown {
  if (!isProblem(cause)) return cause;
  if (cause.code === "store/missing") return problem("missing-payload", { id }, { cause });
  return damage.includes(cause.code) ? problem("damaged-object", { id }, { cause }) : cause;
}
