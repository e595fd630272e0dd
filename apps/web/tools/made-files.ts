import { TextReader, Uint8ArrayWriter, ZipWriter } from "@zip.js/zip.js";

/** A package without code or manifest, which names a host. */
export async function madePackage(host: string): Promise<Uint8Array> {
  const zip = new ZipWriter(new Uint8ArrayWriter());
  await zip.add("classes.dex", new TextReader("no code"));
  await zip.add("assets/settings.json", new TextReader(`{"url":"http://${host}/v1"}`));
  return zip.close();
}

/** One SYN from 10.0.0.2 to each of these, port 443, a second apart: pcap, raw IPv4. */
export function madePcap(hosts: readonly number[] = [1]): Uint8Array {
  const head = Buffer.alloc(24);
  head.writeUInt32LE(0xa1b2c3d4, 0);
  head.writeUInt16LE(2, 4);
  head.writeUInt16LE(4, 6);
  head.writeUInt32LE(65_535, 16);
  head.writeUInt32LE(101, 20);
  return Buffer.concat([head, ...hosts.map(synTo)]);
}

function synTo(host: number, at: number): Uint8Array {
  const ip = Buffer.from(
    "450000280000400040060000" +
      "0a000002c0000200" +
      "c35001bb" +
      "00000001000000005002ffff00000000",
    "hex",
  );
  ip[19] = host;
  const frame = Buffer.alloc(16);
  frame.writeUInt32LE(1_770_000_000 + at, 0);
  frame.writeUInt32LE(ip.length, 8);
  frame.writeUInt32LE(ip.length, 12);
  return Buffer.concat([frame, ip]);
}
