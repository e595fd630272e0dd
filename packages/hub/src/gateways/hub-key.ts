import { textOf } from "@homepoint/base";
import {
  formatSignerKey,
  formatVerifierKey,
  makeSignerKey,
  parseSignerKey,
  signNote,
  type SignerKey,
} from "@homepoint/evidence";
import { nodeEvidencePrimitives as primitives } from "@homepoint/evidence/node";
import { writePolicy, type Policy } from "@homepoint/policy";
import type { Rows } from "../database/rows.ts";
import { shownPolicy } from "../mode/change-mode.ts";
import type { StoredGatewayKey } from "./gateway-row.ts";

const own = "own";

/**
 * Signs what gateways are to believe. It lies sealed in the state, so that neither the machine's
 * disk nor its connections are enough to relax a gateway (docs/decisions/gateway-hub.md).
 */
export class HubKey {
  readonly #key: SignerKey;
  readonly #installationId: string;

  private constructor(key: SignerKey, installationId: string) {
    this.#key = key;
    this.#installationId = installationId;
  }

  static async open(rows: Rows<StoredGatewayKey>, installationId: string): Promise<HubKey> {
    const kept = await rows.get(own);
    if (kept) return new HubKey(parseSignerKey(kept.key, primitives), installationId);
    const seed = primitives.random(32);
    const key = makeSignerKey(`homepoint-hub/${installationId}`, seed, primitives);
    await rows.put(own, { key: formatSignerKey(key) });
    return new HubKey(key, installationId);
  }

  get verifierKey(): string {
    return formatVerifierKey(this.#key);
  }

  /** What its password is checked with stays here. */
  signPolicy(policy: Policy): string {
    const shown = { ...shownPolicy(policy), installationId: this.#installationId };
    return signNote(textOf(writePolicy(shown)), this.#key, primitives);
  }

  /** docs/formats/gateway-hub.md §3. The nonce is `carried` where nobody asked for it. */
  signTime(nonce: string, at: Date): string {
    const lines = ["homepoint-time/1", this.#installationId, nonce, at.toISOString(), ""];
    return signNote(lines.join("\n"), this.#key, primitives);
  }
}
