import { createWriteStream } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { once } from "node:events";

/** Where a frame of an IP packet has its addresses. */
const ethernet = 14;

/**
 * A large capture made of real ones: all their Ethernet packets again and again, each time with other
 * addresses, so that every turn has flows of its own. Gives the number of bytes; 0 where there are
 * no captures to make it of.
 */
export async function makeCapture(from: string, path: string, bytes: number): Promise<number> {
  const packets = await readPackets(from);
  if (packets.length === 0) return 0;
  const out = createWriteStream(path, { highWaterMark: 1 << 22 });
  const head = Buffer.alloc(24);
  head.writeUInt32LE(0xa1b2c3d4, 0);
  head.writeUInt16LE(2, 4);
  head.writeUInt16LE(4, 6);
  head.writeUInt32LE(262_144, 16);
  head.writeUInt32LE(1, 20);
  out.write(head);
  let written = head.length;
  for (let turn = 0; written < bytes; turn += 1) {
    const block = Buffer.concat(packets.map((packet, at) => changed(packet, turn, at)));
    written += block.length;
    if (!out.write(block)) await once(out, "drain");
  }
  out.end();
  await once(out, "finish");
  return written;
}

/** Packets with their heads, of little-endian captures of Ethernet. */
async function readPackets(from: string): Promise<readonly Buffer[]> {
  const names = await readdir(from).catch(() => []);
  const packets: Buffer[] = [];
  for (const name of names.filter((found) => found.endsWith(".pcap"))) {
    const file = await readFile(`${from}/${name}`);
    if (file.length < 40 || file.readUInt32LE(0) !== 0xa1b2c3d4 || file.readUInt32LE(20) !== 1)
      continue;
    for (let at = 24; at + 16 <= file.length;) {
      const end = at + 16 + file.readUInt32LE(at + 8);
      if (end > file.length || end < at + 16 + ethernet + 20) break;
      packets.push(file.subarray(at, end));
      at = end;
    }
  }
  return packets;
}

function changed(packet: Buffer, turn: number, at: number): Buffer {
  const copy = Buffer.from(packet);
  copy.writeUInt32LE(1_700_000_000 + turn, 0);
  copy.writeUInt32LE(at % 1_000_000, 4);
  const [type, ip] = [copy.readUInt16BE(16 + 12), 16 + ethernet];
  const places = type === 0x0800 ? [ip + 12, ip + 16] : type === 0x86dd ? [ip + 20, ip + 36] : [];
  for (const place of places)
    if (place + 4 <= copy.length)
      copy.writeUInt32BE((copy.readUInt32BE(place) ^ (turn << 8)) >>> 0, place);
  return copy;
}
