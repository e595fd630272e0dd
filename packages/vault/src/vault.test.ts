import { collect, concat, equalBytes, isProblem, toHex, utf8 } from "@homepoint/base";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { openWhole, sealWhole } from "./age/age-file.ts";
import { sealPayload } from "./age/payload.ts";
import { readKeyFile } from "./identity/identity-file.ts";
import { formatRingEntry } from "./ring/entry.ts";
import {
  blocksOf,
  contentOf,
  flip,
  flipPayload,
  keysOf,
  label,
  newVault,
  primitives,
  replacePayload,
  unlock,
} from "./test-vault.contract.ts";
import type { Vault } from "./vault.ts";

const open = (vault: Vault, id: string) => collect(vault.open(id));
const codeOf = async (opening: Promise<unknown>) => {
  const error: unknown = await opening.then(
    () => undefined,
    (error: unknown) => error,
  );
  return isProblem(error) ? error.code : error;
};
/** The payload that an entry names, and the vault's files, from outside. */
const payloadOf = async (home: Awaited<ReturnType<typeof newVault>>["home"], name: string) => {
  const bytes = (await home.ring.read(name)) ?? new Uint8Array();
  return (
    /-> homepoint\/ring 1 ([0-9a-f]{32})\n/.exec(Buffer.from(bytes).toString("latin1"))?.[1] ?? ""
  );
};

