import { toBase64 } from "@homepoint/base";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fly, makeChain, plans, writeDjiLog } from "@homepoint/testdata";
import { openLog } from "../read-log.ts";
import { checkKeyRequest, countAsked, requestBody } from "./key-request.ts";
import { readRequestFile, writeRequestFile, type RequestFile } from "./request-file.ts";

const ticket = (number: number) => number.toString(16).padStart(32, "0");
const sealedKey = fc.record({
  featurePoint: fc.constantFrom(
    "FR_Standardization_Feature_Base_1",
    "FR_Standardization_Feature_RC_11",
  ),
  aesCiphertext: fc.uint8Array({ minLength: 1, maxLength: 300 }).map(toBase64),
});
const request = fc.record({
  version: fc.integer({ min: 3, max: 4 }),
  department: fc.integer({ min: 1, max: 8 }),
  keychainsArray: fc.array(fc.array(sealedKey, { minLength: 1, maxLength: 3 }), {
    minLength: 1,
    maxLength: 2,
  }),
});
const file = fc.record({
  recipient: fc.constant("age1qqqqqqqqqq"),
  until: fc.constant("2026-03-01T00:00:00.000Z"),
  requests: fc
    .array(request, { maxLength: 5 })
    .map((all) => all.map((request, at) => ({ ticket: ticket(at), request }))),
});

const sample: RequestFile = {
  recipient: "age1qqqqqqqqqq",
  until: "2026-03-01T00:00:00.000Z",
  requests: [
    {
      ticket: ticket(7),
      request: {
        version: 4,
        department: 3,
        keychainsArray: [
          [{ featurePoint: "FR_Standardization_Feature_Base_1", aesCiphertext: "c2VhbGVk" }],
        ],
      },
    },
  ],
};
const codeOf = (text: string) => {
  try {
    return readRequestFile(text);
  } catch (error) {
    return (error as { code: string }).code;
  }
};

test("what is written is read again", () => {
  fc.assert(
    fc.property(file, (made) => {
      expect(readRequestFile(writeRequestFile(made))).toEqual(made);
    }),
  );
});

test("the body is the one that the maker's server documents, member by member", () => {
  const [only] = sample.requests;
  expect(only && requestBody(only.request)).toBe(
    '{"version":4,"department":3,"keychainsArray":[[{"featurePoint":"FR_Standardization_Feature_Base_1","aesCiphertext":"c2VhbGVk"}]]}',
  );
});

test("the file holds the bodies as they would leave, and tickets in an order of their own", () => {
  const [only] = sample.requests;
  if (!only) throw new Error("there is one");
  const requests = [9, 3, 5].map((number) => ({ ...only, ticket: ticket(number) }));
  const text = writeRequestFile({ ...sample, requests });
  expect(text.split(requestBody(only.request))).toHaveLength(4);
  expect(readRequestFile(text).requests.map((each) => each.ticket)).toEqual([3, 5, 9].map(ticket));
});

test("what someone adds to a request does not leave with it", () => {
  const value = JSON.parse(writeRequestFile(sample)) as {
    requests: { name?: string; body: Record<string, unknown> }[];
  };
  for (const each of value.requests) {
    each.name = "Goldcrest";
    each.body["serial"] = "1WMADE00000001AA";
    for (const chain of each.body["keychainsArray"] as Record<string, unknown>[][])
      for (const key of chain) key["pilot"] = "Ada";
  }
  expect(readRequestFile(JSON.stringify(value))).toEqual(sample);
});

describe("a request of a real shape", () => {
  const { bytes } = writeDjiLog(fly(plans.sea), { version: 14, chains: [makeChain(1)] });

  test("passes its own check, and holds neither name nor serial number nor position", async () => {
    const [asked] = (await openLog(bytes, "log.txt")).flights[0]?.keyRequests ?? [];
    const checked = checkKeyRequest(asked);
    expect(checked).toEqual(asked);
    expect(checked && countAsked(checked)).toBe(12);
    const body = checked ? requestBody(checked) : "";
    for (const told of ["Goldcrest", "MADE", "31.04", "2024"]) expect(body).not.toContain(told);
  });
});

test.each([
  ["no JSON", "homepoint"],
  ["another file", '{"type":"FeatureCollection"}'],
  ["a newer version", writeRequestFile(sample).replace(":1,", ":2,")],
  ["no recipient", writeRequestFile(sample).replace("age1", "ssh1")],
  ["no end", writeRequestFile(sample).replace("2026-03-01", "some day")],
  ["a ticket that is a path", writeRequestFile(sample).replace(ticket(7), "../../etc/passwd")],
  ["nothing to ask for", writeRequestFile(sample).replace(/\[\[.*\]\]/, "[[]]")],
  ["a feature that is a sentence", writeRequestFile(sample).replace("Base_1", "Base 1; rm")],
  ["a key that is not base64", writeRequestFile(sample).replace("c2VhbGVk", "c2VhbGVk!")],
  ["a key as long as a log", writeRequestFile(sample).replace("c2VhbGVk", "A".repeat(40_000))],
  [
    "no ticket twice",
    JSON.stringify({ ...JSON.parse(writeRequestFile(sample)), requests: twice() }),
  ],
])("%s is refused", (_, text) => {
  expect(codeOf(text)).toBe("flight/unreadable-requests");
});

function twice(): unknown[] {
  const { requests } = JSON.parse(writeRequestFile(sample)) as { requests: unknown[] };
  return [...requests, ...requests];
}

test("whatever the file says, it is read or refused", () => {
  const text = writeRequestFile(sample);
  const isReadOrRefused = (text: string): void => {
    const read = codeOf(text);
    if (typeof read === "string") expect(read).toBe("flight/unreadable-requests");
  };
  fc.assert(
    fc.property(fc.string(), fc.jsonValue(), (text, value) => {
      for (const json of [text, JSON.stringify(value)]) isReadOrRefused(json);
    }),
  );
  fc.assert(fc.property(fc.nat(text.length), (end) => isReadOrRefused(text.slice(0, end))));
  fc.assert(
    fc.property(fc.nat(text.length - 1), fc.string({ maxLength: 3 }), (at, other) =>
      isReadOrRefused(text.slice(0, at) + other + text.slice(at + 1)),
    ),
  );
});
