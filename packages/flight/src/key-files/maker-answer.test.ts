import fc from "fast-check";
import { expect, test } from "vitest";
import { chainsJson, makeChain } from "@homepoint/testdata";
import { parseKeyChains } from "../key-chains.ts";
import { readMakerAnswer } from "./maker-answer.ts";

const data = JSON.parse(chainsJson([makeChain(1), makeChain(2)])) as unknown;
const good = JSON.stringify({ result: { code: 0, msg: "OK" }, data });

test("an answer with keys is read as the key chains that it holds", () => {
  const keys = parseKeyChains(JSON.stringify(data));
  expect(readMakerAnswer(good)).toEqual({ kind: "keys", keys });
});

test.each([
  ["a code and words", { result: { code: 110, msg: "app key invalid" } }, "app key invalid"],
  ["a code alone", { result: { code: 7 } }, "code 7"],
  ["a code that is text", { result: { code: "E1", msg: "" } }, "code E1"],
  ["no key at all", { result: { code: 0 }, data: [[]] }, "it gave no key"],
])("%s is a refusal, told in the server's words", (_, answer, why) => {
  expect(readMakerAnswer(JSON.stringify(answer))).toEqual({ kind: "refused", why });
});

test("words that would move a terminal's cursor, or never end, are cut down to words", () => {
  const msg = `no\u001B[2J\u0007\nway ${"x".repeat(5000)}`;
  const answer = readMakerAnswer(JSON.stringify({ result: { code: 1, msg } }));
  expect(answer).toMatchObject({ kind: "refused", why: expect.stringMatching(/^no\[2Jway x+$/) });
  expect(JSON.stringify(answer).length).toBeLessThan(300);
});

test.each([
  ["a page", "<html>"],
  ["half an answer", good.slice(0, good.length / 2)],
  ["no list of chains", JSON.stringify({ result: { code: 0 }, data: "soon" })],
  ["a key of the wrong length", good.replace(/"aesKey":"[^"]{8}/, '"aesKey":"')],
])("%s is not readable", (_, body) => {
  expect(readMakerAnswer(body)).toEqual({ kind: "unreadable" });
});

test("whatever the server says, it is keys, a refusal or unreadable", () => {
  fc.assert(
    fc.property(fc.string(), fc.jsonValue(), fc.nat(good.length), (text, value, end) => {
      for (const body of [text, JSON.stringify(value), good.slice(0, end)])
        expect(["keys", "refused", "unreadable"]).toContain(readMakerAnswer(body).kind);
    }),
  );
});
