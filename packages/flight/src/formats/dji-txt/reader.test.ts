import { chainsJson, fly, makeChain, plans, rowKey, writeDjiLog } from "@homepoint/testdata";
import { describeFlightReader, type ReaderSample } from "../../flight-reader.contract.ts";
import { parseKeyChains } from "../../key-chains.ts";
import { withRealFiles } from "../../real-files.contract.ts";
import { djiTxtReader } from "./reader.ts";

const flight = fly(plans.sea);
const short = { ...flight, samples: flight.samples.slice(0, 9) };
const chains = [makeChain(3), makeChain(4)];
const keys = parseKeyChains(chainsJson(chains));

const small = [4, 6, 8, 11, 12].map((version): ReaderSample => {
  const { bytes, rows } = writeDjiLog(short, { version });
  return { name: `a short log of version ${version}`, bytes, ...(version >= 7 && { rows }) };
});

const large = [5, 11, 12, 13, 14].map((version): ReaderSample => {
  const sealed = version >= 13 ? { chains } : {};
  const options = { version, images: 2, reopenedAt: 300, ...sealed };
  const { bytes, rows } = writeDjiLog(flight, options);
  const name = `a log of version ${version}`;
  return { name, bytes, keys, ...(version >= 7 && { rows }) };
});

describeFlightReader(djiTxtReader, [...small, ...large]);

withRealFiles("dji-txt", ".txt", (name, bytes) => {
  const version = bytes[10] ?? 0;
  const rows = version >= 7 ? wholeRows(bytes, version) : [];
  describeFlightReader(djiTxtReader, [{ name, bytes, rows }]);
});

/** Rows of an undamaged real log up to its first marker, by a second reading of §4. */
function wholeRows(bytes: Uint8Array, version: number) {
  const wide = version >= 13;
  const rows: { readonly offset: number; readonly length: number }[] = [];
  for (let at = wide ? 809 : 100; ;) {
    const [kind = 0, low = 0, high = 0] = bytes.subarray(at, at + 3);
    const size = wide ? low + 256 * high : low;
    const head = wide ? 3 : 2;
    const payload = bytes.subarray(at + head, at + head + size);
    const seed = payload[0] ?? 0;
    const check = (payload[size - 1] ?? 0) ^ (rowKey(kind, seed)[(size - 2) & 7] ?? 0);
    if (size < 3 || bytes[at + head + size] !== 0xff || check !== ((seed + kind) & 0xff))
      return rows;
    rows.push({ offset: at, length: head + size + 1 });
    at += head + size + 1;
  }
}
