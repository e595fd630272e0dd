import type { Containment, Line } from "@homepoint/hub";

/** What each check asks, as a statement that is to hold. */
export const checkWords: Readonly<Record<string, string>> = {
  canary: "the hub cannot reach a canary outside",
  "canary-fresh": "nor can a new process beside it",
  namespace: "the hub has a network namespace of its own",
  interfaces: "there is no network interface in it",
  sockets: "the hub holds no socket of a network",
  "step-out": "the hub cannot step into another network namespace",
  front: "the front holds its port, and no connection of its own",
  rights: "the hub has no rights, and cannot get any",
  user: "the hub is not root",
  families: "the kernel makes no socket of a network for the hub",
  "front-user": "the hub's user and the front's are two",
  neighbours: "no other program can be asked to go out for the hub",
};

export const verdictWords = {
  held: "held",
  "not-held": "NOT HELD",
  "cannot-tell": "cannot tell",
} as const satisfies Readonly<Record<Line["verdict"], string>>;

type Summing = {
  readonly level: Containment;
  readonly holds: boolean;
  readonly open: readonly string[];
};

export function summarize({ level, holds, open }: Summing): string {
  if (level === "none")
    return "Containment is none: nothing here would stop a connection. Homepoint itself opens nothing.";
  if (holds) return `Containment is ${level}, and what that promises is held.`;
  return `Containment is said to be ${level}, but this does not hold or cannot be told: ${open.join(", ")}.`;
}