describe("seal", () => {
  test("gives the object's id, size and hash, and the object opens to the same bytes", async () => {
    const { vault } = await newVault();
    const content = contentOf(1, 200_000);
    const sealed = await vault.seal(blocksOf(content.subarray(0, 7), content.subarray(7)), label);
    expect(sealed).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{64}$/),
      added: true,
      healed: false,
      size: 200_000,
      sha256: toHex(primitives.sha256(content)),
    });
    expect(equalBytes(await open(vault, sealed.id), content)).toBe(true);
    expect(await vault.about(sealed.id)).toEqual({
      ...label,
      takenInAt: "2026-01-02T03:04:05.678Z",
      size: 200_000,
      sha256: sealed.sha256,
    });
  });

  test("keeps the time it was told", async () => {
    const { vault } = await newVault();
    const takenInAt = "2020-02-02T02:02:02.000Z";
    const { id } = await vault.seal(utf8("x"), { ...label, takenInAt });
    expect((await vault.about(id)).takenInAt).toBe(takenInAt);
  });

  test("any content in any blocks opens again, also in another process", async () => {
    const { vault, home, keyFile } = await newVault();
    await fc.assert(
      fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 100_000 })), async (blocks) => {
        const { id } = await vault.seal(blocksOf(...blocks), label);
        const other = await unlock(home, keyFile);
        expect(equalBytes(await open(other, id), concat(...blocks))).toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  test("the same bytes are one object, with the About of the first", async () => {
    const { vault, home } = await newVault();
    const first = await vault.seal(utf8("same"), { ...label, name: "first" });
    const second = await vault.seal(utf8("same"), { ...label, name: "second" });
    expect(second).toEqual({ ...first, added: false });
    expect((await vault.about(first.id)).name).toBe("first");
    expect(await keysOf(home.payloads)).toHaveLength(1);
  });

  test("the same bytes sealed many times at once are one object", async () => {
    const { vault, home } = await newVault();
    const sealing = Array.from({ length: 8 }, () => vault.seal(utf8("same"), label));
    const added = (await Promise.all(sealing)).filter((sealed) => sealed.added);
    expect(added).toHaveLength(1);
    expect(await keysOf(home.payloads)).toHaveLength(1);
  });

  test("in two vaults the same bytes have two ids: a listing confirms no known file", async () => {
    const [one, other] = [(await newVault()).vault, (await newVault()).vault];
    const ids = [await one.seal(utf8("known"), label), await other.seal(utf8("known"), label)];
    expect(ids[0]?.id).not.toBe(ids[1]?.id);
    expect(ids[0]?.id).not.toBe(ids[0]?.sha256);
  });

  test("a source that breaks leaves nothing", async () => {
    const { vault, home } = await newVault();
    async function* breaks() {
      yield contentOf(1, 100_000);
      throw new Error("the cable was pulled");
    }
    await expect(vault.seal(breaks(), label)).rejects.toThrow("the cable was pulled");
    expect(await keysOf(home.payloads)).toEqual([]);
    expect(await Array.fromAsync(home.ring.names())).toEqual([]);
    expect(await vault.sweep()).toEqual({ removed: [], unreadable: [] });
  });

  test("a name that is too long is refused before anything is read", async () => {
    const { vault } = await newVault();
    let isRead = false;
    async function* source() {
      isRead = true;
      yield utf8("x");
    }
    const sealing = vault.seal(source(), { ...label, name: "x".repeat(5000) });
    await expect(sealing).rejects.toMatchObject({ code: "vault/about-too-long" });
    expect(isRead).toBe(false);
  });

  test("any name, kind and source come back as they were", async () => {
    const { vault } = await newVault();
    const text = fc.string({ unit: "grapheme", maxLength: 200 });
    let seed = 0;
    await fc.assert(
      fc.asyncProperty(text, text, text, async (name, kind, source) => {
        seed += 1;
        const { id } = await vault.seal(utf8(`content ${seed}`), { name, kind, source });
        expect(await vault.about(id)).toMatchObject({ name, kind, source });
      }),
    );
  });

  test("heals an object whose content was lost", async () => {
    const { vault, home } = await newVault();
    const { id } = await vault.seal(utf8("lost"), label);
    await home.payloads.delete(await payloadOf(home, id));
    expect(await vault.seal(utf8("lost"), label)).toMatchObject({ id, added: false, healed: true });
    expect(await open(vault, id)).toEqual(utf8("lost"));
  });

  test("heals an object whose content was cut short", async () => {
    const { vault, home } = await newVault();
    const { id } = await vault.seal(utf8("cut short"), label);
    await replacePayload(home.payloads, await payloadOf(home, id), new Uint8Array(3));
    expect(await vault.seal(utf8("cut short"), label)).toMatchObject({ healed: true });
    expect(await open(vault, id)).toEqual(utf8("cut short"));
  });

  test("heals an object whose entry was damaged", async () => {
    const { vault, home } = await newVault();
    const { id } = await vault.seal(utf8("damaged"), label);
    await flip(home.ring, id, 30);
    expect(await vault.seal(utf8("damaged"), label)).toMatchObject({ id, healed: true });
    expect(await open(vault, id)).toEqual(utf8("damaged"));
  });
});

