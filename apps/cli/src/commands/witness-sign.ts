import { readFile, stat, writeFile } from "node:fs/promises";
import { textOf, utf8 } from "@homepoint/base";
import {
  below,
  formatOffer,
  generationFolder,
  lastOf,
  parseCheckpoint,
  proveConsistency,
  tileReader,
  type ReadFile,
  type Witness,
} from "@homepoint/evidence";
import { folderReader, nodeEvidencePrimitives as hasher } from "@homepoint/evidence/node";
import type { Run } from "../command-row.ts";
import { exitCodes } from "../exit-codes.ts";
import { cliProblem } from "../problems.ts";
import { refusalSentence, withWitness, type WitnessOptions } from "../witness/open-own.ts";

type Options = WitnessOptions & { readonly output?: string; readonly json?: true };

export const run: Run<Options> = async ([path = ""], options, output) =>
  withWitness(options, async (witness) => {
    const found = await stat(path).catch((cause: unknown) => {
      throw cliProblem("no-file", { path }, { cause });
    });
    const offer = found.isDirectory() ? await offerOf(path, witness) : await readFile(path);
    const answer = await witness.answer(offer);
    if (!answer.cosigned) {
      if (options.json) output.out(JSON.stringify(answer));
      throw cliProblem("not-cosigned", { why: refusalSentence(answer) });
    }
    const to = options.output ?? `${path.replace(/[/\\]+$/, "")}.cosigned`;
    await writeFile(to, answer.note);
    const checkpoint = parseCheckpoint(answer.note);
    const { origin, size } = checkpoint ?? { origin: "", size: 0 }; // it was just cosigned
    if (options.json) output.out(JSON.stringify({ cosigned: true, file: to, origin, size }));
    else {
      output.out(`${to}: the first ${size} entries of ${origin}, cosigned.`);
      output.out("Bring it home: homepoint evidence witness take FILE");
    }
    return exitCodes.done;
  });

/** From the log itself, the proof is made here. @throws cli/no-evidence */
async function offerOf(path: string, witness: Witness): Promise<Uint8Array> {
  const read = await generationReader(path);
  const note = textOf((await read("checkpoint")) ?? new Uint8Array());
  const checkpoint = parseCheckpoint(note);
  if (!checkpoint) throw cliProblem("no-evidence", { path });
  const known = await witness.find(checkpoint.origin);
  const old = (known && lastOf(known)?.size) ?? 0;
  const source = { size: checkpoint.size, readTile: tileReader(read), hasher };
  // A log shorter than what is known gets no proof; the witness says what that means.
  const isProvable = old > 0 && old <= checkpoint.size;
  const proof = isProvable ? await proveConsistency(old, source) : [];
  return utf8(formatOffer({ old: isProvable ? old : 0, path: proof, note }));
}

async function generationReader(path: string): Promise<ReadFile> {
  for (const folder of [path, `${path}/evidence`]) {
    const read = folderReader(folder);
    const number = Number(textOf((await read("generation")) ?? new Uint8Array()).trim());
    if (Number.isSafeInteger(number) && number > 0) return below(generationFolder(number), read);
  }
  return folderReader(path); // one generation, or nothing
}
