// Other readers, each reading all it can into objects that are held. Plain JavaScript: a process that
// measures its memory must not load Node's TypeScript stripper.
import { Readable } from "node:stream";

/** All frames: what dji-log-parser-js has for columns. */
async function dji(bytes, keysJson) {
  const { DJILog } = await import("dji-log-parser-js");
  const log = new DJILog(bytes);
  const frames = log.frames(keysJson ? JSON.parse(keysJson) : undefined);
  log.free();
  return frames;
}

/** All messages with their values, in the order of time. */
async function ulog(bytes) {
  const { ULog } = await import("@foxglove/ulog");
  const log = new ULog({
    open: async () => bytes.length,
    read: async (offset, length) => bytes.slice(offset, offset + length),
    size: () => bytes.length,
  });
  await log.open();
  return Array.fromAsync(log.readMessages());
}

/** All packets with their values. */
async function tlog(bytes) {
  const { ardupilotmega, common, minimal, MavLinkPacketParser, MavLinkPacketSplitter, standard } =
    await import("node-mavlink");
  const registry = { ...minimal.REGISTRY, ...common.REGISTRY };
  Object.assign(registry, standard.REGISTRY, ardupilotmega.REGISTRY);
  const packets = Readable.from([Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)])
    .pipe(new MavLinkPacketSplitter())
    .pipe(new MavLinkPacketParser());
  const held = [];
  for await (const packet of packets) {
    const kind = registry[packet.header.msgid];
    if (kind) held.push(packet.protocol.data(packet.payload, kind));
  }
  return held;
}

/** Readers by the name of their package. */
export const peers = { "dji-log-parser-js": dji, "@foxglove/ulog": ulog, "node-mavlink": tlog };
