import { collect, equalBytes, utf8 } from "@homepoint/base";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  codeOf,
  contentOf,
  flip,
  flipPayload,
  label,
  newGate,
  newVault,
  open,
  payloadOf,
  replacePayload,
  restarted,
  unlock,
  waitingFiles,
} from "../test-vault.contract.ts";

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
      expect(await codeOf(() => open(vault, id))).toBe("vault/unknown-object");
      expect(await codeOf(() => vault.about(id))).toBe("vault/unknown-object");
    },
  );

  test("a missing payload is named, whole or by range", async () => {
    const { vault, home } = await newVault();
    const { id } = await vault.seal(utf8("x"), label);
    await home.payloads.delete(await payloadOf(home, id));
    expect(await codeOf(() => open(vault, id))).toBe("vault/missing-payload");
    expect(await codeOf(() => collect(vault.open(id, { first: 0 })))).toBe("vault/missing-payload");
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
        expect(await codeOf(() => open(vault, id))).toBe("vault/damaged-object");
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
        expect(await codeOf(() => open(vault, id))).toBe("vault/damaged-object");
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
      expect(codes).toContain(await codeOf(() => collect(vault.open(id))));
      expect(codes).toContain(await codeOf(() => collect(vault.open(id, { first: 0, last: 2 }))));
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
    for (const id of ids) expect(await codeOf(() => open(vault, id))).toBe("vault/damaged-object");
  });

  test("an entry under another object's name is forged", async () => {
    const { vault, home } = await newVault();
    const one = await vault.seal(utf8("one"), label);
    const two = await vault.seal(utf8("two"), label);
    await home.ring.replace(two.id, (await home.ring.read(one.id)) ?? new Uint8Array());
    expect(await codeOf(() => open(vault, two.id))).toBe("vault/forged-entry");
    await home.ring.create(`${one.id}.columns`, (await home.ring.read(one.id)) ?? new Uint8Array());
    const derived = collect(vault.openDerived("columns", one.id));
    expect(await codeOf(() => derived)).toBe("vault/forged-entry");
  });

  test.each([undefined, { first: 0, last: 3 }])(
    "an object that is resealed between its entry and its payload opens all the same (range %o)",
    async (range) => {
      const { home, ...made } = await newVault();
      const [reached, goOn] = [newGate(), newGate()];
      let isFirst = true;
      const read = async (name: string) => {
        const bytes = await home.ring.read(name);
        if (!isFirst) return bytes;
        isFirst = false;
        reached.open();
        await goOn.isOpen;
        return bytes;
      };
      const { id } = await made.vault.seal(utf8("content"), label);
      const slow = { ...restarted(home), ring: waitingFiles(home.ring, { read }) };
      const vault = await unlock(slow, made.keyFile);
      const reading = collect(vault.open(id, range));
      await reached.isOpen;
      await made.vault.reseal(id);
      goOn.open();
      expect(await reading).toEqual(utf8(range ? "cont" : "content"));
    },
  );
});
