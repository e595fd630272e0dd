import { describeFact, type Fact } from "@homepoint/evidence";
import { defaultPolicy } from "@homepoint/policy";
import { expect, test } from "vitest";
import { makeMeasures } from "../units/measures.ts";
import { en } from "../words/en.ts";
import { makeI18n, sayWith } from "../words/i18n.ts";
import { tellFact } from "./fact-words.ts";

const teller = {
  say: sayWith(makeI18n("en", en)),
  measures: makeMeasures("en", "metric"),
  people: new Map([["person-1", "Ada"]]),
  time: (instant: string) => `<${instant.slice(11, 16)}>`,
};
const at = "2024-05-01T10:00:00.000Z";

const facts: [Fact, string][] = [
  [
    { kind: "sealed", at, by: "Ada", object: "ab".repeat(32), sha256: "", size: 2e6, source: "" },
    "A log was sealed (2.0\u202fMB).",
  ],
  [
    { kind: "handed-over", at, by: "Ada", intent: 4, handover: "key-request", outcome: "done" },
    "Key request of entry 4 done.",
  ],
  [
    { kind: "key-file-written", at, by: "Ada", sameDisk: true },
    "A key file was written, on the same disk as the vault: no protection against theft.",
  ],
  [
    {
      kind: "setting-changed",
      at,
      by: "Ada",
      setting: "watched-folder",
      change: "added",
      name: "/x",
    },
    "Watched folder added: /x.",
  ],
  [
    { kind: "keys-added", at, by: "Ada", object: "ab".repeat(32), keys: 12 },
    "Keys for the log abababab came home: 12 are sealed beside it.",
  ],
  [
    { kind: "gap", at, by: "hub", from: at, until: "2024-05-01T11:30:00.000Z" },
    "No sign of life between <10:00> and <11:30>.",
  ],
  [
    { kind: "opened", at, by: "Ada", object: "ab".repeat(32), person: "person-1" },
    "Ada opened the log abababab.",
  ],
  [
    {
      kind: "policy-changed",
      at,
      by: "Ada",
      policy: defaultPolicy,
      wish: null,
      effect: "nothing",
      why: "",
      outcome: "done",
    },
    "The policy was changed, mode local-data: in force.",
  ],
];

test.each(facts)("%o is told as a sentence", (fact, sentence) => {
  expect(tellFact(fact, teller)).toEqual({ sentence, level: describeFact(fact).level });
});

test("a fact of a kind from a newer hub is named, and a destroyed one says so", () => {
  expect(tellFact({ kind: "moon-landed", at, by: "x" }, teller).sentence).toContain("moon-landed");
  expect(tellFact(null, teller).sentence).toBe(en["fact.destroyed"]);
});
