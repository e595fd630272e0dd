import { collect } from "@homepoint/base";
import {
  memoryHome,
  openWithIdentity,
  sealToRecipients,
  Vault,
  X25519Identity,
} from "@homepoint/vault";
import { nodePrimitives as primitives, openFolderHome } from "@homepoint/vault/node";
import { Decrypter, Encrypter } from "age-encryption";
import { inFolder, medianOf, millisecondsOf } from "../measure.ts";
import { rounded, type Row, type RowMaker } from "../row.ts";

const peer = "age-encryption 0.3.1";
const block = 1 << 16;
const label = { name: "flight.txt", kind: "log", source: "bench" };
const clock = () => new Date();
const passphrase = "four good words here";

async function* blocks(mebibytes: number): AsyncIterable<Uint8Array> {
  for (let at = 0; at < 16 * mebibytes; at += 1) yield new Uint8Array(block).fill(at);
}

/** Median of three, in MB/s. */
async function speedOf(bytes: number, work: () => Promise<unknown>): Promise<number> {
  const times = [];
  for (let turn = 0; turn < 3; turn += 1) times.push(await millisecondsOf(work));
  return Math.round(bytes / medianOf(times) / 1000);
}

async function drain(stream: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const _ of stream);
}

async function ageRows(): Promise<readonly Row[]> {
  const mebibytes = 32;
  const bytes = await collect(blocks(mebibytes));
  const identity = X25519Identity.create(primitives);
  const recipients = [identity.recipient];
  const sealed = await collect(sealToRecipients({ bytes, recipients, primitives }));
  const [sealer, opener] = [new Encrypter(), new Decrypter()];
  sealer.addRecipient(`${identity.recipient}`);
  opener.addIdentity(identity.secretText());
  const inputs = `${mebibytes} MiB in memory`;
  return [
    againstPeer({
      name: "vault-age-seal",
      value: await speedOf(bytes.length, () =>
        drain(sealToRecipients({ bytes, recipients, primitives })),
      ),
      peerValue: await speedOf(bytes.length, () => sealer.encrypt(bytes)),
      inputs,
    }),
    againstPeer({
      name: "vault-age-open",
      value: await speedOf(bytes.length, () =>
        drain(openWithIdentity({ bytes: sealed, identity, primitives })),
      ),
      peerValue: await speedOf(bytes.length, () => opener.decrypt(sealed)),
      inputs,
    }),
  ];
}

async function folderRows(folder: string): Promise<readonly Row[]> {
  const home = await openFolderHome(folder);
  const vault = await Vault.create({ home, primitives, clock, passphrase, workFactor: 10 });
  const mebibytes = 256;
  let id = "";
  const sealing = await millisecondsOf(async () => {
    ({ id } = await vault.seal(blocks(mebibytes), label));
  });
  const opening = await millisecondsOf(() => drain(vault.open(id)));
  const bytes = mebibytes * 1_048_576;
  const times = [];
  for (let turn = 0; turn < 100; turn += 1) {
    const content = new Uint8Array(700_000).fill(turn);
    times.push(await millisecondsOf(() => vault.seal(content, label)));
  }
  const inputs = `${mebibytes} MiB, folder store`;
  return [
    { name: "vault-seal", value: Math.round(bytes / sealing / 1000), unit: "MB/s", inputs },
    { name: "vault-open", value: Math.round(bytes / opening / 1000), unit: "MB/s", inputs },
    {
      name: "vault-seal-log",
      value: Number(medianOf(times).toFixed(1)),
      unit: "ms",
      inputs: "0.7 MB, durable, one after the other",
    },
  ];
}

async function listRow(): Promise<Row> {
  const count = 10_000;
  const home = memoryHome();
  const vault = await Vault.create({ home, primitives, clock, passphrase, workFactor: 10 });
  for (let at = 0; at < count; at += 1) await vault.seal(Uint8Array.of(at, at >> 8), label);
  const time = await millisecondsOf(() => Array.fromAsync(vault.list()));
  return {
    name: "vault-list",
    value: Math.round((time / count) * 1000),
    unit: "µs an object",
    inputs: `${count} objects, ring in memory`,
  };
}

async function rowRow(): Promise<Row> {
  const count = 50_000;
  const home = memoryHome();
  const { rows } = await Vault.create({ home, primitives, clock, passphrase, workFactor: 10 });
  const body = new Uint8Array(300);
  const time = await millisecondsOf(async () => {
    for (let at = 0; at < count; at += 1) {
      const place = { table: "flights", id: String(at) };
      rows.open(place, rows.seal(place, body));
    }
  });
  return {
    name: "vault-rows",
    value: Math.round(count / time) * 1000,
    unit: "rows/s",
    inputs: "300 bytes, sealed and opened",
  };
}

type Speeds = { name: string; value: number; peerValue: number; inputs: string };

function againstPeer({ name, value, peerValue, inputs }: Speeds): Row {
  const ratio = rounded(value / peerValue);
  return { name, value, unit: "MB/s", peer, peerValue, ratio, inputs };
}

export const vaultRows: Readonly<Record<string, RowMaker>> = {
  "vault-age": ageRows,
  "vault-folder": () => inFolder(folderRows),
  "vault-list": async () => [await listRow()],
  "vault-rows": async () => [await rowRow()],
};
