import { cp, rm } from "node:fs/promises";
import { join } from "node:path";
import { utf8 } from "@homepoint/base";
import { X25519Identity } from "@homepoint/vault";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { formatEntries, formatOpenings, parseEntries, parseOpenings } from "../bundle.ts";
import { signCheckpoint } from "../checkpoint.ts";
import { formatVerifierKey, makeSignerKey, parseSignerKey } from "../note.ts";
import {
  appendNumbered,
  filesOf,
  identity,
  newPlace,
  openAt,
  readerOf,
  type Place,
} from "../node/open-log.contract.ts";
import { nodeEvidencePrimitives as primitives } from "../node/primitives.ts";
import { anywherePrimitives } from "../primitives.ts";
import { TreeEdge } from "../tile.ts";
import { hashLength, leafHash } from "../tree.ts";
import type { Finding } from "./finding.ts";
import { verify, type VerifyParts } from "./verify.ts";

type Files = ReadonlyMap<string, Uint8Array>;

const inGeneration = (path: string) => `generations/1/${path}`;
const entriesPath = (number: string) => inGeneration(`tile/entries/${number}`);
const tilePath = (level: number, number: string) => inGeneration(`tile/${level}/${number}`);

/** A copy of the files, one of them made from what it was. Without a result it is gone. */
function changed(
  files: Files,
  path: string,
  change: (bytes: Uint8Array) => Uint8Array | undefined,
): Files {
  const bytes = files.get(path) ?? expect.unreachable(path);
  const next = change(bytes.slice());
  const copy = new Map(files);
  if (next) copy.set(path, next);
  else copy.delete(path);
  return copy;
}

const verifyFiles = (files: Files, more: Partial<VerifyParts> = {}) =>
  verify({ read: readerOf(files), identity, primitives, ...more });
/** Without the identity: openings are not looked at. */
const blindFindingsOf = async (files: Files) =>
  (await verify({ read: readerOf(files), primitives })).findings.map(tell);
const tell = ({ where, what, entry }: Finding) =>
  `${what} ${where}${entry === undefined ? "" : ` ${entry}`}`;
const findingsOf = async (files: Files, more?: Partial<VerifyParts>) =>
  (await verifyFiles(files, more)).findings.map(tell);
const flip = (at: number) => (bytes: Uint8Array) =>
  bytes.map((byte, place) => (place === at ? byte ^ 1 : byte));
const changeEntries =
  (change: (entries: Uint8Array[]) => readonly Uint8Array[]) => (bytes: Uint8Array) =>
    formatEntries(change([...parseEntries(bytes).entries]));
const gone = () => undefined;

async function logOf(
  count: number,
): Promise<{ place: Place; files: Files; checkpoint: string; key: string }> {
  const place = await newPlace();
  const log = await openAt(place);
  await appendNumbered(log, 200);
  await log.settle();
  await appendNumbered(log, count - 201, 200);
  await log.close();
  return {
    place,
    files: await filesOf(place.folder),
    checkpoint: log.checkpoint,
    key: log.verifierKey,
  };
}

let small: Awaited<ReturnType<typeof logOf>>;
let large: Awaited<ReturnType<typeof logOf>>;
beforeAll(async () => {
  small = await logOf(700); // two whole bundles and 188 more, one whole tile above
  large = await logOf(66_000); // three levels: 257 whole bundles and 208 more
});

