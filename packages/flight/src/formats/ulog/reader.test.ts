import { fly, plans, writeUlge, writeUlog, type MadeUlog } from "@homepoint/testdata";
import { describe, expect, test } from "vitest";
import { describeFlightReader, type ReaderSample } from "../../flight-reader.contract.ts";
import { withRealFiles } from "../../real-files.contract.ts";
import { summarize } from "../../summary/summarize.ts";
import { ulogReader } from "./reader.ts";

const flight = fly({ ...plans.sea, waypoints: plans.sea.waypoints.slice(0, 3) });
const brief = { ...flight, samples: flight.samples.slice(0, 45) };

const sampleOf = (name: string, { bytes, rows }: MadeUlog): ReaderSample => ({ name, bytes, rows });
const few = { ...flight, samples: flight.samples.slice(0, 3) };

describeFlightReader(ulogReader, [
  sampleOf("a log of three samples", writeUlog(few)),
  sampleOf("a log of some seconds", writeUlog(brief)),
  sampleOf("a log with a crash appended", writeUlog(brief, { crashed: true, older: true })),
  sampleOf("a whole flight", writeUlog(flight, { padded: true })),
  { name: "an encrypted log", bytes: writeUlge(writeUlog(few).bytes) },
]);

withRealFiles("ulog", ".ulg", (name, bytes) => {
  describeFlightReader(ulogReader, [{ name, bytes, rows: rowsOf(bytes) }]);
});

/** Rows of an undamaged real log, by a second reading that looks at nothing but frames. */
function rowsOf(bytes: Uint8Array) {
  const rows: { readonly offset: number; readonly length: number }[] = [];
  for (let at = 16; at + 3 <= bytes.length;) {
    const [low = 0, high = 0, kind] = bytes.subarray(at, at + 3);
    const length = 3 + low + 256 * high;
    if (kind === 0x44) rows.push({ offset: at, length });
    at += length;
  }
  return rows;
}

describe("an encrypted log", async () => {
  const bytes = writeUlge(writeUlog(few).bytes);
  const log = await ulogReader.open(bytes);

  test("is a flight that needs keys which nobody can be asked for, and says so", () => {
    const [flight] = log.flights;
    expect(log.flights).toHaveLength(1);
    expect(flight).toMatchObject({ format: "ulog", needsKeys: true, keyRequests: [], damage: [] });
    expect(flight?.properties).toEqual([
      { name: "encrypted", value: "PX4 log encryption" },
      { name: "encryption_header_version", value: 1 },
      { name: "encryption_exchange_algorithm", value: 4 },
      { name: "encryption_exchange_key", value: 1 },
      { name: "encrypted_content", sizeBytes: bytes.length - 546 },
    ]);
    expect([...log.tables(0)]).toEqual([]);
  });

  test("has a summary that is locked", () => {
    expect(summarize(log, 0)).toMatchObject({ needsKeys: true, rows: 0, damage: 0, picture: [] });
  });
});
