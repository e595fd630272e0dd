import { fromHex } from "@homepoint/base";

export type QuicVersion = {
  readonly salt: Uint8Array;
  /** What its labels begin with. */
  readonly label: "quic" | "quicv2";
  /** Bits of the type, of packets that are read or stepped over. */
  readonly initial: number;
  readonly retry: number;
};

const first = { label: "quic", initial: 0, retry: 3 } as const;
const second = { label: "quicv2", initial: 1, retry: 0 } as const;

function version(salt: string, rest: Omit<QuicVersion, "salt">): QuicVersion {
  return { salt: fromHex(salt) ?? new Uint8Array(), ...rest };
}

const draft22 = version("7fbcdb0e7c66bbe9193a96cd21519ebd7a02644a", first);
const draft23 = version("c3eef712c72ebb5a11a7d2432bb46365bef9f502", first);
const draft29 = version("afbfec289993d24c9e9786f19c6111e04390a899", first);
/** RFC 9001 §5.2. */
const version1 = version("38762cf7f55934b34d179ae6a4c80cadccbb7f0a", first);
/** RFC 9369 §3.3. */
const version2 = version("0dede3def700a6db819381be6e269dcbf9bd2ed9", second);
const version2Draft = version("a707c203a59b47184a1d62ca570406ea7ae3e5d3", second);

/** Of Facebook's mvfst, which names them otherwise. */
const madeByOne: Readonly<Record<number, QuicVersion>> = {
  0xfaceb001: draft22,
  0xfaceb002: draft23,
  0xfaceb00e: draft23,
};

/** How the first packets of a version are sealed: the likeliest first; none where unknown. */
export function versionsOf(number: number): readonly QuicVersion[] {
  if (number === 1) return [version1];
  if (number === 0x6b3343cf) return [version2];
  if (number === 0x709a50c4) return [version2Draft];
  if (number >= 0xff000017 && number <= 0xff00001c) return [draft23];
  if (number >= 0xff00001d && number <= 0xff000020) return [draft29];
  if (number === 0xff000021 || number === 0xff000022) return [version1];
  const old = madeByOne[number];
  if (old) return [old];
  // Versions that nobody speaks, said to see whether the other side refuses them (RFC 9000 §15).
  return (number & 0x0f0f0f0f) === 0x0a0a0a0a ? [version1, draft29] : [];
}