describe("a log that nobody touched", () => {
  test("verifies, with openings or without, anywhere or in Node, trusted or not", async () => {
    for (const parts of [{}, { primitives: anywherePrimitives }, { trusted: [small.key] }])
      expect(await verifyFiles(small.files, parts)).toMatchObject({
        ok: true,
        size: 700,
        checkpoint: small.checkpoint,
        keysAre: "trusted" in parts ? "trusted" : "from-the-log",
        findings: [],
        generations: [{ number: 1, because: "first", openings: { verified: 700, shredded: 0 } }],
      });
    const blind = await verify({ read: readerOf(small.files) });
    expect(blind).toMatchObject({ ok: true, size: 700 });
    expect(blind.generations[0]).not.toHaveProperty("openings");
    expect((await verifyFiles(large.files)).findings).toEqual([]);
  });

  test("is gone through once, and says how far it is", async () => {
    let verified = 0;
    await verifyFiles(small.files, { onProgress: (entries) => void (verified += entries) });
    expect(verified).toBe(700);
  });

  test("verifies with whole tiles where partial ones are gone, as C2SP tlog-tiles allows", async () => {
    const { place, files } = await logOf(300);
    const log = await openAt(place);
    await appendNumbered(log, 300, 300);
    await log.close();
    const later = await filesOf(place.folder);
    const mixed = new Map(later);
    for (const path of ["checkpoint", "key", "follows"])
      mixed.set(inGeneration(path), files.get(inGeneration(path))!);
    mixed.set(tilePath(1, "000.p/1"), files.get(tilePath(1, "000.p/1"))!);
    expect(mixed.has(tilePath(0, "001.p/44"))).toBe(false);
    expect(await blindFindingsOf(mixed)).toEqual([]);
  });
});

