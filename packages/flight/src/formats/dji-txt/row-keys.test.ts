import { fromHex, toHex } from "@homepoint/base";
import { rowKey } from "@homepoint/testdata";
import { expect, test } from "vitest";
import { rowEnd } from "./framing.ts";
import { rowsInFile, groupByKind } from "./group-rows.ts";
import { findRows } from "./find-rows.ts";
import { makeRowKey, rowKeyBytes } from "./row-keys.ts";
import { contentOf } from "./rows.ts";

const keyOf = (kind: number, seed: number) => {
  const slot = kind * 256 + seed;
  makeRowKey(slot);
  return toHex(rowKeyBytes.subarray(slot * 8, slot * 8 + 8));
};

// DJI flight record §4.1.
test.each([
  [1, 0, "44446fc915001d38"],
  [1, 1, "f36e43885a933f36"],
  [1, 2, "3a008a6edc262cc4"],
  [1, 255, "5fcc1239ad0c7852"],
  [2, 1, "b72a2c414f93220e"],
  [5, 66, "7bca305959bbf59f"],
  [13, 128, "75a8ce01412fb790"],
  [22, 255, "f6688caa46672a76"],
  [56, 16, "1fe9e6ccf14c8aab"],
  [0, 90, "bb2d9a686d9a5c23"],
])("the key of kind %i and seed %i is the published one", (kind, seed, key) => {
  expect(keyOf(kind, seed)).toBe(key);
});

test("every key is the one that a second implementation makes", () => {
  for (let slot = 0; slot < 65_536; slot += 1)
    if (keyOf(slot >>> 8, slot & 0xff) !== toHex(rowKey(slot >>> 8, slot & 0xff)))
      throw new Error(`another key for slot ${slot}`);
});

test("a whole row of a real log opens as published", () => {
  const row = fromHex(
    "01394112adf0189c0d3ea855e8d5c86fc63ba82f0a05af58516b150b0af85025544214c55b85af515f6b152f0b05af5948e10a060a05af588e9457ff",
  ) as Uint8Array; // hexadecimal digits, an even number
  const framing = { start: 0, lengthBytes: 1, scrambled: true } as const;
  expect(rowEnd(row, framing, 0)).toBe(row.length);
  const { index } = findRows(row, { framing, regions: [], detailsAt: () => 0 });
  const rows = rowsInFile({ bytes: row, framing, grouped: groupByKind(index) }, 1);
  expect(toHex(contentOf(rows, 0))).toBe(
    "3da7f5b7c45c55bd7ae2d067379750bd00000000000000002400fdff7d052901ea518000090e00000001000001198a1f2900000000dfff",
  );
});
