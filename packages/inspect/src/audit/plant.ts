import { canonicalBytes, toHex } from "@homepoint/base";
import type { EvidencePrimitives } from "@homepoint/evidence";
import type { HostRow, Plant } from "../report/audit-report.ts";

/** A leak to be made on purpose: the marker is a label of the name that is asked for. */
export type PlantSecret = { readonly marker: string; readonly nonce: string };

type Primitives = Pick<EvidencePrimitives, "sha256" | "random">;

export function drawPlant(primitives: Primitives): PlantSecret {
  return {
    marker: `x${toHex(primitives.random(6))}`,
    nonce: toHex(primitives.random(16)),
  };
}

/** What is told before: it binds to the marker, and does not tell it. */
export function commitmentOf(
  { marker, nonce }: PlantSecret,
  { sha256 }: Pick<Primitives, "sha256">,
): string {
  return toHex(sha256(canonicalBytes({ marker, nonce })));
}

/** The host that an auditor asks for; `.example` is nobody's (RFC 2606). */
export function plantHost({ marker }: Pick<PlantSecret, "marker">): string {
  return `${marker}.example`;
}

/** Reveals a plant after judging. What does not fit the commitment reveals nothing. */
export function revealPlant(
  commitment: string,
  secret: PlantSecret | undefined,
  { hosts, primitives }: { readonly hosts: readonly HostRow[]; readonly primitives: Primitives },
): Plant {
  if (!secret || commitmentOf(secret, primitives) !== commitment)
    return { commitment, found: "not-revealed" };
  const isSeen = hosts.some(({ host }) => host.split(".").includes(secret.marker));
  return { commitment, ...secret, found: isSeen ? "found" : "not-found" };
}
