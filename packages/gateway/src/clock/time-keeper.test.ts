import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { formatVerifierKey, makeSignerKey, signNote, type NewFact } from "@homepoint/evidence";
import { nodeEvidencePrimitives as primitives } from "@homepoint/evidence/node";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { TimeKeeper } from "./time-keeper.ts";

const key = makeSignerKey("homepoint-hub/home", new Uint8Array(32).fill(7), primitives);
const hub = { key: formatVerifierKey(key), installationId: "home" };
const hour = 3_600_000;

let folder: string;
let facts: NewFact[];
const evidence = { append: async (fact: NewFact) => facts.push(fact) };

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "time-"));
  facts = [];
});
afterEach(() => rm(folder, { recursive: true }));

async function open(gnss?: string): Promise<TimeKeeper> {
  const time = await TimeKeeper.open({ folder, by: "gateway", gnss, hub });
  await time.begin(evidence);
  return time;
}

const carry = (at: number, nonce = "carried") => {
  const lines = ["homepoint-time/1", "home", nonce, new Date(at).toISOString(), ""];
  return writeFile(join(folder, "time.note"), signNote(lines.join("\n"), key, primitives));
};
const sources = () => facts.map((fact) => (fact.kind === "clock" ? fact.source : fact.kind));

describe("the time at a gateway", () => {
  test("that a witness confirms is on record once, and where it moved, from when to when", async () => {
    const time = await open();
    await time.correct("witness", Date.now());
    await time.correct("witness", Date.now());
    expect(sources()).toEqual(["witness"]);
    const ahead = Date.now() + hour;
    await time.correct("witness", ahead);
    expect(facts.at(-1)).toMatchObject({ kind: "clock", after: new Date(ahead).toISOString() });
    expect(time.source).toBe("witness");
    expect(Math.abs(time.now() - ahead)).toBeLessThan(5000);
  });

  test("is set by a file that was carried, forward, once, and never by another's or an older one", async () => {
    const time = await open();
    await carry(Date.now() + hour, "asked for by another");
    await time.look();
    await carry(Date.now() - hour);
    await time.look();
    expect(facts).toEqual([]);
    await carry(Date.now() + hour);
    await time.look();
    await time.look();
    expect(sources()).toEqual(["person"]);
    expect(time.now() - Date.now()).toBeGreaterThan(hour - 5000);
  });

  test("is not gone behind what was signed, after a restart either", async () => {
    const time = await open();
    await time.correct("witness", Date.now() + 48 * hour);
    const again = await open();
    await again.correct("gnss", Date.now());
    expect(again.source).not.toBe("gnss");
    await again.correct("gnss", Date.now() + 49 * hour);
    expect(again.source).toBe("gnss");
  });

  test("that went ahead while the gateway stood still is noticed, and stays so until it is confirmed", async () => {
    const before = await open();
    await before.look();
    expect(await open()).toMatchObject({ hasJumped: false });
    expect(facts).toEqual([]);
    const path = join(folder, "clock-seen");
    const seen = JSON.parse(await readFile(path, "utf8")) as { mark: { at: number } };
    seen.mark.at -= 3 * hour; // as if the clock had been set ahead since
    await writeFile(path, JSON.stringify(seen));
    const time = await open();
    expect(time.hasJumped).toBe(true);
    const [fact] = facts;
    if (fact?.kind !== "clock") expect.unreachable();
    expect(fact.source).toBe("system");
    const moved = Date.parse(fact.after) - Date.parse(fact.before);
    expect(Math.round(moved / hour)).toBe(3);
    await time.look();
    const again = await open();
    expect(again.hasJumped).toBe(true);
    await again.correct("witness", Date.now());
    expect(again.hasJumped).toBe(false);
  });

  test("is doubted after a restart where the system's clock is ahead of what was signed", async () => {
    const before = await open();
    await before.correct("witness", Date.now() - 3 * hour); // the system's was set, and did not count
    await before.look();
    expect(before.hasJumped).toBe(false);
    const time = await open();
    expect(time.hasJumped).toBe(true);
    await time.correct("witness", Date.now() - 3 * hour);
    expect(time.hasJumped).toBe(false);
  });

  test.each(["", "{", "null", '{"mark":{"at":"soon"}}'])(
    "of a last run that was written down as %j is not known",
    async (text) => {
      await writeFile(join(folder, "clock-seen"), text);
      const time = await open();
      expect([time.hasJumped, time.countedMs]).toEqual([false, undefined]);
    },
  );

  test("comes from a receiver at a socket file", async () => {
    const path = join(folder, "nmea.sock");
    const at = Date.now() + 2 * hour;
    const server = createServer((socket) => {
      const second = Math.floor(at / 1000) * 1000;
      for (const each of [0, 0, 0, 0]) socket.write(`${sentenceAt(second + each)}\r\n`);
    });
    await new Promise<void>((resolve) => server.listen(path, resolve));
    const time = await open(path);
    await vi.waitFor(() => expect(time.source).toBe("gnss"), 50_000);
    expect(Math.abs(time.now() - at)).toBeLessThan(10_000);
    time.close();
    server.close();
    expect(sources()).toContain("gnss");
  });
});

function sentenceAt(at: number): string {
  const text = new Date(at).toISOString();
  const [year, month, day] = text.slice(0, 10).split("-");
  const body = `GNZDA,${text.slice(11, 19).replaceAll(":", "")},${day},${month},${year},00,00`;
  const sum = [...body].reduce((all, letter) => all ^ letter.charCodeAt(0), 0);
  return `$${body}*${sum.toString(16).padStart(2, "0")}`;
}
