import type { StampRow, WitnessRow } from "@homepoint/api";
import {
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

/** A page that is open has its browser cosign each minute; on record is one an hour. */
const quietMs = 3_600_000;

/** What others say of this hub's log: its witnesses and time stamp authorities. */
export class Outsiders {
  readonly #parts: OutsiderParts;
  /** When it was last put on record that a witness cosigned; by its key. */
  readonly #toldAt = new Map<string, number>();

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
    return { offer: await this.#parts.evidence.offer(old), old };
  }

  /** Keeps cosignatures; what is new of them is a fact. @throws as EvidenceLog.addCosignatures */
  async addCosignatures(note: string, by: string): Promise<WitnessRow[]> {
    const { evidence, witnesses } = this.#parts;
    const added = await evidence.addCosignatures(note, witnesses.verifiers());
    for (const { name, size } of added.filter((one) => this.#isNews(one)))
      await evidence.append({ kind: "cosigned", by, witness: name, size });
    return this.rows();
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
