import { openColumns, trackPoints } from "@homepoint/flight";
import type { RecordedEntry } from "@homepoint/inspect";
import type { Client } from "@homepoint/sdk";
import type { Output } from "../output.ts";
import { withHub } from "../with-hub.ts";
import type { TimeOptions } from "./time-told.ts";
import { entryFrom } from "./read-evidence.ts";

/** What the hub that holds the vault knows of the time of a capture. */
export type HubKnown = {
  /** Its evidence, in order. */
  readonly log: readonly RecordedEntry[];
  /** Of the flights and files of those days, all that tells of them, for `readCanaries`. */
  readonly canaries: string;
};

const dayMs = 86_400_000;
const page = 1000;

/** From the day before to the day after: logs and clocks stand in other zones. */
export async function readHub(
  { data = "", passphraseFile, keyFile }: TimeOptions,
  { from, until }: { readonly from: number; readonly until: number },
  output: Output,
): Promise<HubKnown> {
  return withHub({ data, passphraseFile, keyFile }, output, async (client) => {
    const entries: RecordedEntry[] = [];
    const hashes = new Map<string, string>();
    for await (const streamed of client.streamEvidence({ format: "jsonl" })) {
      const entry = entryFrom(streamed);
      if (!entry) continue;
      const { kind, object, sha256 } = entry.shown ?? {};
      if (kind === "sealed" && typeof object === "string" && typeof sha256 === "string")
        hashes.set(object, sha256);
      entries.push(entry);
    }
    const span = { from: isoOf(from - dayMs), to: isoOf(until + dayMs) };
    const flights = await flightsOf(client, span);
    const objects = new Set(flights.flatMap(({ logs }) => logs.map(({ id }) => id)));
    const digests = [...objects].flatMap((id) => hashes.get(id) ?? []);
    const tracks: Line[] = [];
    for (const { id, columnsSize } of flights)
      if (columnsSize !== null) tracks.push(await trackOf(client, { id, size: columnsSize }));
    return { log: entries, canaries: JSON.stringify({ flights, hashes: digests, tracks }) };
  });
}

async function flightsOf(client: Client, span: { readonly from: string; readonly to: string }) {
  const ids: string[] = [];
  for (;;) {
    const { flights } = await client.listFlights({ ...span, offset: ids.length, limit: page });
    ids.push(...flights.map(({ id }) => id));
    if (flights.length < page) break;
  }
  return Promise.all(ids.map((id) => client.getFlight({ id })));
}

/** As GeoJSON has it. */
type Line = { readonly type: "LineString"; readonly coordinates: readonly (readonly number[])[] };

/** The track of a flight as a map draws it: as near as canaries are looked for. */
async function trackOf(client: Client, { id, size }: { readonly id: string; size: number }) {
  const read = async (first: number, last: number) => {
    const answer = await client.getColumns({ id }, { range: { first, last } });
    return new Uint8Array(await answer.arrayBuffer());
  };
  const { track } = (await openColumns({ size, read })).overview;
  const points = track ? [...trackPoints([track])] : [];
  const coordinates = points.map(({ latitude, longitude }) => [longitude, latitude]);
  return { type: "LineString", coordinates } as const;
}

function isoOf(time: number): string {
  return new Date(time).toISOString();
}