describe("what was done to a log is found, and where", () => {
  const openings = inGeneration("openings/000");
  type Case = {
    readonly name: string;
    readonly path: string;
    readonly change: (bytes: Uint8Array) => Uint8Array | undefined;
    readonly findings: readonly string[];
  };

  test.each<Case>([
    {
      name: "one byte of an entry flipped",
      path: entriesPath("001"),
      change: changeEntries((all) => all.with(44, flip(20)(all[44]!))),
      findings: [`entry-changed ${entriesPath("001")} 300`],
    },
    {
      name: "an entry dropped",
      path: entriesPath("001"),
      change: changeEntries((all) => all.toSpliced(44, 1)),
      findings: [`entry-dropped ${entriesPath("001")} 300`],
    },
    {
      name: "an entry inserted",
      path: entriesPath("001"),
      change: changeEntries((all) => all.toSpliced(44, 0, utf8("x")).slice(0, 256)),
      findings: [`entry-inserted ${entriesPath("001")} 300`],
    },
    {
      name: "two entries in each other's place",
      path: entriesPath("001"),
      change: changeEntries((all) => all.with(1, all[2]!).with(2, all[1]!)),
      findings: [
        `entries-reordered ${entriesPath("001")} 257`,
        `entries-reordered ${entriesPath("001")} 258`,
      ],
    },
    {
      name: "the last entries cut off",
      path: entriesPath("002.p/188"),
      change: changeEntries((all) => all.slice(0, 180)),
      findings: [`entries-missing ${entriesPath("002.p/188")} 692`],
    },
    {
      name: "entries added at the end",
      path: entriesPath("002.p/188"),
      change: changeEntries((all) => [...all, utf8("x")]),
      findings: [`entries-surplus ${entriesPath("002.p/188")} 700`],
    },
    {
      name: "a bundle of entries removed",
      path: entriesPath("000"),
      change: gone,
      findings: [`entries-missing ${entriesPath("000")} 0`, "chain-broken generations/1/follows"],
    },
    {
      name: "a tile flipped",
      path: tilePath(0, "001"),
      change: flip(7),
      findings: [`tile-changed ${tilePath(0, "001")}`],
    },
    {
      name: "the last tile flipped",
      path: tilePath(0, "002.p/188"),
      change: flip(7),
      findings: [`tile-changed ${tilePath(0, "002.p/188")}`],
    },
    {
      name: "the top tile flipped",
      path: tilePath(1, "000.p/2"),
      change: flip(7),
      findings: [`tile-changed ${tilePath(1, "000.p/2")}`],
    },
    {
      name: "a tile removed",
      path: tilePath(0, "000"),
      change: gone,
      findings: [`missing-file ${tilePath(0, "000")}`],
    },
    {
      name: "the last tile removed",
      path: tilePath(0, "002.p/188"),
      change: gone,
      findings: [`missing-file ${tilePath(0, "002.p/188")}`],
    },
    {
      name: "the top tile removed",
      path: tilePath(1, "000.p/2"),
      change: gone,
      findings: [`missing-file ${tilePath(1, "000.p/2")}`],
    },
    {
      name: "the checkpoint's size changed",
      path: inGeneration("checkpoint"),
      change: (bytes) => utf8(Buffer.from(bytes).toString().replace("\n700\n", "\n701\n")),
      findings: ["bad-signature generations/1/checkpoint"],
    },
    {
      name: "the checkpoint removed",
      path: inGeneration("checkpoint"),
      change: gone,
      findings: ["missing-file generations/1/checkpoint"],
    },
    {
      name: "the key removed",
      path: inGeneration("key"),
      change: gone,
      findings: ["missing-file generations/1/key"],
    },
    {
      name: "the key changed",
      path: inGeneration("key"),
      change: flip(60),
      findings: ["unreadable-file generations/1/key"],
    },
    {
      name: "the first fact's file removed",
      path: inGeneration("follows"),
      change: gone,
      findings: ["chain-broken generations/1/follows"],
    },
    {
      name: "the first fact's file changed",
      path: inGeneration("follows"),
      change: flip(200),
      findings: ["chain-broken generations/1/follows"],
    },
    {
      name: "the number of generations removed",
      path: "generation",
      change: gone,
      findings: ["no-log generation"],
    },
    {
      name: "the number of generations no number",
      path: "generation",
      change: () => utf8("one\n"),
      findings: ["unreadable-file generation"],
    },
    {
      name: "an opening taken out, and no fact tells of it",
      path: openings,
      change: (bytes) => {
        const { groups } = parseOpenings(bytes, 0);
        return formatOpenings(groups.filter(({ indices }) => indices[0] !== 0));
      },
      findings: [`opening-missing ${openings} 0`],
    },
    {
      name: "openings cut off",
      path: openings,
      change: (bytes) => bytes.subarray(0, bytes.length - 1),
      findings: [
        `unreadable-file ${openings}`,
        ...Array.from({ length: 55 }, (_, at) => `opening-missing ${openings} ${at + 201}`),
      ],
    },
    {
      name: "sealed bytes of an opening flipped",
      path: openings,
      change: (bytes) => flip(bytes.length - 1)(bytes),
      findings: Array.from({ length: 55 }, (_, at) => `opening-changed ${openings} ${at + 201}`),
    },
  ])("$name", async ({ path, change, findings }) => {
    expect(await findingsOf(changed(small.files, path, change))).toEqual(findings);
    const { ok } = await verifyFiles(changed(small.files, path, change));
    expect(ok).toBe(false);
  });

  test("an entry and its tile changed to fit each other", async () => {
    const entries = changeEntries((all) => all.with(3, utf8("forged")));
    const tile = (bytes: Uint8Array) => {
      bytes.set(leafHash(utf8("forged"), primitives), 3 * hashLength);
      return bytes;
    };
    const forged = changed(small.files, entriesPath("001"), entries);
    expect(await blindFindingsOf(changed(forged, tilePath(0, "001"), tile))).toEqual([
      `bundle-changed ${entriesPath("001")} 256`,
    ]);
  });

  test("two whole bundles in each other's place, tiles and all", async () => {
    const files = new Map(small.files);
    for (const path of [entriesPath, (number: string) => tilePath(0, number)]) {
      files.set(path("000"), small.files.get(path("001"))!);
      files.set(path("001"), small.files.get(path("000"))!);
    }
    expect(await blindFindingsOf(files)).toEqual([
      `bundle-changed ${entriesPath("000")} 0`,
      `bundle-changed ${entriesPath("001")} 256`,
      "chain-broken generations/1/follows",
    ]);
  });

  test("deep in a large log", async () => {
    const forged = changed(
      large.files,
      entriesPath("100"),
      changeEntries((all) => all.with(5, utf8("forged"))),
    );
    expect(await blindFindingsOf(forged)).toEqual([
      `entry-changed ${entriesPath("100")} ${100 * 256 + 5}`,
    ]);
    const tile = changed(forged, tilePath(1, "000"), flip(100 * hashLength));
    expect(await blindFindingsOf(tile)).toEqual([
      `tile-changed ${tilePath(1, "000")}`,
      `entry-changed ${entriesPath("100")} ${100 * 256 + 5}`,
    ]);
    const top = changed(forged, tilePath(2, "000.p/1"), flip(3));
    expect(await blindFindingsOf(top)).toEqual([
      "root-does-not-match generations/1/checkpoint",
      `tile-changed ${tilePath(1, "000")}`,
      `tile-changed ${tilePath(1, "001.p/1")}`,
      `tile-changed ${tilePath(2, "000.p/1")}`,
      `entry-changed ${entriesPath("100")} ${100 * 256 + 5}`,
    ]);
  });

  test("everything cut off after a bundle", async () => {
    const files = new Map(small.files);
    for (const path of files.keys()) if (/00[12]/.test(path)) files.delete(path);
    const findings = await blindFindingsOf(files);
    expect(findings).toContain(`entries-missing ${entriesPath("001")} 256`);
    expect(findings).toContain(`missing-file ${tilePath(0, "001")}`);
    expect(findings).toContain(`entries-missing ${entriesPath("002.p/188")} 512`);
    expect(findings).toContain("root-does-not-match generations/1/checkpoint");
  });

  test("any one byte of any file", { timeout: 120_000 }, async () => {
    const paths = [...small.files.keys()].filter(
      (path) => !/lock|reserve|state|wal|checkpoint$/.test(path),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...paths),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        async (path, any, by) => {
          const files = changed(small.files, path, (bytes) => {
            bytes[any % bytes.length]! ^= by;
            return bytes;
          });
          const { ok, findings } = await verifyFiles(files, { trusted: [small.key] });
          expect(ok, path).toBe(false);
          expect(findings.length).toBeGreaterThan(0);
        },
      ),
      { numRuns: 60, examples: [[inGeneration("key"), small.key.length, 1]] }, // its newline
    );
  });
});

