// A process of its own: appends numbered facts, and says each number on standard output once it is
// acknowledged, until it is killed. The first argument is a place, the second a recipient, the third
// the number to begin with.
import { writeSync } from "node:fs";
import { X25519Recipient } from "@homepoint/vault";
import { numbered } from "./numbered.contract.ts";
import type { Place } from "./open-log.contract.ts";
import { EvidenceLog } from "./evidence-log.ts";
import { nodeEvidencePrimitives } from "./primitives.ts";

const [place = "", recipient = "", first = ""] = process.argv.slice(2);
const log = await EvidenceLog.open({
  ...(JSON.parse(place) as Place),
  recipient: X25519Recipient.parse(recipient, nodeEvidencePrimitives),
  by: "hub",
  settleMilliseconds: 5, // so that it dies in the middle of settling, too
});
let next = Number(first);
for (;;) {
  const several = Array.from({ length: 1 + (next % 40) }, () => next++);
  await Promise.all(
    several.map(async (number) => {
      await log.append(numbered(number));
      writeSync(1, `${number}\n`);
    }),
  );
}
