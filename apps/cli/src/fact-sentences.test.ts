import type { Fact } from "@homepoint/evidence";
import { expect, test } from "vitest";
import { sentenceOf } from "./fact-sentences.ts";

const at = "2026-06-01T09:00:00.000Z";
const object = "0123456789abcdef".repeat(4);

test.each<readonly [Fact, string]>([
  [
    { kind: "sealed", at, by: "ann", object, sha256: "", size: 730_000, source: "", name: "a.txt" },
    "a.txt was sealed (730.0 kB), 0123456789ab",
  ],
  [
    { kind: "shredded", at, by: "ann", intent: 7, objects: [object], entries: [], outcome: "done" },
    "shredding of entry 7, 1 log: done",
  ],
  [
    { kind: "sign-in-refused", at, by: "hub", name: "ann", from: "::1", count: 3, until: at },
    "3 tries to sign in as ann from ::1 refused until 2026-06-01 09:00:00",
  ],
  [
    {
      kind: "verdict",
      at,
      by: "hub",
      attempt: {
        kind: "handover",
        handover: "download",
        role: "pilot",
        subject: { kind: "person", id: "ben" },
      },
      verdict: { allowed: false, because: "not-this-role", mode: "local-data" },
    },
    "blocked: ben to download (not-this-role)",
  ],
])("a fact of the kind $0.kind is told in a sentence", (fact, sentence) => {
  expect(sentenceOf(fact)).toBe(sentence);
});