describe("who signed", () => {
  test("a log whose key is not among those trusted is found", async () => {
    const stranger = formatVerifierKey(
      makeSignerKey("homepoint/x/1", primitives.random(32), primitives),
    );
    expect(await findingsOf(small.files, { trusted: [stranger] })).toEqual([
      "unknown-key generations/1/key",
    ]);
  });

  test("a log that was signed anew by another key under the same name is found", async () => {
    const origin = small.key.split("+")[0] ?? "";
    const forger = makeSignerKey(origin, primitives.random(32), primitives);
    const checkpoint = { origin, size: 0, root: primitives.sha256(new Uint8Array()) };
    const files = new Map(small.files);
    files.set(inGeneration("checkpoint"), utf8(signCheckpoint(checkpoint, forger, primitives)));
    expect(await findingsOf(files)).toEqual(["bad-signature generations/1/checkpoint"]);
    files.set(inGeneration("key"), utf8(`${formatVerifierKey(forger)}\n`));
    expect(await findingsOf(files, { trusted: [small.key] })).toContain(
      "unknown-key generations/1/key",
    );
  });

  test("openings say nothing to a stranger, and everything else verifies", async () => {
    const stranger = X25519Identity.create(primitives);
    const { findings, more } = await verifyFiles(small.files, { identity: stranger });
    expect(new Set(findings.map(({ what }) => what))).toEqual(new Set(["opening-changed"]));
    expect(findings.length + more).toBe(700);
  });
});

describe("a checkpoint that was seen before", () => {
  test("is the beginning of the log that grew from it", async () => {
    const { place, checkpoint } = await logOf(300);
    const log = await openAt(place);
    await appendNumbered(log, 500, 300);
    await log.close();
    const files = await filesOf(place.folder);
    expect(await findingsOf(files, { known: [checkpoint, log.checkpoint] })).toEqual([]);
    expect(await findingsOf(files, { known: [small.checkpoint] })).toEqual([
      "generation-missing generation",
    ]);
    expect(await findingsOf(files, { known: [checkpoint.replace("\n300\n", "\n299\n")] })).toEqual([
      "bad-signature generations/1/checkpoint",
    ]);
  });

  test("shows that a log was rolled back", async () => {
    const { place, files } = await logOf(300);
    const log = await openAt(place);
    await appendNumbered(log, 10, 300);
    await log.close();
    expect(await findingsOf(files, { known: [log.checkpoint] })).toEqual([
      "rolled-back generations/1/checkpoint",
    ]);
  });

  test("shows that a log was forked", async () => {
    const { place } = await logOf(300);
    const other = await newPlace();
    await cp(place.folder, other.folder, { recursive: true });
    await cp(join(place.signingKey, ".."), join(other.signingKey, ".."), { recursive: true });
    await rm(join(other.folder, "lock"), { force: true });
    const logs = [await openAt(place), await openAt(other)] as const;
    for (const [at, log] of logs.entries()) {
      await appendNumbered(log, 10, at * 1000);
      await log.close();
    }
    const files = await filesOf(place.folder);
    expect(await findingsOf(files, { known: [logs[0].checkpoint] })).toEqual([]);
    expect(await findingsOf(files, { known: [logs[1].checkpoint] })).toEqual([
      "forked generations/1/checkpoint",
    ]);
  });
});

