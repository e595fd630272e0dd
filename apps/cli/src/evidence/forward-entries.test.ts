import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { replaceFile } from "@homepoint/base/node";
import { expect, test } from "vitest";
import { newFolder } from "../testing/command.ts";
import { forwardEntries } from "./forward-entries.ts";
import { keepForwarded, readForwarded, type Forwarded } from "./forwarded.ts";

const most = 1200;

/** The log from behind a place on, as a hub streams it. */
async function* entriesAfter(last: Forwarded | undefined): AsyncIterable<Forwarded> {
  for (let index = (last?.index ?? -1) + 1; index < most; index += 1)
    yield { generation: 1, index };
}

/** What a collector has, after a run that begins where the one before got to. */
async function forward(file: string, keep: typeof keepForwarded, has: number[]): Promise<number> {
  return forwardEntries(entriesAfter(await readForwarded(file)), {
    send: async (batch) => void has.push(...batch.map(({ index }) => index)),
    keep: (position) => keep(file, position),
  });
}

test.each(
  [1, 2, 3].flatMap((at) => (["before", "after"] as const).map((how) => [how, at] as const)),
)(
  "where the disk breaks %s place %i is kept, nothing is left out and only that batch comes twice",
  async (how, at) => {
    const file = join(await newFolder(), "forwarded.json");
    const has: number[] = [];
    let kept = 0;
    const breaking: typeof keepForwarded = (path, position) =>
      keepForwarded(path, position, async (...write) => {
        kept += 1;
        if (kept !== at || how === "after") await replaceFile(...write);
        if (kept === at) throw new Error("the disk broke");
      });
    await expect(forward(file, breaking, has)).rejects.toThrow("broke");
    await forward(file, keepForwarded, has);
    expect([...new Set(has)]).toEqual(Array.from({ length: most }, (_, index) => index));
    expect(has.length - most).toBe(how === "after" ? 0 : Math.min(500, most - (at - 1) * 500));
    expect(await readdir(join(file, ".."))).toEqual(["forwarded.json"]);
  },
);

test("what a collector refused is not kept as sent", async () => {
  const file = join(await newFolder(), "forwarded.json");
  const refused = forwardEntries(entriesAfter(undefined), {
    send: () => Promise.reject(new Error("refused")),
    keep: (position) => keepForwarded(file, position),
  });
  await expect(refused).rejects.toThrow("refused");
  expect(await readForwarded(file)).toBeUndefined();
});

test("a place that cannot be read sends all again", async () => {
  const file = join(await newFolder(), "forwarded.json");
  await keepForwarded(file, { generation: 1, index: 7 });
  expect(await readForwarded(file)).toEqual({ generation: 1, index: 7 });
  const half = (await readFile(file, "utf8")).slice(0, -5);
  for (const text of [half, "", "null", "7", '{"generation":1}', '{"generation":1,"index":"7"}']) {
    await writeFile(file, text);
    expect(await readForwarded(file), text).toBeUndefined();
  }
});