describe("open", () => {
  test("any range is that part of the content", async () => {
    const { vault } = await newVault();
    const content = contentOf(3, 150_000);
    const { id } = await vault.seal(content, label);
    const position = fc.oneof(fc.nat(160_000), fc.constantFrom(0, 65_535, 65_536, 131_072));
    await fc.assert(
      fc.asyncProperty(position, position, async (first, last) => {
        const bytes = await collect(vault.open(id, { first, last }));
        expect(equalBytes(bytes, content.subarray(first, last + 1))).toBe(true);
      }),
    );
  });

  test.each(["", "0".repeat(64), "../../etc/passwd", "A".repeat(64)])(
    "%j is an object the vault does not have",
    async (id) => {
      const { vault } = await newVault();
      expect(await codeOf(open(vault, id))).toBe("vault/unknown-object");
      expect(await codeOf(vault.about(id))).toBe("vault/unknown-object");
    },
  );

  test("a missing payload is named, whole or by range", async () => {
    const { vault, home } = await newVault();
    const { id } = await vault.seal(utf8("x"), label);
    await home.payloads.delete(await payloadOf(home, id));
    expect(await codeOf(open(vault, id))).toBe("vault/missing-payload");
    expect(await codeOf(collect(vault.open(id, { first: 0 })))).toBe("vault/missing-payload");
  });

  test("any changed byte of the payload is damage, never other bytes", async () => {
    const { vault, home } = await newVault();
    const content = contentOf(5, 70_000);
    const { id } = await vault.seal(content, label);
    const payload = await payloadOf(home, id);
    const original = await collect(home.payloads.get(payload));
    await fc.assert(
      fc.asyncProperty(fc.nat(original.length - 1), async (at) => {
        await replacePayload(home.payloads, payload, original);
        await flipPayload(home.payloads, payload, at);
        expect(await codeOf(open(vault, id))).toBe("vault/damaged-object");
      }),
      { examples: [[0], [15], [16], [original.length - 1]], numRuns: 60 },
    );
  });

  test("any payload cut short, or with bytes after it, is damage", async () => {
    const { vault, home } = await newVault();
    const { id } = await vault.seal(contentOf(5, 66_000), label);
    const payload = await payloadOf(home, id);
    const original = await collect(home.payloads.get(payload));
    const lengths = fc.oneof(fc.nat(original.length - 1), fc.constant(original.length + 1));
    await fc.assert(
      fc.asyncProperty(lengths, async (length) => {
        const changed = new Uint8Array(length);
        changed.set(original.subarray(0, length));
        await replacePayload(home.payloads, payload, changed);
        expect(await codeOf(open(vault, id))).toBe("vault/damaged-object");
      }),
      { examples: [[0], [16], [16 + 65_552]], numRuns: 60 },
    );
  });

  test("any changed byte of a ring entry is found, before a byte of content comes out", async () => {
    const { vault, home } = await newVault();
    const { id } = await vault.seal(utf8("content"), label);
    const original = (await home.ring.read(id)) ?? new Uint8Array();
    const codes = ["vault/damaged-entry", "vault/forged-entry"];
    for (let at = 0; at < original.length; at += 1) {
      await home.ring.replace(id, original);
      await flip(home.ring, id, at, 1 + (at % 255));
      expect(codes).toContain(await codeOf(collect(vault.open(id))));
      expect(codes).toContain(await codeOf(collect(vault.open(id, { first: 0, last: 2 }))));
    }
  });

  test("two payloads that were swapped are damage", async () => {
    const { vault, home } = await newVault();
    const ids = [];
    for (const text of ["one", "two"]) ids.push((await vault.seal(utf8(text), label)).id);
    const [one = "", two = ""] = await Promise.all(ids.map((id) => payloadOf(home, id)));
    const bytes = await collect(home.payloads.get(one));
    await replacePayload(home.payloads, one, await collect(home.payloads.get(two)));
    await replacePayload(home.payloads, two, bytes);
    for (const id of ids) expect(await codeOf(open(vault, id))).toBe("vault/damaged-object");
  });

  test("an entry under another object's name is forged", async () => {
    const { vault, home } = await newVault();
    const one = await vault.seal(utf8("one"), label);
    const two = await vault.seal(utf8("two"), label);
    await home.ring.replace(two.id, (await home.ring.read(one.id)) ?? new Uint8Array());
    expect(await codeOf(open(vault, two.id))).toBe("vault/forged-entry");
    await home.ring.create(`${one.id}.columns`, (await home.ring.read(one.id)) ?? new Uint8Array());
    const derived = collect(vault.openDerived("columns", one.id));
    expect(await codeOf(derived)).toBe("vault/forged-entry");
  });
});

