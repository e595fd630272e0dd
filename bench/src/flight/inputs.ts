import { parseKeyChains, type KeyChain } from "@homepoint/flight";
import {
  chainsJson,
  makeChain,
  makeSampleLogs,
  realFile,
  resealAsVersion14,
  tileDjiLog,
} from "@homepoint/testdata";

/** A log to measure on, and what to call it. */
export type Input = {
  readonly title: string;
  readonly bytes: Uint8Array;
  /** For logs of version 14, as this package and as the peer take them. */
  readonly keys?: KeyChain;
  readonly keysJson?: string;
};

/** The real Mavic 2 log where it is there, else a made one, of version 11. */
function source(): Input {
  const real = realFile("dji-txt/chrisvm__mavic2_0.txt");
  if (real) return { title: "real Mavic 2 log", bytes: real };
  const made = makeSampleLogs().find(({ name }) => name.includes("point"))?.bytes;
  return { title: "made Mavic 2 log", bytes: made ?? new Uint8Array() };
}

/** Where the rows end: before the marker that stands before the pictures. */
function rowsEnd(bytes: Uint8Array): number {
  let at = 100;
  while (bytes[at] !== 0x39 && bytes[at + 2 + (bytes[at + 1] ?? 0)] === 0xff)
    at += 3 + (bytes[at + 1] ?? 0);
  return at;
}

const megabytes = (bytes: Uint8Array) => `${(bytes.length / 1e6).toFixed(1)} MB`;

/** The log as it is. */
export function shortLog(): Input {
  const { title, bytes } = source();
  return { title: `${title}, version 11, ${megabytes(bytes)}`, bytes };
}

/** Its rows many times over: a flight of twenty minutes, or a day of flying. */
export function longLog(times: number): Input {
  const { title, bytes } = source();
  const tiled = tileDjiLog(bytes, rowsEnd(bytes), times);
  return { title: `${title} × ${times}, version 11, ${megabytes(tiled)}`, bytes: tiled };
}

/** The same, sealed as version 14 would, with made keys. */
export function sealedLog(input: Input): Input {
  const chain = makeChain(14);
  const keysJson = chainsJson([chain]);
  const bytes = resealAsVersion14(input.bytes, chain);
  const title = `${input.title.replace(/, version.*/, "")}, sealed as version 14, ${megabytes(bytes)}`;
  return { title, bytes, keysJson, keys: parseKeyChains(keysJson) };
}