describe("generations", () => {
  async function twoGenerations() {
    const { place } = await logOf(300);
    const log = await openAt(place, { goOn: "as-new-generation" });
    await appendNumbered(log, 5);
    await log.close();
    return filesOf(place.folder);
  }

  test("follow from one another, each verified", async () => {
    const verification = await verifyFiles(await twoGenerations());
    expect(verification).toMatchObject({ ok: true, size: 6 });
    expect(
      verification.generations.map(({ number, size, because }) => [number, size, because]),
    ).toEqual([
      [1, 300, "first"],
      [2, 6, "asked"],
    ]);
  });

  test("do not hide that one is gone", async () => {
    const files = await twoGenerations();
    const without = new Map([...files].filter(([path]) => !path.startsWith("generations/1/")));
    expect(await findingsOf(without)).toEqual(["generation-missing generations/2/follows"]);
  });

  test("do not hide that the one before was replaced", async () => {
    const files = new Map(await twoGenerations());
    for (const [path, bytes] of small.files)
      if (path.startsWith("generations/1/")) files.set(path, bytes);
    expect(await findingsOf(files)).toContain("generation-missing generations/2/follows");
  });

  test("do not hide that the one before was signed anew with its own key", async () => {
    const { place } = await logOf(300);
    const key = parseSignerKey(
      Buffer.from((await filesOf(join(place.signingKey, ".."))).get("log.key")!)
        .toString()
        .trim(),
      primitives,
    );
    const log = await openAt(place, { goOn: "as-new-generation" });
    await log.close();
    const files = new Map(await filesOf(place.folder));
    const forged = formatEntries(
      [...parseEntries(files.get(entriesPath("001.p/44"))!).entries].with(9, utf8("x")),
    );
    const tile = files.get(tilePath(0, "001.p/44"))!.slice();
    tile.set(leafHash(utf8("x"), primitives), 9 * hashLength);
    const edge = new TreeEdge(0, [], primitives);
    edge.grow(files.get(tilePath(0, "000"))!);
    edge.grow(tile);
    files.set(entriesPath("001.p/44"), forged);
    files.set(tilePath(0, "001.p/44"), tile);
    const checkpoint = { origin: key.name, size: 300, root: edge.root() };
    files.set(inGeneration("checkpoint"), utf8(signCheckpoint(checkpoint, key, primitives)));
    expect(await blindFindingsOf(files)).toEqual(["chain-broken generations/2/follows"]);
  });
});

test("a folder that is no log is answered", async () => {
  expect(await verifyFiles(new Map())).toMatchObject({
    ok: false,
    size: 0,
    findings: [{ what: "no-log" }],
  });
});

test("a checkpoint of an immense size is not believed for long", async () => {
  const key = makeSignerKey("homepoint/x/1", primitives.random(32), primitives);
  const checkpoint = { origin: key.name, size: 2 ** 50, root: primitives.random(32) };
  const files = new Map([
    ["generation", utf8("1\n")],
    [inGeneration("key"), utf8(`${formatVerifierKey(key)}\n`)],
    [inGeneration("checkpoint"), utf8(signCheckpoint(checkpoint, key, primitives))],
  ]);
  expect((await verifyFiles(files)).ok).toBe(false);
});