describe("who knows only the recipient", () => {
  /** Everything an attacker with the recipient and write access can make: a whole entry. */
  async function forge(id: string) {
    const { vault, home } = await newVault();
    const { id: known } = await vault.seal(utf8("the truth"), label);
    const recipient = vault.recipients.vault;
    const fileKey = primitives.random(16);
    const payload = toHex(primitives.random(16));
    const content = utf8("a lie....");
    await home.payloads.put(
      payload,
      sealPayload({ fileKey, bytes: blocksOf(content), primitives }),
    );
    const sha256 = toHex(primitives.sha256(content));
    const about = { ...label, takenInAt: "2026-01-01T00:00:00Z", size: content.length, sha256 };
    const entry = await formatRingEntry(
      { id: id === "known" ? known : id },
      { payload, fileKey, wrapped: [await recipient.wrap(fileKey)], about },
      { identity: { recipient }, ringKey: primitives.random(32), primitives },
    );
    await home.ring.replace(id === "known" ? known : id, entry);
    return { vault, id: id === "known" ? known : id };
  }

  test.each(["known", "f".repeat(64)])("cannot forge the entry of %s object", async (which) => {
    const { vault, id } = await forge(which);
    expect(await codeOf(open(vault, id))).toBe("vault/forged-entry");
    expect(await codeOf(collect(vault.open(id, { first: 0, last: 1 })))).toBe("vault/forged-entry");
    expect(await codeOf(vault.about(id))).toBe("vault/forged-entry");
    const listed = (await Array.fromAsync(vault.list())).find((one) => one.id === id);
    expect(listed).toMatchObject({ problem: { code: "vault/forged-entry" } });
  });
});

describe("list", () => {
  test("gives every object with its About, and none of what was derived", async () => {
    const { vault } = await newVault();
    const names = Array.from({ length: 70 }, (_, at) => `log ${at}`);
    for (const name of names) await vault.seal(utf8(name), { ...label, name });
    const [first] = await Array.fromAsync(vault.list());
    await vault.sealDerived({ id: first?.id ?? "", kind: "columns", bytes: utf8("x") });
    const listed = await Array.fromAsync(vault.list());
    const found = listed.map((one) => ("about" in one ? one.about.name : one.problem.code));
    expect(found.toSorted()).toEqual(names.toSorted());
  });

  test("goes on past what is damaged, and says what", async () => {
    const { vault, home } = await newVault();
    const good = await vault.seal(utf8("good"), label);
    const bad = await vault.seal(utf8("bad"), label);
    await flip(home.ring, bad.id, 100);
    const listed = await Array.fromAsync(vault.list());
    expect(listed).toHaveLength(2);
    expect(listed.find(({ id }) => id === good.id)).toMatchObject({ about: { size: 4 } });
    expect(listed.find(({ id }) => id === bad.id)).toHaveProperty("problem");
  });
});

