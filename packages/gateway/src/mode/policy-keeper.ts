import { join } from "node:path";
import { equalBytes, textOf, Turns, utf8 } from "@homepoint/base";
import { readFileIfThere, replaceFile } from "@homepoint/base/node";
import {
  readSealedPolicy,
  type Evidence,
  type NewFact,
  type PolicyOfferRefusal,
  type SealedRead,
} from "@homepoint/evidence";
import { nodeEvidencePrimitives as primitives } from "@homepoint/evidence/node";
import {
  catalogueText,
  isLaxer,
  readPolicy,
  stateOfMission,
  underMissions,
  withMissionsOf,
  withoutEnded,
  writePolicy,
  type MissionTerms,
  type Policy,
  type PolicyFound,
  type PolicyMoment,
  type PolicyRead,
  type RestingMode,
  type SealKnown,
} from "@homepoint/policy";
import type { Settings } from "../settings.ts";
import { judgeOffer } from "./judge-offer.ts";
import { hashOf, readKept, writeKept, type KeptPolicy } from "./kept-policy.ts";
import { missionFacts } from "./mission-facts.ts";
import { latestFromOf, placeSpans } from "./place-spans.ts";
import { installationIn, isSealed, readSigned, type Signers } from "./policy-note.ts";
import { RunningSeconds } from "./running-seconds.ts";

export type PolicyKeeperParts = {
  readonly folder: string;
  readonly signers: Settings["signers"];
  /** The hub that this gateway joined: from then on only what is signed counts. */
  readonly hub?: { readonly key: string; readonly installationId: string } | undefined;
  readonly evidence: Evidence & { readonly latestFactAt: string | undefined };
  readonly by: string;
  /** Of Homepoint: a sealed policy says for which it was made. */
  readonly version: string;
  readonly clock: () => Date;
  /** The time of the latest fact, unless a witness has corrected the clock since. */
  readonly latestFactAt?: () => string | undefined;
  /** Whether the clock went ahead by itself, and nobody who is believed has confirmed it since. */
  readonly clockJumped?: () => boolean;
};

/** What the hub offers: its policy under its signature, and what the owners of a sealed one signed. */
export type PolicyOffer = { readonly policy: string; readonly seal: string | null };

/** Where whoever carries it puts the policy: plain, or as a signed note. */
const policyFiles = { plain: "policy.json", signed: "policy.note" } as const;
const refusals: Partial<Record<PolicyFound, PolicyOfferRefusal>> = {
  older: "older",
  laxer: "laxer",
};

/**
 * The policy in force at the gateway. It enforces the last one it was given when nobody gives it
 * another, and nothing it reads makes a sealed one laxer while it runs.
 */
export class PolicyKeeper {
  readonly #parts: PolicyKeeperParts;
  readonly #running: RunningSeconds;
  readonly #turns = new Turns();
  #read: PolicyRead;
  #kept: KeptPolicy | undefined;
  #source = "";
  #waiting: number | undefined;
  #refused = "";

  private constructor(
    parts: PolicyKeeperParts,
    { kept, running }: { readonly kept: KeptPolicy | undefined; readonly running: RunningSeconds },
  ) {
    this.#parts = parts;
    this.#kept = kept;
    this.#running = running;
    this.#read = readPolicy(undefined, { existing: true, ...(kept ? { last: kept.policy } : {}) });
  }

  static async open(parts: PolicyKeeperParts): Promise<PolicyKeeper> {
    const running = await RunningSeconds.open(parts.folder);
    const keeper = new PolicyKeeper(parts, { kept: await readKept(parts.folder), running });
    await keeper.look("starting");
    return keeper;
  }

  get policy(): Policy {
    return this.#read.policy;
  }

  get found(): PolicyFound {
    return this.#read.found;
  }

  /** The strictest of the policy's own and of the missions' that last; `standard` is named apart. */
  get mode(): RestingMode {
    return underMissions(this.policy, this.moment()).mode;
  }

