import {
  below,
  generationFolder,
  parseCheckpoint,
  parseVerifierKey,
  proveConsistency,
  tileReader,
  type Witness,
} from "@homepoint/evidence";
import { folderReader, nodeEvidencePrimitives as primitives } from "@homepoint/evidence/node";
import type { GatewayBook } from "./gateway-book.ts";

/** Cosigns what is here of a gateway's evidence, if it goes on from what was cosigned before. */
export async function witnessMirror(
  id: string,
  { gateways, witness }: { readonly gateways: GatewayBook; readonly witness: Witness },
): Promise<void> {
  const standing = await gateways.standing(id);
  const { key, checkpoint: note, generation, size = 0 } = standing ?? {};
  if (key === undefined || note === undefined || generation === undefined) return;
  await witness.addLog(key);
  const { name: origin } = parseVerifierKey(key, primitives);
  const last = parseCheckpoint((await witness.find(origin))?.last ?? "");
  const old = last?.size ?? 0;
  const read = below(generationFolder(generation), folderReader(gateways.folderOf(id)));
  const isGrown = old > 0 && old < size;
  const source = { size, readTile: tileReader(read), hasher: primitives };
  const path = isGrown ? await proveConsistency(old, source) : [];
  const answer = await witness.cosign({ old, path, note });
  if (answer.cosigned)
    return gateways.noteWitnessed(id, {
      note: answer.note,
      at: new Date(answer.seconds * 1000).toISOString(),
    });
  const isFork = answer.because === "forked" || answer.because === "not-consistent";
  if (isFork) await gateways.noteBroken(id, "forked", size);
}
