import { join } from "node:path";
import { equalBytes, textOf, utf8 } from "@homepoint/base";
import { readFileIfThere, replaceFile } from "@homepoint/base/node";
import { isSignedBy, parseNote, parseVerifierKey, type Evidence } from "@homepoint/evidence";
import { nodeEvidencePrimitives as primitives } from "@homepoint/evidence/node";
import {
  isLaxer,
  readPolicy,
  writePolicy,
  type Policy,
  type PolicyFound,
  type PolicyMoment,
  type PolicyRead,
} from "@homepoint/policy";
import type { Settings } from "../settings.ts";

export type PolicyKeeperParts = {
  readonly folder: string;
  readonly signers: Settings["signers"];
  readonly evidence: Evidence & { readonly latestFactAt: string | undefined };
  readonly by: string;
  readonly clock: () => Date;
};

type Signers = NonNullable<Settings["signers"]>;

/** Where the hub, or whoever carries it, puts the policy: plain, or as a signed note. */
const policyFiles = { plain: "policy.json", signed: "policy.note" } as const;
const keptFile = "policy-in-force.json";
const runningFile = "running-seconds";
const persistEverySeconds = 10;

/**
 * The policy in force at the gateway. It enforces the last one it was given when nobody gives it
 * another, and nothing it reads makes a sealed one laxer while it runs.
 */
export class PolicyKeeper {
  readonly #parts: PolicyKeeperParts;
  readonly #startedAt = performance.now();
  readonly #ranBefore: number;
  #persistedAt = 0;
  #ahead = 0;
  #read: PolicyRead;
  #bytes: Uint8Array | undefined;
  #last: Policy | undefined;

  private constructor(
    parts: PolicyKeeperParts,
    { last, ranBefore }: { readonly last: Policy | undefined; readonly ranBefore: number },
  ) {
    this.#parts = parts;
    this.#last = last;
    this.#ranBefore = ranBefore;
    this.#read = readPolicy(undefined, { existing: true, ...(last ? { last } : {}) });
  }

  static async open(parts: PolicyKeeperParts): Promise<PolicyKeeper> {
    const kept = await readFileIfThere(join(parts.folder, keptFile));
    const known = kept ? readPolicy(kept, { existing: true }) : undefined;
    const seconds = await readFileIfThere(join(parts.folder, runningFile));
    const ranBefore = seconds ? Number.parseFloat(textOf(seconds)) || 0 : 0;
    const last = known?.found === "read" ? known.policy : undefined;
    const keeper = new PolicyKeeper(parts, { last, ranBefore });
    await keeper.look("starting");
    return keeper;
  }

  get policy(): Policy {
    return this.#read.policy;
  }

  get found(): PolicyFound {
    return this.#read.found;
  }

  get runningSeconds(): number {
    return this.#ranBefore + this.#ahead + (performance.now() - this.#startedAt) / 1000;
  }

  moment(): PolicyMoment {
    const { clock, evidence } = this.#parts;
    const { latestFactAt } = evidence;
    return {
      at: clock().toISOString(),
      runningSeconds: this.runningSeconds,
      ...(latestFactAt === undefined ? {} : { latestFactAt }),
    };
  }

  /** Looks whether there is another policy. A laxer one is on record before it is in force. */
  async look(when: "starting" | "running"): Promise<"same" | "changed"> {
    await this.#persistRunning(when);
    const bytes = await this.#readFile();
    const isSame =
      bytes === this.#bytes || (bytes && this.#bytes && equalBytes(bytes, this.#bytes));
    if (isSame && when === "running") return "same";
    this.#bytes = bytes;
    const next = this.#judge(bytes, when);
    const { evidence, by } = this.#parts;
    const fact = { kind: "policy-found", by, found: next.found } as const;
    if (isLaxer(next.policy, this.#read.policy)) {
      await evidence.append(fact);
      this.#read = next;
    } else {
      this.#read = next; // tightening does not wait for its record
      await evidence.append(fact).catch(() => undefined);
    }
    this.#catchUp(next.policy);
    if (next.found === "read") await this.#keep(next.policy);
    return "changed";
  }

  /**
   * Spans count the running time of whoever made them. That was at least at the latest beginning of
   * them all; from there this box counts on, so that nothing lasts longer than it was meant to.
   */
  #catchUp({ grants, standard }: Policy): void {
    const begun = [...grants, ...(standard ? [standard] : [])].map(
      ({ span }) => span?.fromRunning ?? 0,
    );
    this.#ahead += Math.max(0, ...begun.map((from) => from - this.runningSeconds));
  }

  #judge(bytes: Uint8Array | undefined, when: "starting" | "running"): PolicyRead {
    const last = this.#last;
    // Nobody gives another: the copy that was in force is the policy.
    if (!bytes && last) return { policy: last, found: "read" };
    const known = { existing: true, ...(last ? { last } : {}) };
    const strict = readPolicy(bytes, known);
    if (strict.found !== "laxer" || !last) return strict;
    const fresh = readPolicy(bytes, { existing: true });
    const isNewer = fresh.found === "read" && fresh.policy.counter > last.counter;
    // Only signatures of its owners relax a sealed policy, and only while nothing runs.
    if (last.lock === "sealed" && when === "running") return strict;
    return isNewer ? fresh : strict;
  }

  /** What is signed by too few is as good as unreadable. */
  async #readFile(): Promise<Uint8Array | undefined> {
    const { folder } = this.#parts;
    const signers = this.#signers();
    if (!signers) return readFileIfThere(join(folder, policyFiles.plain));
    const bytes = await readFileIfThere(join(folder, policyFiles.signed));
    return bytes && (readSigned(bytes, signers) ?? new Uint8Array());
  }

  #signers(): Signers | undefined {
    const { seal, lock } = this.#last ?? {};
    if (lock === "sealed" && seal) return { threshold: seal.threshold, keys: [...seal.keys] };
    return this.#parts.signers;
  }

  async #keep(policy: Policy): Promise<void> {
    this.#last = policy;
    await replaceFile(join(this.#parts.folder, keptFile), writePolicy(policy)).catch(
      () => undefined,
    );
  }

  async #persistRunning(when: "starting" | "running"): Promise<void> {
    const now = this.runningSeconds;
    if (when === "running" && now - this.#persistedAt < persistEverySeconds) return;
    this.#persistedAt = now;
    const path = join(this.#parts.folder, runningFile);
    await replaceFile(path, utf8(now.toFixed(1))).catch(() => undefined); // the disk may be full
  }
}

/** The text of a note that enough different keys have signed; undefined otherwise. */
function readSigned(bytes: Uint8Array, signers: Signers): Uint8Array | undefined {
  try {
    const note = parseNote(bytes);
    if (!note) return undefined;
    const keys = new Set(signers.keys);
    const signed = [...keys].filter((key) =>
      isSignedBy(note, parseVerifierKey(key, primitives), primitives),
    );
    return signed.length >= signers.threshold ? utf8(note.text) : undefined;
  } catch {
    return undefined; // no note
  }
}