describe("derived objects", () => {
  const kind = "columns";

  test("open, by range too, and are replaced", async () => {
    const { vault, home } = await newVault();
    const { id } = await vault.seal(utf8("original"), label);
    expect(await vault.hasDerived(kind, id)).toBe(false);
    await vault.sealDerived({ id, kind, bytes: utf8("old columns") });
    await vault.sealDerived({ id, kind, bytes: blocksOf(utf8("new "), utf8("columns")) });
    expect(await vault.hasDerived(kind, id)).toBe(true);
    expect(await collect(vault.openDerived(kind, id))).toEqual(utf8("new columns"));
    const range = { first: 4, last: 6 };
    expect(await collect(vault.openDerived(kind, id, range))).toEqual(utf8("col"));
    expect(await open(vault, id)).toEqual(utf8("original"));
    expect(await keysOf(home.payloads)).toHaveLength(2);
  });

  test("belong to an object that is there", async () => {
    const { vault, home } = await newVault();
    const sealing = vault.sealDerived({ id: "a".repeat(64), kind, bytes: utf8("x") });
    expect(await codeOf(sealing)).toBe("vault/unknown-object");
    expect(await keysOf(home.payloads)).toEqual([]);
  });

  test.each(["", "Columns", "a/b", "..", "a".repeat(33)])("%j is no kind", async (kind) => {
    const { vault } = await newVault();
    const { id } = await vault.seal(utf8("x"), label);
    const sealing = vault.sealDerived({ id, kind, bytes: utf8("x") });
    expect(await codeOf(sealing)).toBe("vault/bad-kind");
  });

  test("are dropped by kind, or all, and the originals stay", async () => {
    const { vault, home } = await newVault();
    const ids: string[] = [];
    for (const text of ["a", "b", "c"]) ids.push((await vault.seal(utf8(text), label)).id);
    for (const id of ids)
      for (const kind of ["columns", "thumbnail"])
        await vault.sealDerived({ id, kind, bytes: utf8(kind + id) });
    expect(await vault.dropDerived("columns")).toBe(3);
    expect(await codeOf(collect(vault.openDerived("columns", ids[0] ?? "")))).toBe(
      "vault/unknown-derived",
    );
    expect(await vault.hasDerived("thumbnail", ids[0] ?? "")).toBe(true);
    expect(await vault.dropDerived()).toBe(3);
    expect(await keysOf(home.payloads)).toHaveLength(3);
    for (const id of ids) expect((await open(vault, id)).length).toBe(1);
  });

  test("a damaged one counts as not there, and can be sealed again", async () => {
    const { vault, home } = await newVault();
    const { id } = await vault.seal(utf8("original"), label);
    await vault.sealDerived({ id, kind, bytes: utf8("columns") });
    await flip(home.ring, `${id}.${kind}`, 200);
    expect(await vault.hasDerived(kind, id)).toBe(false);
    await vault.sealDerived({ id, kind, bytes: utf8("columns") });
    expect(await collect(vault.openDerived(kind, id))).toEqual(utf8("columns"));
    expect((await vault.sweep()).removed).toHaveLength(1);
  });
});

describe("shred", () => {
  test("leaves nothing of the object, and everything of the others", async () => {
    const { vault, home } = await newVault();
    const kept = await vault.seal(utf8("kept"), label);
    await vault.sealDerived({ id: kept.id, kind: "columns", bytes: utf8("k") });
    const { id } = await vault.seal(utf8("gone"), label);
    await vault.sealDerived({ id, kind: "columns", bytes: utf8("c") });
    await vault.sealDerived({ id, kind: "thumbnail", bytes: utf8("t") });
    expect(await vault.shred(id)).toEqual({ wasThere: true });
    expect(await vault.shred(id)).toEqual({ wasThere: false });
    expect(await codeOf(open(vault, id))).toBe("vault/unknown-object");
    const names = (await Array.fromAsync(home.ring.names())).sort();
    expect(names).toEqual([kept.id, `${kept.id}.columns`]);
    expect(await keysOf(home.payloads)).toHaveLength(2);
    expect(await open(vault, kept.id)).toEqual(utf8("kept"));
  });

  test("shreds what is damaged, and believes no forged entry about its payload", async () => {
    const { vault, home } = await newVault();
    const kept = await vault.seal(utf8("kept"), label);
    const { id } = await vault.seal(utf8("gone"), label);
    await home.ring.replace(id, (await home.ring.read(kept.id)) ?? new Uint8Array());
    expect(await vault.shred(id)).toEqual({ wasThere: true });
    expect(await open(vault, kept.id)).toEqual(utf8("kept"));
    expect((await vault.sweep()).removed).toHaveLength(1);
    expect(await keysOf(home.payloads)).toHaveLength(1);
  });

  test("what was shredded can be taken in again", async () => {
    const { vault } = await newVault();
    const { id } = await vault.seal(utf8("again"), label);
    await vault.shred(id);
    expect(await vault.seal(utf8("again"), label)).toMatchObject({ id, added: true });
  });
});

