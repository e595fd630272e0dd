import type { GatewayRow, GatewayTold } from "@homepoint/api";
import type { MirrorBroken } from "@homepoint/evidence";
import type { MirrorStanding } from "@homepoint/evidence/node";

/** What the hub keeps of a gateway. */
export type StoredGateway = {
  readonly name: string;
  readonly madeAt: string;
  /** SHA-256 of the invitation's secret or, once taken, of the token's; hexadecimal. */
  readonly hash: string;
  /** Until when the invitation may be taken; null once it was. */
  readonly expiresAt: string | null;
  readonly joinedAt: string | null;
  /** Verifier key of its evidence when it joined. */
  readonly key: string | null;
  readonly lastSeenAt: string | null;
  readonly told: GatewayTold | null;
  readonly witnessedAt: string | null;
  /** The checkpoint that was cosigned last. */
  readonly witnessed: string | null;
  readonly broken: MirrorBroken | null;
};

/** The key that policies and times for gateways are signed with, as the signed-note format has it. */
export type StoredGatewayKey = { readonly key: string };

type Beside = {
  readonly standing: MirrorStanding | undefined;
  /** Of the policy in force here. */
  readonly counter: number;
  readonly uncoveredSeconds: number | null;
};

export function rowOf(
  id: string,
  stored: StoredGateway,
  { standing, counter, uncoveredSeconds }: Beside,
): GatewayRow {
  const { hash: _, key: __, witnessed: ___, witnessedAt, broken, ...told } = stored;
  return {
    id,
    ...told,
    state: stored.joinedAt === null ? "invited" : "joined",
    hasPolicy: stored.told?.policy.found === "read" && stored.told.policy.counter === counter,
    evidence: {
      generation: standing?.generation ?? 0,
      size: Math.max(0, standing?.size ?? 0),
      witnessedAt,
      broken,
    },
    uncoveredSeconds,
  };
}
