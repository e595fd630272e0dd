import { airdata } from "./airdata.ts";
import type { CsvDialect } from "./dialect.ts";
import { flightReader, txtLog } from "./dji.ts";
import { dronelog } from "./dronelog.ts";
import { homepoint } from "./homepoint.ts";
import { litchi } from "./litchi.ts";

/** Every kind of CSV that is known. Those whose headers are like others' too stand first. */
export const dialects: readonly CsvDialect[] = [
  homepoint,
  litchi,
  airdata,
  dronelog,
  flightReader,
  txtLog,
];