describe("reseal", () => {
  test("gives a new key and payload; the old header opens nothing any more", async () => {
    const { vault, home, keyFile } = await newVault();
    const { id } = await vault.seal(utf8("content"), label);
    await vault.sealDerived({ id, kind: "columns", bytes: utf8("columns") });
    const [entry, payload] = [await home.ring.read(id), await payloadOf(home, id)];
    const about = await vault.about(id);
    await vault.reseal(id);
    expect(await open(vault, id)).toEqual(utf8("content"));
    expect(await collect(vault.openDerived("columns", id))).toEqual(utf8("columns"));
    expect(await vault.about(id)).toEqual(about);
    expect(await payloadOf(home, id)).not.toBe(payload);
    expect(await keysOf(home.payloads)).not.toContain(payload);
    expect(await keysOf(home.payloads)).toHaveLength(2);
    const resealed = await collect(home.payloads.get(await payloadOf(home, id)));
    const identity = readKeyFile(keyFile, primitives);
    const joined = openWhole({
      bytes: concat(entry ?? new Uint8Array(), resealed),
      identity,
      primitives,
    });
    expect(await codeOf(joined)).toBe("vault/damaged-payload");
  });

  test("changes nothing where the content is damaged", async () => {
    const { vault, home } = await newVault();
    const { id } = await vault.seal(utf8("content"), label);
    const entry = await home.ring.read(id);
    await flipPayload(home.payloads, await payloadOf(home, id), 20);
    expect(await codeOf(vault.reseal(id))).toBe("vault/damaged-object");
    expect(await home.ring.read(id)).toEqual(entry);
    expect(await keysOf(home.payloads)).toHaveLength(1);
  });
});

describe("sweep", () => {
  const orphan = "0123456789abcdef0123456789abcdef";

  test("removes what no entry names, and nothing else", async () => {
    const { vault, home } = await newVault();
    const { id } = await vault.seal(utf8("kept"), label);
    await home.payloads.put(orphan, blocksOf(utf8("orphan")));
    await home.payloads.put("not-one-of-ours", blocksOf(utf8("someone else's")));
    expect(await vault.sweep()).toEqual({ removed: [orphan], unreadable: [] });
    expect(await keysOf(home.payloads)).toEqual(
      [await payloadOf(home, id), "not-one-of-ours"].sort(),
    );
  });

  test("removes nothing while an entry does not say which payload is its own", async () => {
    const { vault, home } = await newVault();
    const { id } = await vault.seal(utf8("damaged"), label);
    await home.ring.replace(id, utf8("damaged"));
    await home.payloads.put(orphan, blocksOf(utf8("orphan")));
    expect(await vault.sweep()).toEqual({ removed: [], unreadable: [id] });
    expect(await keysOf(home.payloads)).toHaveLength(2);
  });

  test("leaves what is being sealed at the same time", async () => {
    const { vault } = await newVault();
    let isSwept: () => void = () => undefined;
    const swept = new Promise<void>((resolve) => (isSwept = resolve));
    async function* slow() {
      yield utf8("first ");
      await swept;
      yield utf8("second");
    }
    const sealing = vault.seal(slow(), label);
    await vault.sweep();
    isSwept();
    const { id } = await sealing;
    await Promise.all([vault.sweep(), vault.seal(utf8("a"), label), vault.reseal(id)]);
    expect(await open(vault, id)).toEqual(utf8("first second"));
    expect((await vault.verifyAll()).findings).toEqual([]);
  });

  test("finishes a shredding: what was derived from what is gone goes too", async () => {
    const { vault, home } = await newVault();
    const { id } = await vault.seal(utf8("gone"), label);
    await vault.sealDerived({ id, kind: "columns", bytes: utf8("c") });
    await home.ring.destroy(id);
    expect((await vault.sweep()).removed).toHaveLength(2);
    expect(await Array.fromAsync(home.ring.names())).toEqual([]);
    expect(await keysOf(home.payloads)).toEqual([]);
  });
});

