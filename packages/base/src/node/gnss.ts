import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { connect } from "node:net";
import type { Readable } from "node:stream";
import { createInterface } from "node:readline";
import { GnssWatch } from "../nmea.ts";

export type GnssParts = {
  /** A serial device, a pipe or a file of sentences, a socket file; or `gpsd` on this box. */
  readonly source: string;
  /** Seconds that only grow. */
  readonly monotonic: () => number;
  readonly onTime: (at: number) => void;
};

const againMs = 10_000;
const gpsdPort = 2947;

/** Reads a receiver's sentences as long as they are wanted. Gives what ends it. */
export function followGnss({ source, monotonic, onTime }: GnssParts): () => void {
  const watch = new GnssWatch(monotonic);
  let stream: Readable | undefined;
  let isOver = false;
  let timer: NodeJS.Timeout | undefined;
  const again = () => {
    if (!isOver) timer = setTimeout(() => void begin(), againMs);
  };
  const begin = async () => {
    stream = await openSource(source).catch(() => undefined);
    if (!stream || isOver) return void (stream ? stream.destroy() : again());
    const lines = createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY });
    stream.on("error", () => lines.close());
    lines.on("line", (line) => {
      const at = watch.take(line);
      if (at !== undefined) onTime(at);
    });
    lines.on("close", again);
  };
  void begin();
  return () => {
    isOver = true;
    clearTimeout(timer);
    stream?.destroy();
  };
}

async function openSource(source: string): Promise<Readable> {
  if (source === "gpsd") {
    const socket = connect({ host: "127.0.0.1", port: gpsdPort });
    socket.write('?WATCH={"enable":true,"nmea":true};\n'); // gpsd_json(5)
    return socket;
  }
  return (await stat(source)).isSocket() ? connect(source) : createReadStream(source);
}
