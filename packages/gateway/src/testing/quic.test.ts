import { createDecipheriv, createCipheriv } from "node:crypto";
import { readClientHello } from "@homepoint/inspect";
import { expect, test } from "vitest";
import { initialKeys, quicInitial } from "./quic.ts";

const destination = Buffer.from("8394c8f03e515708", "hex");

test.each([
  [
    1,
    {
      key: "1f369613dd76d5467730efcbe3b1a22d",
      iv: "fa044b2f42a3fd3b46fb255c",
      head: "9f50449e04a0e810283a1e9933adedd2",
    },
  ],
  [
    2,
    {
      key: "8b1a0bc121284290a29e0971b5cd045d",
      iv: "91f73e2351d8fa91660e909f",
      head: "45b95e15235d6f45a6b19cbcb0294ba9",
    },
  ],
] as const)("keys of version %i are those of its specification's example", (version, expected) => {
  const { key, iv, head } = initialKeys(version, destination);
  expect({ key: key.toString("hex"), iv: iv.toString("hex"), head: head.toString("hex") }).toEqual(
    expected,
  );
});

test.each([1, 2] as const)("an Initial of version %i opens, and holds the hello", (version) => {
  const packet = quicInitial(version, "tile.example");
  expect(packet).toHaveLength(1200);
  const { key, iv, head } = initialKeys(version, packet.subarray(6, 14));
  const at = 18;
  const mask = createCipheriv("aes-128-ecb", head, null).update(packet.subarray(at + 4, at + 20));
  packet[0] = (packet[0] ?? 0) ^ ((mask[0] ?? 0) & 15);
  for (let turn = 0; turn < 4; turn += 1)
    packet[at + turn] = (packet[at + turn] ?? 0) ^ (mask[turn + 1] ?? 0);
  expect(packet.readUInt32BE(at)).toBe(0);
  const opener = createDecipheriv("aes-128-gcm", key, iv);
  opener.setAAD(packet.subarray(0, at + 4));
  opener.setAuthTag(packet.subarray(-16));
  const plain = Buffer.concat([opener.update(packet.subarray(at + 4, -16)), opener.final()]);
  const hello = plain.subarray(4, 4 + (plain.readUInt16BE(2) & 0x3fff));
  const record = Buffer.concat([
    Buffer.from([22, 3, 1, hello.length >> 8, hello.length & 255]),
    hello,
  ]);
  expect(readClientHello(record)).toMatchObject({
    state: "read",
    hello: { serverName: "tile.example", protocols: ["h3"] },
  });
});