describe("verifyAll", () => {
  test("opens everything and says what does not open", async () => {
    const { vault, home } = await newVault();
    const ids: string[] = [];
    for (const text of ["good", "gone", "bad", "odd"])
      ids.push((await vault.seal(utf8(text), label)).id);
    const [good = "", gone = "", bad = "", odd = ""] = ids;
    await vault.sealDerived({ id: good, kind: "columns", bytes: utf8("columns") });
    await home.payloads.delete(await payloadOf(home, gone));
    await flipPayload(home.payloads, await payloadOf(home, bad), 17);
    await flipPayload(home.payloads, await payloadOf(home, `${good}.columns`), 17);
    await home.ring.replace(odd, utf8("odd"));
    const steps: number[] = [];
    const { verified, bytes, findings } = await vault.verifyAll(({ done }) => steps.push(done));
    expect({ verified, bytes }).toEqual({ verified: 1, bytes: 4 });
    expect(steps).toEqual([1, 2, 3, 4, 5]);
    expect(new Set(findings)).toEqual(
      new Set([
        { id: gone, code: "vault/missing-payload" },
        { id: bad, code: "vault/damaged-object" },
        { id: good, kind: "columns", code: "vault/damaged-object" },
        { id: odd, code: "vault/damaged-entry" },
      ]),
    );
  });
});

describe("lock", () => {
  test("from then on nothing is given and nothing taken", async () => {
    const { vault } = await newVault();
    const { id } = await vault.seal(utf8("x"), label);
    const { databaseKey, evidenceIdentity, rows } = vault;
    await vault.lock();
    expect(databaseKey).toEqual(new Uint8Array(32));
    expect(await codeOf(evidenceIdentity.unwrap([]))).toBe("vault/locked");
    expect(() => rows.open({ table: "t", id: "1" }, new Uint8Array(40))).toThrow("damaged");
    const refused = [
      vault.seal(utf8("y"), label),
      Promise.resolve().then(() => open(vault, id)),
      vault.about(id),
      Promise.resolve().then(() => Array.fromAsync(vault.list())),
      vault.shred(id),
      vault.access.changePassphrase("another four good words"),
      Promise.resolve().then(() => vault.access.recoveryWords()),
      Promise.resolve().then(() => vault.databaseKey),
    ];
    for (const refusal of refused) expect(await codeOf(refusal)).toBe("vault/locked");
  });

  test("breaks off what is being sealed, and nothing is left of it", async () => {
    const { vault, home, keyFile } = await newVault();
    let isLocked: () => void = () => undefined;
    const locked = new Promise<void>((resolve) => (isLocked = resolve));
    async function* slow() {
      yield contentOf(1, 100_000);
      await locked;
      yield contentOf(2, 100_000);
    }
    const sealing = codeOf(vault.seal(slow(), label));
    await new Promise((resolve) => setTimeout(resolve, 5));
    const locking = vault.lock();
    isLocked();
    await locking;
    expect(await sealing).toBe("vault/locked");
    const again = await unlock(home, keyFile);
    expect(await again.sweep()).toEqual({ removed: [], unreadable: [] });
    expect(await Array.fromAsync(again.list())).toEqual([]);
  });

  test("breaks off what is being opened, and does not call it damage", async () => {
    const { vault } = await newVault();
    const { id } = await vault.seal(contentOf(1, 300_000), label);
    const reading = codeOf(
      (async () => {
        for await (const block of vault.open(id)) {
          expect(block.length).toBeGreaterThan(0);
          await vault.lock();
        }
      })(),
    );
    expect(await reading).toBe("vault/locked");
  });
});

test("what is sealed to the evidence recipient opens with the evidence identity", async () => {
  const { vault } = await newVault();
  const recipients = [vault.recipients.evidence];
  const bytes = await sealWhole({ bytes: utf8("opening"), recipients, primitives });
  const identity = vault.evidenceIdentity;
  expect(await openWhole({ bytes, identity, primitives })).toEqual(utf8("opening"));
});
