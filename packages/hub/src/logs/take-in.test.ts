import { afterEach, expect, test } from "vitest";
import { smallLogs } from "../testing/made-logs.ts";
import { startOpenHub, type TestHub } from "../testing/test-hub.ts";

let hub: TestHub | undefined;
afterEach(() => hub?.hub.close());

test("of two who bring the same log at once, one is told that it was here already", async () => {
  hub = await startOpenHub();
  const { client } = hub;
  for (const { name, bytes } of smallLogs(3)) {
    const both = await Promise.all([1, 2].map(() => client.takeIn({ name, bytes: bytes.slice() })));
    expect(both.map(({ outcome }) => outcome).sort()).toEqual(["duplicate", "taken-in"]);
    expect(both.map(({ flights }) => flights.length)).toEqual([1, 1]);
  }
  expect((await client.listLogs()).total).toBe(3);
  const { entries } = await client.listEvidence({ limit: 100 });
  expect(entries.filter(({ fact }) => fact?.kind === "sealed")).toHaveLength(3);
});
