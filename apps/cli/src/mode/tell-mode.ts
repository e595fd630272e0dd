import type { PolicyDescription } from "@homepoint/policy";
import { counted, table } from "../output.ts";
import { letsOutWords, lockWords, modeWords, stopsWords } from "./mode-words.ts";

const shortTime = (at: string) => at.slice(0, 16).replace("T", " ");

/** What passes now, in a few lines. */
export function tellMode(policy: PolicyDescription): string[] {
  const { mode, modeInForce, missions, lock, clockBehind, standard, grants } = policy;
  const lasting = missions.filter(({ state }) => state === "in-force");
  return [
    modeWords[modeInForce],
    ...(lasting.length > 0
      ? [
          `${counted(lasting.length, "mission")} in force until ${shortTime(lastEnd(lasting))} UTC: stricter than the mode of this installation, ${mode} (homepoint mission).`,
        ]
      : []),
    `The lock is ${lockWords[lock]}.`,
    ...(clockBehind
      ? [
          "The clock is behind the last fact: what was granted for a time is off until it is set (homepoint clock).",
        ]
      : []),
    ...(standard?.state === "in-force"
      ? [
          `Everything passes for ${standard.clients.join(", ")} until ${shortTime(standard.span.until)} UTC, on record.`,
        ]
      : []),
    ...(grants.length === 0
      ? ["No service is granted."]
      : ["", ...table(grants.map(grantRow), ["Granted", "To", "Until (UTC)", "By", "Why", "Is"])]),
  ];
}

function lastEnd(missions: PolicyDescription["missions"]): string {
  return (
    missions
      .map(({ until }) => until)
      .toSorted()
      .at(-1) ?? ""
  );
}

function grantRow({ service, subject, span, by, why, state }: PolicyDescription["grants"][number]) {
  const until = span ? shortTime(span.until) : "revoked";
  return [service, `${subject.kind}:${subject.id}`, until, by, why, state];
}

const switchWords = {
  open: "can be granted",
  "needs-password": "with the password",
  sealed: "sealed",
  "not-in-this-mode": "not in this mode",
} as const;

/** Every service: whether it could be granted, what it would let out, what stops without it. */
export function tellServices({ services, grants }: PolicyDescription): string[] {
  const granted = new Set(
    grants.filter(({ state }) => state === "in-force").map(({ service }) => service),
  );
  const rows = services.map(({ service, switch: state, letsOut, stops }) => [
    service,
    granted.has(service) ? "granted" : switchWords[state],
    stops
      .filter((stop) => stop !== "nothing")
      .map((stop) => stopsWords[stop])
      .join(", ") || stopsWords.nothing,
    letsOut.map((each) => letsOutWords[each]).join(", "),
  ]);
  return table(rows, ["Service", "Is", "Stops without it", "Would let out"]);
}
