import { open, type FileHandle } from "node:fs/promises";
import { createFile, readFileIfThere } from "@homepoint/base/node";
import { utf8 } from "@homepoint/base";
import {
  isAnswerFile,
  readAnswerFile,
  writeAnswer,
  writeAnswerHead,
  type SealedAnswer,
} from "@homepoint/flight";
import { cliProblem } from "../problems.ts";

/** A file of answers that grows: each is on the disk before the next is asked for. */
export class AnswersKept {
  /** Tickets with an answer in the file. */
  readonly tickets: Set<string>;
  readonly #file: FileHandle;

  private constructor(file: FileHandle, tickets: Set<string>) {
    this.#file = file;
    this.tickets = tickets;
  }

  /**
   * Makes the file, or goes on with one that broke off.
   *
   * @throws cli/exists where there is another kind of file, or answers to another vault
   */
  static async open(path: string, recipient: string): Promise<AnswersKept> {
    if (await createFile(path, utf8(writeAnswerHead(recipient))))
      return new AnswersKept(await open(path, "a"), new Set());
    const bytes = (await readFileIfThere(path)) ?? new Uint8Array();
    const found = isAnswerFile(bytes) ? readAnswerFile(bytes) : undefined;
    if (found?.recipient !== recipient) throw cliProblem("exists", { path });
    const file = await open(path, "a");
    await file.truncate(bytes.lastIndexOf(0x0a) + 1); // half a line: a crash came while it was written
    return new AnswersKept(file, new Set(found.answers.map(({ ticket }) => ticket)));
  }

  /** Durable once this resolves. */
  async add(answer: SealedAnswer): Promise<void> {
    await this.#file.writeFile(writeAnswer(answer));
    await this.#file.datasync();
    this.tickets.add(answer.ticket);
  }

  async close(): Promise<void> {
    await this.#file.close();
  }
}
