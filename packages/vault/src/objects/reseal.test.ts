import { collect, concat, utf8 } from "@homepoint/base";
import { describe, expect, test } from "vitest";
import { openWhole } from "../age/age-file.ts";
import { readKeyFile } from "../identity/identity-file.ts";
import {
  codeOf,
  flipPayload,
  keysOf,
  label,
  newVault,
  open,
  payloadOf,
  primitives,
} from "../test-vault.contract.ts";

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
    expect(await codeOf(() => joined)).toBe("vault/damaged-payload");
  });

  test("changes nothing where the content is damaged", async () => {
    const { vault, home } = await newVault();
    const { id } = await vault.seal(utf8("content"), label);
    const entry = await home.ring.read(id);
    await flipPayload(home.payloads, await payloadOf(home, id), 20);
    expect(await codeOf(() => vault.reseal(id))).toBe("vault/damaged-object");
    expect(await home.ring.read(id)).toEqual(entry);
    expect(await keysOf(home.payloads)).toHaveLength(1);
  });

  test("goes on where something that can be made again is damaged, and drops that", async () => {
    const { vault, home } = await newVault();
    const { id } = await vault.seal(utf8("content"), label);
    for (const kind of ["columns", "particulars"])
      await vault.sealDerived({ id, kind, bytes: utf8(kind) });
    await flipPayload(home.payloads, await payloadOf(home, `${id}.columns`), 20);
    await vault.reseal(id);
    expect(await open(vault, id)).toEqual(utf8("content"));
    expect(await vault.hasDerived("columns", id)).toBe(false);
    expect(await collect(vault.openDerived("particulars", id))).toEqual(utf8("particulars"));
    expect(await keysOf(home.payloads)).toHaveLength(2);
  });

  test("says so where keys that came home are damaged: they cannot be made again", async () => {
    const { vault, home } = await newVault();
    const { id } = await vault.seal(utf8("content"), label);
    await vault.sealDerived({ id, kind: "keys", bytes: utf8("keys") });
    await flipPayload(home.payloads, await payloadOf(home, `${id}.keys`), 20);
    expect(await codeOf(() => vault.reseal(id))).toBe("vault/damaged-object");
    expect(await vault.hasDerived("keys", id)).toBe(true);
  });
});
