export {
  collect,
  collectKnown,
  concat,
  equalBytes,
  equalSecrets,
  fromBase64,
  fromHex,
  textOf,
  toBase64,
  toHex,
  utf8,
} from "./bytes.ts";
export { BreakingStore } from "./breaking-store.ts";
export { sourceOf, type ByteSource } from "./byte-source.ts";
export { readMark, sinceMark, type ClockMark, type SinceMark } from "./clock-mark.ts";
export { canonicalBytes, canonicalJson, type Json } from "./json.ts";
export { GnssWatch, readNmea } from "./nmea.ts";
export { MemoryStore } from "./memory-store.ts";
export {
  checkKey,
  storeProblem,
  type ByteRange,
  type ObjectStore,
  type Worth,
} from "./object-store.ts";
export { defineProblems, isProblem, Problem, type ProblemMaker } from "./problems.ts";
export { Turns } from "./turns.ts";
