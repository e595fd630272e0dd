import { expect, test } from "vitest";
import { formatVerifierKey } from "../note.ts";
import { anywherePrimitives as primitives } from "../primitives.ts";
import { cosignerOf, makeWitnessKey } from "./cosignature.ts";
import { keyNamed, noteOf, offerOf, treeOf } from "./made-tree.contract.ts";
import { formatOffer } from "./offer.ts";
import { StorageWitnessStore } from "./storage-store.ts";
import { lookAtLog } from "./watch-log.ts";
import { describeWitnessStore } from "./witness-store.contract.ts";
import { Witness } from "./witness.ts";

/** As a browser keeps texts. */
function texts() {
  const all = new Map<string, string>([["other", "of someone else"]]);
  return {
    get length() {
      return all.size;
    },
    key: (at: number) => [...all.keys()][at] ?? null,
    getItem: (name: string) => all.get(name) ?? null,
    setItem: (name: string, text: string) => void all.set(name, text),
    removeItem: (name: string) => void all.delete(name),
  };
}

describeWitnessStore("a browser's storage", async () => new StorageWitnessStore(texts()));

const newWitness = () =>
  new Witness({
    store: new StorageWitnessStore(texts()),
    cosigner: cosignerOf(
      makeWitnessKey("tablet", new Uint8Array(32).fill(1), primitives),
      primitives,
    ),
    now: () => 1_800_000_000_000,
    primitives,
  });
const log = keyNamed("homepoint/00/1");
const leaves = (count: number, salt = "") =>
  Array.from({ length: count }, (_, at) => `${at}${salt}`);

const asked = (size: number, salt = "", key = log) => ({
  verifierKey: formatVerifierKey(key),
  async offer(old: number) {
    const tree = treeOf(leaves(size, salt));
    if (old > size) return undefined;
    return formatOffer(await offerOf(tree, old, key));
  },
});

const look = (witness: Witness, at: ReturnType<typeof asked>) => lookAtLog(witness, at, primitives);

test("each visit sees that the log goes on from the last", async () => {
  const witness = newWitness();
  expect(await look(witness, asked(5))).toMatchObject({
    state: "first",
    known: 0,
    cosigned: { size: 5 },
  });
  expect(await look(witness, asked(9))).toMatchObject({
    state: "goes-on",
    known: 5,
    cosigned: { size: 9 },
  });
  expect(await look(witness, asked(9))).toMatchObject({ state: "goes-on", known: 9 });
});

test("a log that was put back, changed or forked is an alarm, and stays one", async () => {
  const witness = newWitness();
  await look(witness, asked(9));
  expect(await look(witness, asked(4))).toEqual({ origin: log.name, state: "put-back", known: 9 });
  expect(await look(witness, asked(12, "!"))).toMatchObject({ state: "changed", known: 9 });
  expect(await look(witness, asked(9, "!"))).toMatchObject({ state: "forked" });
  expect(await look(witness, asked(12))).toMatchObject({ state: "forked" });
});

test("a log that began anew is an alarm until someone says that it is right", async () => {
  const witness = newWitness();
  await look(witness, asked(9));
  const next = asked(3, "", keyNamed("homepoint/00/2"));
  expect(await look(witness, next)).toMatchObject({ state: "new-generation", known: 9 });
  expect(await look(witness, next)).toMatchObject({ state: "new-generation" });
  await witness.addLog(next.verifierKey);
  expect(await look(witness, next)).toMatchObject({ state: "first" });
  expect(await look(witness, asked(2, "", keyNamed("homepoint/11/1")))).toMatchObject({
    state: "first",
  });
});

test("a proof that is none, of a log that only says it goes on, is an alarm", async () => {
  const witness = newWitness();
  await look(witness, asked(9));
  const lying = {
    ...asked(12),
    offer: async () =>
      formatOffer({ old: 9, path: [], note: await noteOf(treeOf(leaves(12)), 12, log) }),
  };
  expect(await look(witness, lying)).toMatchObject({ state: "changed" });
});
