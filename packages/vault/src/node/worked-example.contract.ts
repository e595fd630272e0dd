import { collect, toHex, utf8 } from "@homepoint/base";
import { sealPayload } from "../age/payload.ts";
import { X25519Identity } from "../age/x25519.ts";
import { createKeys } from "../identity/vault-keys.ts";
import { objectIdOf } from "../ring/entry-name.ts";
import { formatRingEntry, readRingEntry, type EntryKeys } from "../ring/entry.ts";
import { RowSealer } from "../rows/row-sealer.ts";
import { blocksOf } from "../test-vault.contract.ts";
import type { Primitives } from "../primitives/primitives.ts";
import { nodePrimitives } from "./primitives.ts";

/** Chance that repeats itself: the first call gives bytes 0x01, the second 0x02, … */
function counting(): Primitives {
  let calls = 0;
  const random = (length: number) => {
    calls += 1;
    return new Uint8Array(length).fill(calls);
  };
  return {
    ...nodePrimitives,
    random,
    x25519: (secret = random(32)) => nodePrimitives.x25519(secret),
  };
}

/** The example of docs/formats/ring.md §7 and sealed-object.md §6, made by the code itself. */
export async function makeExample() {
  const primitives = counting();
  const identity = X25519Identity.create(primitives);
  const keys = createKeys(primitives);
  const content = utf8("Home is where the log is.\n");
  const fileKey = primitives.random(16);
  const wrapped = [await identity.recipient.wrap(fileKey)];
  const sealed = await collect(sealPayload({ fileKey, bytes: blocksOf(content), primitives }));
  const payload = toHex(primitives.random(16));
  const hash = primitives.sha256(content);
  const id = objectIdOf(keys.idKey, hash, primitives);
  const about = {
    name: "example.txt",
    kind: "log",
    takenInAt: "2026-01-02T03:04:05.678Z",
    source: "card",
    size: content.length,
    sha256: toHex(hash),
  };
  const judge: EntryKeys = { identity, ringKey: keys.ringKey, primitives };
  const entry = await formatRingEntry({ id }, { payload, fileKey, wrapped, about }, judge);
  const row = new RowSealer(keys.databaseKey, primitives);
  return {
    identity: identity.secretText(),
    recipient: `${identity.recipient}`,
    id,
    payload,
    entry: Buffer.from(entry).toString(),
    sealed: toHex(sealed),
    row: toHex(row.seal({ table: "flights", id: "17" }, utf8("{}"))),
    lookup: row.lookup("aircraft.serial", "ABC"),
    content,
    read: () => readRingEntry({ id }, entry, judge),
  };
}
