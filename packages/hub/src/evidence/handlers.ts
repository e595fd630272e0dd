import type { EvidenceEntry } from "@homepoint/api";
import { verify, type Entry } from "@homepoint/evidence";
import { folderReader, nodeEvidencePrimitives } from "@homepoint/evidence/node";
import type { Installation } from "../keys/installation.ts";
import type { Handlers } from "../server/handlers.ts";
import { Queue } from "../queue.ts";
import { accountsOf } from "../reports/circumstances.ts";

type EvidenceRoute =
  | "listEvidence"
  | "followEvidence"
  | "getCheckpoint"
  | "verifyEvidence"
  | "countHeartbeats"
  | "getProof";

const mostGaps = 100;

export function evidenceHandlers(installation: Installation): Handlers<EvidenceRoute> {
  return {
    async listEvidence({ input }) {
      const { evidence, vault } = installation.unlocked;
      const { before, limit } = input;
      const page = before === undefined ? { limit } : { before, limit };
      const entries = await evidence.readNewest(page, vault.evidenceIdentity);
      return { size: evidence.size, entries: entries.map(tell) };
    },

    followEvidence: ({ signal }) => follow(installation, signal),

    async getCheckpoint() {
      const { checkpoint, verifierKey } = installation.present.evidence;
      return { checkpoint, verifierKey };
    },

    async verifyEvidence() {
      const { evidence, vault, folder } = installation.unlocked;
      await evidence.settle();
      const { ok, size, checkpoint, findings, generations } = await verify({
        read: folderReader(folder.evidence),
        identity: vault.evidenceIdentity,
        known: [evidence.checkpoint],
        primitives: nodeEvidencePrimitives,
      });
      return {
        ok,
        size,
        checkpoint: checkpoint ?? null,
        findings: findings.map(({ where, what, entry }) => ({ where, what, entry })),
        gaps: generations
          .flatMap(({ number, gaps = [] }) => gaps.map((gap) => ({ ...gap, generation: number })))
          .toReversed()
          .slice(0, mostGaps),
      };
    },

    async countHeartbeats({ input }) {
      const accounts = await accountsOf(input, installation.unlocked);
      return {
        accounts: accounts.map(({ gaps, ...one }) => ({
          ...one,
          gaps: gaps.map((gap) => ({ ...gap, interfaces: [...gap.interfaces] })),
        })),
      };
    },

    async getProof({ input }) {
      const { evidence, vault } = installation.unlocked;
      return evidence.prove({ index: input.index }, vault.evidenceIdentity);
    },
  };
}

async function* follow(
  installation: Installation,
  signal: AbortSignal,
): AsyncIterable<EvidenceEntry> {
  const queue = new Queue<Entry>(signal);
  const end = installation.unlocked.evidence.subscribe((entry) => queue.put(entry));
  try {
    for await (const entry of queue.values()) yield tell(entry);
  } finally {
    end();
  }
}

function tell({ index, state, fact }: Entry): EvidenceEntry {
  return { index, state, fact: fact ?? null };
}
