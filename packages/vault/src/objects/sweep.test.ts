import { utf8 } from "@homepoint/base";
import { describe, expect, test } from "vitest";
import { Inbox } from "../inbox/inbox.ts";
import {
  blocksOf,
  clock,
  flipPayload,
  keysOf,
  label,
  newGate,
  newVault,
  open,
  payloadOf,
  primitives,
  restarted,
  unlock,
  waitingFiles,
} from "../test-vault.contract.ts";

describe("sweep", () => {
  const orphan = "0123456789abcdef0123456789abcdef";

  test("removes what no entry names, and nothing else", async () => {
    const { vault, home } = await newVault();
    const { id } = await vault.seal(utf8("kept"), label);
    await home.payloads.put(orphan, blocksOf(utf8("orphan")));
    await home.payloads.put("not-one-of-ours", blocksOf(utf8("someone else's")));
    await home.ring.create("desktop.ini", utf8("someone else's"));
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

  test("removes what can be made again where its entry was damaged", async () => {
    const { vault, home } = await newVault();
    const { id } = await vault.seal(utf8("original"), label);
    await vault.sealDerived({ id, kind: "columns", bytes: utf8("derived") });
    await home.ring.replace(`${id}.columns`, utf8(""));
    expect(await vault.sweep()).toMatchObject({ unreadable: [], removed: [expect.any(String)] });
    expect(await keysOf(home.payloads)).toEqual([await payloadOf(home, id)]);
    expect(await vault.hasDerived("columns", id)).toBe(false);
    await vault.sealDerived({ id, kind: "columns", bytes: utf8("derived") });
    expect(await vault.hasDerived("columns", id)).toBe(true);
  });

  test("leaves a payload that is durable while its entry is not yet", async () => {
    const { home, ...made } = await newVault();
    const [reached, goOn] = [newGate(), newGate()];
    const create = async (name: string, bytes: Uint8Array) => {
      reached.open();
      await goOn.isOpen;
      return await home.ring.create(name, bytes);
    };
    const slow = { ...restarted(home), ring: waitingFiles(home.ring, { create }) };
    const vault = await unlock(slow, made.keyFile);
    const sealing = vault.seal(utf8("content"), label);
    await reached.isOpen;
    expect(await keysOf(home.payloads)).toHaveLength(1);
    expect(await vault.sweep()).toEqual({ removed: [], unreadable: [] });
    goOn.open();
    expect(await open(vault, (await sealing).id)).toEqual(utf8("content"));
  });

  test("leaves what was begun after it began, and finished before it was done", async () => {
    const { home, ...made } = await newVault();
    const listings = [newGate(), newGate()]; // the sweep asks for the names of the ring twice
    const listed = [newGate(), newGate()];
    const [reached, goOn] = [newGate(), newGate()];
    let listing = 0;
    async function* names(beginning?: string) {
      yield* await Array.fromAsync(home.ring.names(beginning));
      const turn = listing;
      listing += 1;
      listed[turn]?.open();
      await listings[turn]?.isOpen;
    }
    const create = async (name: string, bytes: Uint8Array) => {
      reached.open();
      await goOn.isOpen;
      return await home.ring.create(name, bytes);
    };
    const slow = { ...restarted(home), ring: waitingFiles(home.ring, { names, create }) };
    const vault = await unlock(slow, made.keyFile);
    const sweeping = vault.sweep();
    await listed[0]?.isOpen;
    const sealing = vault.seal(utf8("content"), label);
    await reached.isOpen; // its payload is there, its entry is not
    listings[0]?.open();
    await listed[1]?.isOpen; // the sweep has seen the payload, and a ring without the entry
    goOn.open();
    const { id } = await sealing;
    listings[1]?.open();
    expect(await sweeping).toEqual({ removed: [], unreadable: [] });
    expect(await open(vault, id)).toEqual(utf8("content"));
  });

  test("leaves what waits in the inbox, and what was put aside there", async () => {
    const { vault, home } = await newVault();
    const inbox = await Inbox.open({ home, primitives, clock });
    await inbox.seal(utf8("waits"), label);
    const damaged = await inbox.seal(utf8("damaged"), label);
    await flipPayload(home.payloads, damaged.name, 17);
    expect(await vault.sweep()).toEqual({ removed: [], unreadable: [] });
    const { filed, aside } = await vault.fileInbox();
    expect({ filed: filed.length, aside: aside.length }).toEqual({ filed: 1, aside: 1 });
    expect(await vault.sweep()).toEqual({ removed: [], unreadable: [] });
    expect(await keysOf(home.payloads)).toHaveLength(2);
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
