import { readFileIfThere, replaceFile } from "@homepoint/base/node";
import {
  defaultPolicy,
  readPolicy,
  writePolicy,
  type Here,
  type Policy,
  type PolicyFound,
  type PolicyMoment,
  type PolicyRead,
} from "@homepoint/policy";
import { Waiting } from "../waiting.ts";
import { latestBelieved, type Correction } from "./clock-book.ts";
import type { ClockWatch } from "./clock-watch.ts";
import type { RunningTime } from "./running-time.ts";

export type PolicyKeeperParts = {
  readonly path: string;
  readonly clock: () => Date;
  readonly runningTime: RunningTime;
  readonly here: Here;
  /** scrypt's, for tests. */
  readonly workFactor?: number | undefined;
};

/** The policy in force, and the moment it is asked in. */
export class PolicyKeeper {
  readonly #parts: PolicyKeeperParts;
  readonly #bytes: Uint8Array | undefined;
  #read: PolicyRead;
  #last: Policy | undefined;
  #latestFactAt: () => string | undefined = () => undefined;
  #correction: () => Correction | undefined = () => undefined;
  #turn: Promise<unknown> = Promise.resolve();
  readonly #waiting = new Waiting();

  private constructor(parts: PolicyKeeperParts, bytes: Uint8Array | undefined) {
    this.#parts = parts;
    this.#bytes = bytes;
    this.#read = readPolicy(bytes, { existing: true });
  }

  /** Writes the first policy of a new installation: `local-data`, without grants. */
  static async create({ path }: PolicyKeeperParts, installationId: string): Promise<void> {
    await replaceFile(path, writePolicy({ ...defaultPolicy, installationId }));
  }

  /** Reads the policy of an installation that has data; where there is none to read, `offline`. */
  static async open(parts: PolicyKeeperParts): Promise<PolicyKeeper> {
    return new PolicyKeeper(parts, await readFileIfThere(parts.path));
  }

  get policy(): Policy {
    return this.#read.policy;
  }

  /** How it was found; anything but `read` is worth a fact and a warning. */
  get found(): PolicyFound {
    return this.#read.found;
  }

  /**
   * Reads the file again in the light of the policy that was last in force, and of the highest
   * counter of any that was sealed: anyone can edit the file.
   */
  holdAgainst(last: Policy | undefined, floor: number | undefined): void {
    this.#last = last;
    this.#read = readPolicy(this.#bytes, {
      existing: true,
      ...(last ? { last } : {}),
      ...(floor === undefined ? {} : { floor }),
      here: this.#parts.here,
    });
    this.#waiting.wakeAll();
  }

  /** What was in force last, as far as that is known. */
  get last(): Policy | undefined {
    return this.#last;
  }

  get here(): Here {
    return this.#parts.here;
  }

  /** The file as it was found; undefined where there was none. */
  get bytesFound(): Uint8Array | undefined {
    return this.#bytes;
  }

  get workFactor(): number | undefined {
    return this.#parts.workFactor;
  }

  /** Where the time of the latest fact is known: a clock behind it is not believed. */
  heed(evidence: { readonly latestFactAt: string | undefined }): void {
    this.#latestFactAt = () => evidence.latestFactAt;
  }

  /** What somebody who is believed said about the clock. */
  heedCorrection(correction: () => Correction | undefined): void {
    this.#correction = correction;
  }

  get watch(): ClockWatch {
    return this.#parts.runningTime.watch;
  }

  /** Of all facts, believed or not. */
  get latestFactAt(): string | undefined {
    return this.#latestFactAt();
  }

  moment(): PolicyMoment {
    const { clock, runningTime } = this.#parts;
    const { seconds } = runningTime;
    const latestFactAt = latestBelieved(this.#latestFactAt(), this.#correction(), seconds);
    this.watch.look();
    return {
      at: clock().toISOString(),
      runningSeconds: seconds,
      ...(latestFactAt === undefined ? {} : { latestFactAt }),
      ...(this.watch.hasJumped ? { clockJumped: true } : {}),
    };
  }

  /** In force from now on, in this process. Only change-mode.ts and apply-seal.ts may call this. */
  adopt(policy: Policy): void {
    this.#read = { policy, found: "read" };
    this.#waiting.wakeAll();
  }

  /** Resolves when another policy is in force, or with the signal. */
  changed(signal: AbortSignal): Promise<void> {
    return this.#waiting.wait(signal);
  }

  /** For the next start. Only change-mode.ts and apply-seal.ts may call this. */
  async write(policy: Policy): Promise<void> {
    await replaceFile(this.#parts.path, writePolicy(policy));
  }

  /** One change at a time. */
  inTurn<Result>(change: () => Promise<Result>): Promise<Result> {
    const turn = this.#turn.then(change);
    this.#turn = turn.catch(() => undefined); // told to whoever asked for the change
    return turn;
  }
}
