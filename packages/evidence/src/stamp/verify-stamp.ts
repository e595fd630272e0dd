import type { Stamp } from "./stamps-file.ts";

export type StampFinding =
  | "not-a-reply"
  /** The authority did not stamp. */
  | "refused"
  /** It stamped something else. */
  | "another-checkpoint"
  | "unknown-algorithm"
  | "bad-signature"
  /** Its certificate is not for stamping time, or was not valid then. */
  | "bad-certificate"
  /** Its certificate does not come from an authority that is trusted here. */
  | "unknown-authority";

export type StampVerification = {
  readonly ok: boolean;
  readonly findings: readonly StampFinding[];
  /** When the authority says that the checkpoint was there; ISO 8601 in UTC. */
  readonly at?: string;
  /** The subject of the certificate it was stamped with. */
  readonly authority?: string;
  readonly authorityIs: "trusted" | "from-the-reply";
};

/**
 * Verifies a time stamp, RFC 3161, without a network. `authorities`: certificates in PEM from
 * somewhere other than the stamp; without them whoever signed it is believed. Runs anywhere that
 * has WebCrypto.
 */
export async function verifyStamp(
  stamp: Stamp,
  authorities?: readonly string[],
): Promise<StampVerification> {
  // ASN.1 is large; only who has a stamp to verify loads it.
  const { judgeReply } = await import("./reply.ts");
  return judgeReply(stamp, authorities);
}
