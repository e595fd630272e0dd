import { isProblem } from "@homepoint/base";
import fc from "fast-check";
import { expect, test } from "vitest";
import { nodePrimitives } from "../node/primitives.ts";
import { noblePrimitives } from "../primitives/noble.ts";
import { RowSealer } from "./row-sealer.ts";

const databaseKey = new Uint8Array(32).fill(7);
const rows = new RowSealer(databaseKey, nodePrimitives);
const place = { table: "flights", id: "17" };

test("any row opens in its place, by Node and by noble", () => {
  const anywhere = new RowSealer(databaseKey, noblePrimitives);
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.uint8Array(), (table, id, bytes) => {
      const sealed = rows.seal({ table, id }, bytes);
      expect(sealed).toHaveLength(bytes.length + 29);
      expect(rows.open({ table, id }, sealed)).toEqual(bytes);
      expect(anywhere.open({ table, id }, sealed)).toEqual(bytes);
    }),
  );
});

test("a row in another's place is damaged", () => {
  const sealed = rows.seal(place, Uint8Array.of(1, 2, 3));
  for (const other of [
    { table: "flights", id: "18" },
    { table: "people", id: "17" },
    { table: "flights1", id: "7" },
  ])
    expect(() => rows.open(other, sealed)).toThrow(
      "flights" === other.table ? "flights" : other.table,
    );
});

test("a row with any changed byte, or cut short, is damaged", () => {
  const sealed = rows.seal(place, Uint8Array.of(1, 2, 3));
  const isRefused = (bytes: Uint8Array) => {
    try {
      rows.open(place, bytes);
      return false;
    } catch (error) {
      return isProblem(error, "vault/damaged-row");
    }
  };
  for (let at = 0; at < sealed.length; at += 1) {
    const changed = sealed.slice();
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(isRefused(changed)).toBe(true);
    expect(isRefused(sealed.subarray(0, at))).toBe(true);
  }
});

test("the same row sealed twice looks different", () => {
  expect(rows.seal(place, Uint8Array.of(1))).not.toEqual(rows.seal(place, Uint8Array.of(1)));
});

test("a look-up is equal for equal values of one column and one vault only", () => {
  const serial = rows.lookup("aircraft.serial", "ABC");
  expect(serial).toMatch(/^[0-9a-f]{32}$/);
  expect(rows.lookup("aircraft.serial", "ABC")).toBe(serial);
  expect(rows.lookup("battery.serial", "ABC")).not.toBe(serial);
  expect(rows.lookup("aircraft.serial", "ABD")).not.toBe(serial);
  const other = new RowSealer(new Uint8Array(32), nodePrimitives);
  expect(other.lookup("aircraft.serial", "ABC")).not.toBe(serial);
});
