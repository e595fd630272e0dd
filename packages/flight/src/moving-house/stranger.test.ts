import { expect, test } from "vitest";
import { recognizeStranger } from "./stranger.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

test.each([
  [
    "Open DroneLog's database",
    bytes("\0\0\0\0\0\0\0\0DUCK\x40"),
    "flights.db",
    "open-dronelog-database",
  ],
  ["its packed backup", Uint8Array.of(0x1f, 0x8b, 8), "x.db.backup", "open-dronelog-database"],
  [
    "its export as JSON",
    bytes('{\n  "_exportInfo": {\n    "format": "Open DroneLog JSON Export",'),
    "x.json",
    "open-dronelog-json",
  ],
  ["another database", bytes("SQLite format 3\0"), "x.db", "sqlite-database"],
  ["an archive", Uint8Array.of(0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c), "x.7z", "foreign-archive"],
  ["a packed file", Uint8Array.of(0x1f, 0x8b, 8), "x.gz", undefined],
  ["a text", bytes("DUCK"), "x.db.backup", undefined],
])("%s is recognized for what it is", (_, head, name, stranger) => {
  expect(recognizeStranger(head, name)).toBe(stranger);
});
