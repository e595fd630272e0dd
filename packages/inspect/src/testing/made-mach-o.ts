/** A thin arm64 program of iOS (`mach-o/loader.h`): entitlements in its signature, FairPlay where asked. */
export function makeMachO(entitlements: string, sealed: "sealed" | "open"): Uint8Array {
  const blob = Buffer.concat([
    be(0xfade_7171),
    be(8 + entitlements.length),
    Buffer.from(entitlements),
  ]);
  const index = Buffer.concat([be(1), be(5), be(20)]);
  const signature = Buffer.concat([be(0xfade_0cc0), be(20 + blob.length), index, blob]);
  const library = Buffer.from("/usr/lib/libSystem.B.dylib\0\0");
  const commands = [
    Buffer.concat([le(0x0c), le(24 + library.length), le(24), le(0), le(0), le(0), library]),
    Buffer.concat([le(0x2c), le(24), le(0), le(4096), le(sealed === "sealed" ? 1 : 0), le(0)]),
  ];
  const size = commands.reduce((sum, { length }) => sum + length, 16);
  const at = 32 + size;
  commands.push(Buffer.concat([le(0x1d), le(16), le(at), le(signature.length)]));
  const head = [0xfeed_facf, 0x0100_000c, 0, 2, commands.length, size, 0, 0].map(le);
  return Uint8Array.from(Buffer.concat([...head, ...commands, signature]));
}

function le(value: number): Buffer {
  return Buffer.from(Uint32Array.of(value >>> 0).buffer);
}

function be(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value >>> 0);
  return bytes;
}
