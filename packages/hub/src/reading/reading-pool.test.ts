import { expect, test } from "vitest";
import { smallLogs } from "../testing/made-logs.ts";
import { poolClosed, ReadingPool } from "./reading-pool.ts";

test("closing a pool answers all who wait, those whose log is being read as well", async () => {
  const pool = new ReadingPool(1);
  const answers = smallLogs(3).map(({ bytes, name }) => pool.read({ bytes: bytes.slice(), name }));
  await pool.close();
  const late = pool.read({ bytes: new Uint8Array(10), name: "late.txt" });
  for (const answer of await Promise.all([...answers, late]))
    expect(answer).toMatchObject({ problem: { code: poolClosed } });
});
