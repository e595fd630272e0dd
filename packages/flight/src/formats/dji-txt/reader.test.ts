import { chainsJson, fly, makeChain, plans, writeDjiLog } from "@homepoint/testdata";
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
  describeFlightReader(djiTxtReader, [{ name, bytes }]);
});
