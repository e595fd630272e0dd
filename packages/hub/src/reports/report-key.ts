import {
  formatSignerKey,
  makeSignerKey,
  parseSignerKey,
  type SignerKey,
} from "@homepoint/evidence";
import { nodeEvidencePrimitives as primitives } from "@homepoint/evidence/node";
import type { Rows } from "../database/rows.ts";

export type StoredReportKey = { readonly key: string };

const own = "own";

/** The hub's key for reports, and for nothing else; it lies sealed in the state. */
export async function openReportKey(
  rows: Rows<StoredReportKey>,
  installationId: string,
): Promise<SignerKey> {
  const kept = await rows.get(own);
  if (kept) return parseSignerKey(kept.key, primitives);
  const key = makeSignerKey(
    `homepoint-report/${installationId}`,
    primitives.random(32),
    primitives,
  );
  await rows.put(own, { key: formatSignerKey(key) });
  return key;
}
