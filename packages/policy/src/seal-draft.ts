import { textOf } from "@homepoint/base";
import { z } from "zod";
import { rolesFor } from "./decide.ts";
import { handovers } from "./handover.ts";
import { restingModes, type RestingMode } from "./mode.ts";
import type { Policy } from "./policy.ts";

/**
 * What `seal create` is to begin with on another machine, in its own words: nothing of it is in
 * force, and nothing of it is a secret. docs/formats/policy.md §7.
 */
export type SealDraft = {
  readonly homepoint: "seal-draft 1";
  readonly installation: string;
  readonly counter: number;
  readonly threshold: number;
  /** Verifier keys of those who sign; empty where nothing is sealed yet. */
  readonly key: readonly string[];
  readonly successor: readonly string[];
  readonly mode: RestingMode;
  /** `maps:client:tablet`; without those that end by themselves. */
  readonly grant: readonly string[];
  readonly own: readonly string[];
  /** `download:owner,pilot`; what is not named is left to nobody. */
  readonly handover: readonly string[];
  readonly approve: readonly string[];
};

export type DraftParts = {
  readonly policy: Policy;
  readonly installationId: string;
  readonly next: number;
  readonly version: string;
};

/** The policy in force, as one to be sealed. */
export function draftOf({ policy, installationId, next, version }: DraftParts): SealDraft {
  const { seal, mode, grants, own } = policy;
  return {
    homepoint: "seal-draft 1",
    installation: installationId,
    counter: next,
    threshold: seal?.threshold ?? 1,
    key: seal?.keys ?? [],
    successor: seal?.successors ?? [],
    mode,
    grant: grants
      .filter(({ span }) => span === undefined)
      .map(({ service, subject }) => `${service}:${subject.kind}:${subject.id}`),
    own,
    handover: handovers.flatMap((handover) => {
      const roles = rolesFor(policy, handover);
      return roles.length > 0 ? [`${handover}:${roles.join(",")}`] : [];
    }),
    approve: [...new Set([...(seal?.versions ?? []), version])],
  };
}

const longest = 1 << 20;
const texts = z.array(z.string().max(500)).max(1000);
const shape: z.ZodType<SealDraft> = z.object({
  homepoint: z.literal("seal-draft 1"),
  installation: z.string().max(200),
  counter: z.int(),
  threshold: z.int(),
  key: texts,
  successor: texts,
  mode: z.enum(restingModes),
  grant: texts,
  own: texts,
  handover: texts,
  approve: texts,
});

/** Undefined where it is none. Whether a policy comes of it is for who makes one to check. */
export function readSealDraft(bytes: Uint8Array): SealDraft | undefined {
  if (bytes.length > longest) return undefined;
  try {
    return shape.safeParse(JSON.parse(textOf(bytes))).data;
  } catch {
    return undefined; // not JSON
  }
}
