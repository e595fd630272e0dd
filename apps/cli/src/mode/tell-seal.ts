import { describePolicy, type Policy } from "@homepoint/policy";
import { tellMode } from "./tell-mode.ts";

const nameOf = (key: string) => key.split("+")[0] ?? key;

/** What a sealed policy says, in a few lines: whoever signs it reads this first. */
export function tellSeal(policy: Policy): string[] {
  const { seal, installationId, own, handovers } = policy;
  const now = { at: new Date().toISOString(), runningSeconds: 0 };
  const left = Object.entries(handovers ?? {}).map(
    ([handover, roles]) => `${handover} to ${roles.join(", ") || "nobody"}`,
  );
  if (!seal) return ["The policy is not sealed."];
  return [
    `Installation ${installationId ?? "unknown"}, sealed policy ${seal.counter}.`,
    ...tellMode(describePolicy(policy, now)),
    `Names of its own: ${own.join(", ") || "none"}.`,
    `Left besides the owner's export: ${left.join("; ") || "nothing"}.`,
    `Signed by ${seal.threshold} of ${seal.keys.map(nameOf).join(", ")}; where a key is lost: ${seal.successors.map(nameOf).join(", ") || "nobody"}.`,
    `For Homepoint ${seal.versions.join(", ") || "(no version)"}.`,
  ];
}
