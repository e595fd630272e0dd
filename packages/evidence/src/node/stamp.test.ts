import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { textOf } from "@homepoint/base";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { isForStamping, isValidAt, readPem } from "../stamp/certificates.ts";
import { makeStampRequest } from "../stamp/request.ts";
import { formatStamps, parseStamps } from "../stamp/stamps-file.ts";
import { verifyStamp } from "../stamp/verify-stamp.ts";
import { Breaker, type Break } from "./breaking-folder.contract.ts";
import { diskFolder } from "./log-folder.ts";
import { makeAuthority, type Authority, type KeyKind } from "./made-authority.contract.ts";
import {
  appendNumbered,
  newFolder,
  newPlace,
  openAt,
  verifyAt,
  type Place,
} from "./open-log.contract.ts";
import { nodeEvidencePrimitives as primitives } from "./primitives.ts";

// openssl plays the time stamp authority, and judges what we make.
const isHere = spawnSync("openssl", ["version"]).status === 0;
if (!isHere)
  // oxlint-disable-next-line no-console -- what is skipped is said aloud
  console.warn("SKIPPED: no openssl; time stamps are not tested");
const ifHere = test.skipIf(!isHere);
const checkpoint =
  "example.com/log\n5\nq83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA=\n\n— x AAAAAAAA\n";

let authority: Authority;
beforeAll(async () => {
  if (isHere) authority = makeAuthority(join(await newFolder(), "tsa"));
}, 60_000);

ifHere("openssl reads the request, and finds the checkpoint's hash in it", async () => {
  const path = join(await newFolder(), "request.tsq");
  writeFileSync(path, makeStampRequest(checkpoint, primitives));
  const text = execFileSync("openssl", ["ts", "-query", "-in", path, "-text"], {
    encoding: "utf8",
  });
  expect(text).toMatch(/Hash Algorithm: sha256[\s\S]*Nonce: 0x01[\s\S]*Certificate required: yes/);
});

ifHere.each(["rsa:2048", "ec:P-256", "ec:P-384"] satisfies KeyKind[])(
  "a stamp by an authority with %s holds for us and for openssl",
  async (kind) => {
    const { stamp, root, folder } = makeAuthority(join(await newFolder(), "tsa"), kind);
    const reply = stamp(makeStampRequest(checkpoint, primitives));
    const answer = await verifyStamp({ checkpoint, reply }, [root]);
    expect(answer).toMatchObject({
      ok: true,
      findings: [],
      authority: "Made time",
      authorityIs: "trusted",
    });
    expect(Math.abs(Date.parse(answer.at ?? "") - Date.now())).toBeLessThan(600_000);
    writeFileSync(join(folder, "checkpoint"), checkpoint);
    const args = ["-data", "checkpoint", "-in", "reply.tsr", "-CAfile", "root.pem"];
    const judged = spawnSync("openssl", ["ts", "-verify", ...args], { cwd: folder });
    expect(textOf(judged.stdout)).toContain("Verification: OK");
  },
  60_000,
);

ifHere("another checkpoint, or an authority that nobody knows, is found", async () => {
  const reply = authority.stamp(makeStampRequest(checkpoint, primitives));
  const other = checkpoint.replace("\n5\n", "\n6\n");
  expect(await verifyStamp({ checkpoint: other, reply }, [authority.root])).toMatchObject({
    ok: false,
    findings: ["another-checkpoint"],
  });
  const stranger = makeAuthority(join(await newFolder(), "tsa"));
  expect(await verifyStamp({ checkpoint, reply }, [stranger.root])).toMatchObject({
    findings: ["unknown-authority"],
  });
  expect(await verifyStamp({ checkpoint, reply }, [])).toMatchObject({
    findings: ["unknown-authority"],
  });
  expect(await verifyStamp({ checkpoint, reply })).toMatchObject({
    ok: true,
    authorityIs: "from-the-reply",
  });
});

ifHere("a refusal is no stamp", async () => {
  const request = makeStampRequest(checkpoint, primitives);
  request[request.indexOf(4, 4) + 1] = 31; // a hash that is too short
  const reply = authority.stamp(request);
  expect((await verifyStamp({ checkpoint, reply })).findings).toEqual(["refused"]);
});

ifHere(
  "any changed byte of a reply is found, and any bytes are judged",
  async () => {
    const reply = authority.stamp(makeStampRequest(checkpoint, primitives));
    const trusted = [authority.root];
    const whole = await verifyStamp({ checkpoint, reply }, trusted);
    await fc.assert(
      fc.asyncProperty(
        fc.nat(reply.length - 1),
        fc.integer({ min: 1, max: 255 }),
        async (at, flip) => {
          const changed = reply.slice();
          changed[at]! ^= flip;
          const answer = await verifyStamp({ checkpoint, reply: changed }, trusted);
          // What is not signed (a status' text, a certificate nobody needs) may change; what is told not.
          if (answer.ok) expect(answer).toEqual(whole);
        },
      ),
      { numRuns: 1000 },
    );
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
        expect((await verifyStamp({ checkpoint, reply: bytes })).ok).toBe(false);
      }),
    );
  },
  60_000,
);