  /** Those that last now. */
  get missions(): readonly MissionTerms[] {
    const now = this.moment();
    return (this.policy.missions ?? []).filter((one) => stateOfMission(one, now) === "in-force");
  }

  /** Counter of a sealed policy that is put in force when the gateway starts again. */
  get waiting(): number | undefined {
    return this.#waiting;
  }

  /** The sealed policy in force, as its owners signed it. */
  get sealNote(): string | undefined {
    return this.#kept?.seal;
  }

  get runningSeconds(): number {
    return this.#running.now;
  }

  moment(): PolicyMoment {
    const { clock, evidence, latestFactAt: corrected, clockJumped } = this.#parts;
    const latestFactAt = corrected ? corrected() : evidence.latestFactAt;
    return {
      at: clock().toISOString(),
      runningSeconds: this.runningSeconds,
      ...(latestFactAt === undefined ? {} : { latestFactAt }),
      ...(clockJumped?.() ? { clockJumped: true } : {}),
    };
  }

  /** Looks whether there is another policy. A laxer one is on record before it is in force. */
  look(when: "starting" | "running"): Promise<"same" | "changed"> {
    return this.#turns.take("policy", async () => {
      try {
        return await this.#look(when);
      } catch (error) {
        this.#source = ""; // or what could not be recorded now would never be looked at again
        throw error;
      }
    });
  }

  /** What the hub offers while the gateway runs. What is not taken of it changes nothing. */
  offer(offer: PolicyOffer): Promise<"same" | "changed"> {
    return this.#turns.take("policy", () => this.#offer(offer));
  }

  async #look(when: "starting" | "running"): Promise<"same" | "changed"> {
    await this.#running.persist();
    const hasEnded = await this.#endWhatIsOver();
    const bytes = await this.#readFile();
    const source = bytes ? hashOf(bytes) : "none";
    const isSame = source === this.#source && when === "running";
    this.#source = source;
    if (isSame) return hasEnded;
    const sealed = bytes && isSealed(bytes) ? bytes : undefined;
    if (sealed || this.#isSealed) return this.#lookAtSealed(sealed, when);
    const isKept = this.#kept !== undefined && (!bytes || source === this.#kept.source);
    const judged = isKept ? this.#asKept() : this.#judge(this.#checked(bytes));
    const isRefused = this.#parts.hub !== undefined && this.#kept && judged.found !== "read";
    if (isRefused) await this.#refuse({ because: refusals[judged.found] ?? "unreadable" }, source);
    // Whoever has a hub does not lose what it said last by a note that somebody left here.
    const next = isRefused ? this.#asKept() : judged;
    await this.#putInForce(next, next === judged ? source : (this.#kept?.source ?? ""));
    return "changed";
  }

  async #offer(offer: PolicyOffer): Promise<"same" | "changed"> {
    const { hub } = this.#parts;
    if (!hub) return "same";
    const hasEnded = await this.#endWhatIsOver();
    const text = readSigned(utf8(offer.policy), { threshold: 1, keys: [hub.key] });
    if (!text) return this.#refuse({ because: "bad-signature" }, offer.policy);
    const read = readPolicy(text, { existing: true });
    if (read.found !== "read") return this.#refuse({ because: "unreadable" }, offer.policy);
    const policy = this.#placed(read.policy);
    const seal = await this.#lookAtOfferedSeal(offer.seal);
    const { counter } = policy;
    const offered = { ...withoutEnded(policy, this.moment()), counter };
    const last = this.#kept?.policy;
    const { installationId } = hub;
    const proven = seal?.taken ? seal.sealed.policy.seal : last?.seal;
    const known = { installationId, ...(last ? { last } : {}), ...(proven ? { proven } : {}) };
    const judged = judgeOffer(offered, known);
    if (judged.refused) await this.#refuse({ because: judged.refused, counter }, offer.policy);
    else this.#refused = "";
    const { policy: next } = judged;
    if (!next || (this.found === "read" && isSamePolicy(next, this.policy))) return hasEnded;
    const isFirstSeal = seal?.taken && next.lock === "sealed" && !this.#isSealed;
    const kept = isFirstSeal && offer.seal !== null ? { seal: offer.seal } : {};
    await this.#putInForce({ policy: next, found: "read" }, hashOf(text), kept);
    return "changed";
  }

  get #isSealed(): boolean {
    return this.#kept?.policy.lock === "sealed";
  }

  #asKept(): PolicyRead {
    const policy = this.#kept?.policy;
    return policy ? { policy, found: "read" } : readPolicy(undefined, { existing: true });
  }

  /** A sealed policy is replaced at a start, by a note of its owners, and never by anything else. */
  async #lookAtSealed(
    note: Uint8Array | undefined,
    when: "starting" | "running",
  ): Promise<"same" | "changed"> {
    const isKept = !note || textOf(note) === this.#kept?.seal;
    const read = isKept ? undefined : readSealedPolicy(note, this.#sealKnown(note), primitives);
    const mayReplace = when === "starting" || !this.#isSealed;
    if (read?.taken && mayReplace) {
      const { counter = 0, missions } = this.#kept?.policy ?? {};
      // A mission that lasts goes on: nothing of it was in the hands of who signs.
      const policy = withMissionsOf(
        { ...this.#placed(read.sealed.policy), counter },
        missions ? { missions } : {},
      );
      const kept = { seal: textOf(note as Uint8Array) }; // it was read
      this.#waiting = undefined;
      await this.#putInForce({ policy, found: "read" }, this.#source, kept);
      return "changed";
    }
    if (read?.taken) this.#waiting = read.sealed.policy.seal?.counter;
    else if (read) await this.#recordOnce({ kind: "seal-refused", because: read.because });
    if (when === "running") return "same";
    await this.#putInForce(this.#asKept(), this.#kept?.source ?? "");
    return "changed";
  }

  /** One that replaces what is sealed waits, as a file, for the next start. */
  async #lookAtOfferedSeal(seal: string | null): Promise<SealedRead | undefined> {
    if (seal === null || seal === this.#kept?.seal) return undefined;
    const note = utf8(seal);
    const read = readSealedPolicy(note, this.#sealKnown(note), primitives);
    if (!read.taken) await this.#recordOnce({ kind: "seal-refused", because: read.because });
    else if (this.#isSealed) {
      await replaceFile(join(this.#parts.folder, policyFiles.signed), note);
      this.#waiting = read.sealed.policy.seal?.counter;
      return undefined;
    }
    return read;
  }

  /** Whoever brings the first sealed policy to a gateway without a hub says whose it is. */
  #sealKnown(note: Uint8Array): SealKnown {
    const { hub, version } = this.#parts;
    const { policy, floor } = this.#kept ?? {};
    const installationId = hub?.installationId ?? policy?.installationId ?? installationIn(note);
    return {
      installationId,
      here: { version, catalogue: hashOf(catalogueText()) },
      ...(policy?.seal ? { seal: policy.seal } : {}),
      ...(floor === undefined ? {} : { floor }),
    };
  }

  async #putInForce(
    next: PolicyRead,
    source: string,
    { seal }: Pick<KeptPolicy, "seal"> = {},
  ): Promise<void> {
    const { evidence, by } = this.#parts;
    const [before, after] = [this.#read.policy, next.policy];
    const { counter } = after;
    const record = async () => {
      await evidence.append({ kind: "policy-found", by, found: next.found, counter });
      if (next.found !== "read") return;
      for (const fact of missionFacts({ before, after, by, why: "asked" }))
        await evidence.append(fact);
    };
    if (isLaxer(after, before)) {
      await record();
      this.#read = next;
    } else {
      this.#read = next; // tightening does not wait for its record
      await record().catch(() => undefined);
    }
    this.#running.catchUp(next.policy);
    if (next.found === "read") await this.#keep(next.policy, source, seal);
  }

  /**
   * What ended is over for good: no clock and no restart bring it back. That a mission ended is on
   * record before it is taken out.
   */
  async #endWhatIsOver(): Promise<"same" | "changed"> {
    const { policy, found } = this.#read;
    const next = withoutEnded(policy, this.moment());
    if (next === policy || found !== "read" || !this.#kept) return "same";
    const ended = { ...next, counter: policy.counter };
    const { by, evidence } = this.#parts;
    try {
      for (const fact of missionFacts({ before: policy, after: ended, by, why: "time" }))
        await evidence.append(fact);
    } catch {
      return "same"; // looked at again in a second
    }
    this.#read = { policy: ended, found };
    await this.#keep(ended, this.#kept.source);
    return "changed";
  }

  #placed(policy: Policy): Policy {
    const { policy: last, latestFrom } = this.#kept ?? {};
    return placeSpans(policy, { last, latestFrom, runningSeconds: this.runningSeconds });
  }

  #judge(bytes: Uint8Array | undefined): PolicyRead {
    const last = this.#kept?.policy;
    const raw = readPolicy(bytes, { existing: true });
    const placed = raw.found === "read" ? writePolicy(this.#placed(raw.policy)) : bytes;
    const strict = readPolicy(placed, { existing: true, ...(last ? { last } : {}) });
    if (strict.found !== "laxer" || !last) return strict;
    const fresh = readPolicy(placed, { existing: true });
    const isNewer = fresh.found === "read" && fresh.policy.counter > last.counter;
    return isNewer ? fresh : strict;
  }

  /** Where signatures are asked for, the plain file is nobody's word. */
  async #readFile(): Promise<Uint8Array | undefined> {
    const { folder } = this.#parts;
    const note = await readFileIfThere(join(folder, policyFiles.signed));
    if (this.#signers || this.#isSealed || (note && isSealed(note))) return note;
    return readFileIfThere(join(folder, policyFiles.plain));
  }

  /** What is signed by too few is as good as unreadable. */
  #checked(bytes: Uint8Array | undefined): Uint8Array | undefined {
    const signers = this.#signers;
    return bytes && signers ? (readSigned(bytes, signers) ?? new Uint8Array()) : bytes;
  }

  get #signers(): Signers | undefined {
    const { signers, hub } = this.#parts;
    return signers ?? (hub ? { threshold: 1, keys: [hub.key] } : undefined);
  }

  async #refuse(
    refusal: Omit<Extract<NewFact, { kind: "offer-refused" }>, "kind" | "by">,
    what: string,
  ): Promise<"same"> {
    const key = `${refusal.because} ${hashOf(what)}`;
    if (this.#refused !== key) await this.#record({ kind: "offer-refused", ...refusal });
    this.#refused = key;
    return "same";
  }

  readonly #recorded = new Set<string>();

  async #recordOnce(fact: Omit<Extract<NewFact, { kind: "seal-refused" }>, "by">): Promise<void> {
    const key = `${fact.because} ${this.#source}`;
    if (this.#recorded.has(key)) return;
    this.#recorded.add(key);
    await this.#record(fact);
  }

  async #record(
    fact: Omit<Extract<NewFact, { kind: "offer-refused" | "seal-refused" }>, "by">,
  ): Promise<void> {
    const { evidence, by } = this.#parts;
    await evidence.append({ ...fact, by } as NewFact).catch(() => undefined); // it is refused anyway
  }

  async #keep(policy: Policy, source: string, seal = this.#kept?.seal): Promise<void> {
    const counters = [this.#kept?.floor ?? -1, policy.seal?.counter ?? -1];
    const floor = Math.max(...counters);
    const latestFrom = latestFromOf(policy, this.#kept?.latestFrom);
    this.#kept = {
      policy,
      source,
      ...(seal === undefined ? {} : { seal }),
      ...(floor < 0 ? {} : { floor }),
      ...(latestFrom === undefined ? {} : { latestFrom }),
    };
    await writeKept(this.#parts.folder, this.#kept).catch(() => undefined); // the disk may be full
  }
}

function isSamePolicy(a: Policy, b: Policy): boolean {
  return equalBytes(writePolicy(a), writePolicy(b));
}
