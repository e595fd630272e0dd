import { join } from "node:path";
import { expect, test } from "vitest";
import { newFolder } from "../testing/test-hub.ts";
import { openDatabase } from "./database.ts";
import { Rows } from "./rows.ts";

const sealer = {
  seal: (_: unknown, bytes: Uint8Array) => bytes,
  open: (_: unknown, bytes: Uint8Array) => bytes,
  lookup: (_: string, text: string) => text,
};

async function openRows() {
  const path = join(await newFolder(), "rows.db");
  const database = await openDatabase(path, new Uint8Array(32), "rebuildable");
  const rows = await Rows.open<number>(database, "rows", sealer as never);
  return { rows, close: () => database.destroy() };
}

test("of many changes all are made or none, and others are served between them", async () => {
  const { rows, close } = await openRows();
  const changes = Array.from({ length: 1000 }, (_, body) => ({ id: String(body), body }));
  let [turns, isOver] = [0, false];
  const turn = () => {
    turns += 1;
    if (!isOver) setImmediate(turn);
  };
  turn();
  await rows.change(changes);
  isOver = true;
  expect(turns).toBeGreaterThanOrEqual(8);
  expect(await rows.all()).toHaveLength(1000);

  const broken = [...changes.map(({ id }) => ({ id, body: -1 })), { id: "bad", body: 1n as never }];
  await expect(rows.change(broken)).rejects.toThrow();
  expect(await rows.get("7")).toBe(7);
  await close();
});