test("a file of stamps is read as it was written, and any other bytes are none", () => {
  const stamps = [{ checkpoint, reply: new Uint8Array([1, 2, 3]) }];
  const file = { stamps, waiting: [checkpoint] };
  expect(parseStamps(formatStamps(file))).toEqual(file);
  const many = { stamps: Array.from({ length: 300 }, () => stamps[0]!), waiting: [] };
  expect(parseStamps(formatStamps(many))?.stamps).toHaveLength(256);
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      expect(parseStamps(bytes)).toBeUndefined();
    }),
  );
});

ifHere.each([
  ["stamping", true],
  ["stamping, not critical", false],
  ["something else", false],
] as const)("a certificate for %s may stamp: %s", async (use, may) => {
  const { folder } = makeAuthority(join(await newFolder(), "tsa"), "ec:P-256", use);
  const [certificate] = readPem(readFileSync(join(folder, "tsa.pem"), "utf8"));
  expect(isForStamping(certificate!)).toBe(may);
  expect(isValidAt(certificate!, new Date())).toBe(true);
  expect(isValidAt(certificate!, new Date(Date.now() + 30 * 86_400_000))).toBe(false);
});

ifHere(
  "a log keeps the reply to what it asked for, and tells since when it was there",
  async () => {
    const place = await newPlace();
    const log = await openAt(place);
    await appendNumbered(log, 4);
    const request = await log.requestStamp();
    await appendNumbered(log, 4);
    const reply = authority.stamp(request);
    const stamped = await log.addStamp(reply, [authority.root]);
    expect(stamped).toMatchObject({ size: 5, authority: "Made time", authorityIs: "trusted" });
    await expect(log.addStamp(new Uint8Array([1]))).rejects.toThrow("not-a-reply");
    const foreign = authority.stamp(makeStampRequest(checkpoint, primitives));
    await expect(log.addStamp(foreign)).rejects.toThrow("another-checkpoint");
    await log.close();
    const trusting = await verifyAt(place, { authorities: [authority.root] });
    expect(trusting.findings).toEqual([]);
    expect(trusting.generations[0]?.stamps).toEqual([stamped]);
    expect((await verifyAt(place)).generations[0]?.stamps).toMatchObject([
      { authorityIs: "from-the-reply" },
    ]);
    const [stranger] = [makeAuthority(join(await newFolder(), "tsa"))];
    expect((await verifyAt(place, { authorities: [stranger.root] })).findings).toMatchObject([
      { what: "bad-stamp", where: "generations/1/stamps" },
    ]);
  },
);

/** Opens the log so that the first write after it breaks. */
async function openBreaking(place: Place, how: Break) {
  const counting = new Breaker();
  const sound = await openAt(place, { files: (folder) => counting.wrap(diskFolder(folder)) });
  const at = counting.writes + 1;
  await sound.close();
  const plan = new Breaker({ at, how, afterwards: "goes on" });
  return openAt(place, { files: (folder) => plan.wrap(diskFolder(folder)) });
}

ifHere.each(["before", "after"] as const)(
  "breaking %s a stamp is kept loses nothing",
  async (how) => {
    const place = await newPlace();
    const log = await openAt(place);
    const reply = authority.stamp(await log.requestStamp());
    await log.close();
    const broken = await openBreaking(place, how);
    await expect(broken.addStamp(reply)).rejects.toThrow("broke");
    await broken.addStamp(reply);
    await broken.close();
    expect((await verifyAt(place)).findings).toEqual([]);
  },
);

ifHere.each(["before", "after"] as const)(
  "breaking %s it is kept that a stamp was asked for gives no request out, and loses none",
  async (how) => {
    const place = await newPlace();
    const log = await openAt(place);
    await log.addStamp(authority.stamp(await log.requestStamp()));
    const earlier = await log.requestStamp();
    await appendNumbered(log, 2);
    await log.settle();
    await log.close();
    const broken = await openBreaking(place, how);
    await expect(broken.requestStamp()).rejects.toThrow("broke");
    await broken.addStamp(authority.stamp(earlier));
    expect(await broken.addStamp(authority.stamp(await broken.requestStamp()))).toMatchObject({
      size: 3,
    });
    await broken.close();
    const { findings, generations } = await verifyAt(place);
    expect([findings, generations[0]?.stamps.length]).toEqual([[], 3]);
  },
);
