import type { ClockAnswer } from "@homepoint/api";

const shortTime = (at: string) => `${at.slice(0, 19).replace("T", " ")} UTC`;

const sources = {
  person: "a person's word",
  signed: "signed by the organisation",
  satellites: "satellites, which anyone could imitate",
  witness: "a witness, which signed it with its cosignature",
} as const;

export const jumpedLine = "The clock moved ahead by itself: no mission ends by it.";

export function tellClock(clock: ClockAnswer): string[] {
  const { at, latestFactAt, isBehind, hasJumped, corrected } = clock;
  const lines = [`This machine's clock shows ${shortTime(at)}.`];
  if (latestFactAt !== null) lines.push(`The latest time on record is ${shortTime(latestFactAt)}.`);
  if (isBehind)
    lines.push(
      "The clock is behind that: what was granted for a time is off, and no mission ends.",
    );
  if (hasJumped) lines.push(jumpedLine);
  if (!isBehind && !hasJumped) lines.push("It is believed.");
  if (isBehind || hasJumped) lines.push(...wayBack(clock));
  if (corrected)
    lines.push(
      `Corrected by ${corrected.by} at ${shortTime(corrected.at)} (${sources[corrected.source]}).`,
    );
  return lines;
}

function wayBack({ needs, signers, threshold }: ClockAnswer): string[] {
  if (needs !== "signatures")
    return [
      `Set the clock right, then: homepoint clock confirm${needs === "password" ? " --password-file FILE" : ""}`,
    ];
  return [
    `Set the clock right. The policy is sealed, so ${threshold} of ${signers.join(", ")} say what time it is:`,
    "  homepoint clock ask FILE, there homepoint clock sign FILE --key KEY, here homepoint clock confirm FILE",
  ];
}
