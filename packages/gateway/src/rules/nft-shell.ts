import { spawn, type ChildProcess } from "node:child_process";
import { nft, type Ran } from "./nft.ts";

const patienceMs = 1000;
/** It remembers every line; so another takes its place after some hours. */
const mostLines = 20_000;
const mostFailed = 3;

export type NftShellParts = {
  /** A shell line. Both its outputs are one, so that a complaint stands before its mark. */
  readonly line: string;
  readonly instead: (lines: readonly string[]) => Promise<Ran>;
};

const usual: NftShellParts = { line: "exec nft -i 2>&1", instead: nft };

type Waiting = {
  readonly mark: string;
  readonly answer: (said: string | undefined) => void;
};

/**
 * One nft that stays, so that a change does not wait for a program to start. It says nothing of what
 * succeeded: after each line comes a word it cannot know, whose complaint marks the end. Whatever it
 * says besides is no success, and another nft is asked.
 */
export class NftShell {
  readonly #waiting: Waiting[] = [];
  #child: ChildProcess | undefined;
  #said = "";
  #marks = 0;
  #ready: Promise<void> = Promise.resolve();
  /** Starts that led to nothing. */
  #failed = 0;
  readonly #parts: NftShellParts;
  /** What it says of a mark alone. */
  #quiet: string | undefined;

  constructor(parts: NftShellParts = usual) {
    this.#parts = parts;
  }

  /** All lines in one step, or none. What is asked can be asked again. */
  async run(lines: readonly string[]): Promise<Ran> {
    if (this.#marks > mostLines) this.close();
    if (!this.#child && this.#failed < mostFailed) this.#start();
    await this.#ready;
    const said = await this.#ask(lines.join("; "));
    const isDone = said !== undefined && said === this.#quiet;
    return isDone ? { ok: true, out: "", err: "" } : this.#parts.instead(lines);
  }

  /** What stands still must not go on later. */
  close(): void {
    this.#child?.kill("SIGKILL");
    this.#end();
  }

  #start(): void {
    const child = spawn("sh", ["-c", this.#parts.line], {
      stdio: ["pipe", "pipe", "ignore"],
      // Without a home it keeps no history of addresses.
      env: { ...process.env, HOME: "/dev/null" },
    });
    this.#child = child;
    const onEnd = () => child === this.#child && this.#end();
    child.on("error", onEnd);
    child.on("exit", onEnd);
    child.stdin.on("error", onEnd);
    child.stdout.on("data", (block: Buffer) => this.#take(String(block)));
    this.#ready = this.#ask("").then((said) => {
      this.#quiet = said;
      this.#failed = said === undefined ? this.#failed + 1 : 0;
    });
  }

  async #ask(line: string): Promise<string | undefined> {
    if (!this.#child) return undefined;
    const mark = `mark${(this.#marks += 1)}`;
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.close(), patienceMs);
      const answer = (said: string | undefined) => {
        clearTimeout(timer);
        resolve(said);
      };
      this.#waiting.push({ mark, answer });
      this.#child?.stdin?.write(`${line}\n${mark}\n`);
    });
  }

  /** A complaint repeats the line it is about, and points at it in the next. */
  #take(text: string): void {
    this.#said += text;
    for (;;) {
      const [first] = this.#waiting;
      const found = first && new RegExp(`^${first.mark}\\n *\\^+\\n`, "m").exec(this.#said);
      if (!first || !found) return;
      const said = this.#said.slice(0, found.index);
      this.#said = this.#said.slice(found.index + found[0].length);
      this.#waiting.shift();
      first.answer(said);
    }
  }

  #end(): void {
    this.#child = undefined;
    this.#marks = 0;
    this.#quiet = undefined;
    this.#said = "";
    for (const { answer } of this.#waiting.splice(0)) answer(undefined);
  }
}
