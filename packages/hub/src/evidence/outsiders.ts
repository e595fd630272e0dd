import type { StampRow, WitnessRow } from "@homepoint/api";
import { utf8 } from "@homepoint/base";
import {
  parseOffer,
  parseVerifierKey,
  type OfferAnswer,
  type Stamped,
  type Witness,
  type Witnessing,
} from "@homepoint/evidence";
import { nodeEvidencePrimitives, type EvidenceLog } from "@homepoint/evidence/node";
import type { WitnessList } from "./witness-list.ts";

export type OutsiderParts = {
  readonly evidence: EvidenceLog;
  readonly witnesses: WitnessList;
  readonly clock: () => Date;
};

/** What a witness's clock showed when it cosigned what it had been asked to. */
export type WitnessTime = {
  readonly witness: string;
  /** ISO 8601 in UTC, to the second. */
  readonly at: string;
  /** At most so long ago, by a clock that nobody sets: until then there was nothing to cosign. */
  readonly agoMs: number;
  /** Whether that it cosigned was put on record: not each time. */
  readonly isNews: boolean;
};

const mostOffered = 1000;

/** A page that is open has its browser cosign each minute; on record is one an hour. */
const quietMs = 3_600_000;

/** What others say of this hub's log: its witnesses and time stamp authorities. */
export class Outsiders {
  readonly #parts: OutsiderParts;
  /** When it was last put on record that a witness cosigned; by its key. */
  readonly #toldAt = new Map<string, number>();
  /** Since when each size was there to be cosigned; milliseconds that only grow. */
  readonly #offeredAt = new Map<number, number>();

  constructor(parts: OutsiderParts) {
    this.#parts = parts;
  }

  get witnesses(): WitnessList {
    return this.#parts.witnesses;
  }

  /** Each witness that is known here, with the most of the log that it cosigned. */
  async rows(): Promise<WitnessRow[]> {
    const { evidence, witnesses } = this.#parts;
    const found = await evidence.witnessings(witnesses.verifiers());
    return witnesses.verifiers().map((verifier, at) => {
      const key = witnesses.keys[at] as string; // one each
      const own = found.find((one) => one.key === key);
      return { name: verifier.name, key, size: own?.size ?? null, at: own?.at ?? null };
    });
  }

  async stamps(): Promise<StampRow[]> {
    return [...(await this.#parts.evidence.stamps())];
  }

  /** What to ask a witness, from where it stopped. @throws evidence/witness-knows-more */
  async offer(asked: { readonly old?: number | undefined; readonly key?: string | undefined }) {
    const rows = asked.key === undefined ? [] : await this.rows();
    const old = asked.old ?? rows.find(({ key }) => key === asked.key)?.size ?? 0;
    const offer = await this.#parts.evidence.offer(old);
    const size = parseOffer(utf8(offer))?.checkpoint.size;
    if (size !== undefined && !this.#offeredAt.has(size)) {
      const [oldest] = this.#offeredAt.keys();
      if (oldest !== undefined && this.#offeredAt.size >= mostOffered)
        this.#offeredAt.delete(oldest);
      this.#offeredAt.set(size, performance.now());
    }
    return { offer, old };
  }

  /**
   * Keeps cosignatures; what is new of them is a fact. Gives what time they tell.
   *
   * @throws as EvidenceLog.addCosignatures
   */
  async addCosignatures(note: string, by: string): Promise<readonly WitnessTime[]> {
    const { evidence, witnesses } = this.#parts;
    const added = await evidence.addCosignatures(note, witnesses.verifiers());
    const news = new Set(added.filter((one) => this.#isNews(one)));
    for (const { name, size } of news)
      await evidence.append({ kind: "cosigned", by, witness: name, size });
    return added.flatMap((one) => {
      const offeredAt = this.#offeredAt.get(one.size);
      if (offeredAt === undefined) return [];
      const agoMs = performance.now() - offeredAt;
      return [{ witness: one.name, at: one.at, agoMs, isNews: news.has(one) }];
    });
  }

  #isNews({ key }: Witnessing): boolean {
    const now = this.#parts.clock().getTime();
    const toldAt = this.#toldAt.get(key);
    if (toldAt !== undefined && now - toldAt < quietMs) return false;
    this.#toldAt.set(key, now);
    return true;
  }

  /** @throws evidence/bad-stamp */
  async addStamp(reply: Uint8Array, authorities: readonly string[] | undefined, by: string) {
    const { evidence } = this.#parts;
    const stamped: Stamped = await evidence.addStamp(reply, authorities);
    const { authority, size, at: stampedAt } = stamped;
    await evidence.append({ kind: "stamped", by, authority, size, stampedAt });
    return stamped;
  }
}

/** Cosigns as a witness of others; a fork that it finds is on record. */
export async function cosignFor(
  offer: Uint8Array,
  witness: Witness,
  evidence: EvidenceLog,
): Promise<OfferAnswer> {
  const before = await forksOf(witness);
  const answer = await witness.answer(offer);
  if (answer.cosigned || answer.because !== "forked") return answer;
  for (const [origin, forks] of await forksOf(witness))
    if (forks > (before.get(origin) ?? 0))
      await evidence.append({ kind: "fork-found", by: "hub", origin, size: answer.size });
  return answer;
}

async function forksOf(witness: Witness): Promise<ReadonlyMap<string, number>> {
  const logs = await witness.logs();
  return new Map(
    logs.map(({ key, against }) => [
      parseVerifierKey(key, nodeEvidencePrimitives).name,
      against.length,
    ]),
  );
}
