import type { Flight } from "../../flight.ts";
import { headLength, type FlightReader, type OpenLog } from "../../flight-reader.ts";
import { problem } from "../../problems.ts";
import { readCues, type Cue } from "./cues.ts";
import { readCueTable, signature, type CueTable } from "./cue-table.ts";

/** Subtitles that DJI aircraft write beside a film, `.SRT`: a sample of the flight in each cue. */
export const djiSrtReader: FlightReader = {
  format: "dji-srt",
  version: 3,

  recognize(head) {
    return isSubtitles(latin(head));
  },

  async open(bytes) {
    const text = latin(bytes);
    if (!isSubtitles(text)) throw problem("unknown-format", { name: "this file" });
    return openSubtitles([...readCues(text)]);
  },
};

/** A character for each byte: all that matters is ASCII, and places in the text are offsets. */
function latin(bytes: Uint8Array): string {
  return new TextDecoder("latin1").decode(bytes);
}

function isSubtitles(whole: string): boolean {
  const text = whole.slice(0, headLength);
  return /^(?:\u00ef\u00bb\u00bf)?\s*\d+\s/.test(text) && signature.test(text);
}

function openSubtitles(cues: readonly Cue[]): OpenLog {
  const read = readCueTable(cues);
  const { table } = read;
  return {
    flights: [describe(read)],
    tables: (number) => (number === 0 && table.times.length > 0 ? [table] : []),
  };
}

function describe({ table, startMs, films, damage }: CueTable): Flight {
  const startedAt = startMs && new Date(startMs).toISOString().slice(0, -1); // no zone: no Z
  return {
    format: "dji-srt",
    needsKeys: false,
    keyRequests: [],
    ...(startedAt ? { startedAt, clock: "camera" } : { clock: "unknown" }),
    aircraft: { maker: "DJI" },
    batteries: [],
    stated: {},
    images: [],
    counts: { CUE: table.times.length },
    positionKind: "CUE",
    moments: films,
    damage,
  };
}
