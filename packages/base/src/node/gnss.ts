import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { connect } from "node:net";
import type { Readable } from "node:stream";
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
/** No sentence is as long: of what does not end, no more is kept. */
const longestLine = 1024;

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
    const open = await findSource(source).catch(() => undefined);
    if (isOver) return;
    if (!open) return again();
    stream = open();
    stream.on("error", () => undefined); // it closes, and is opened again
    stream.on("close", again);
    onLines(stream, (line) => {
      const at = watch.take(line);
      if (at !== undefined) onTime(at);
    });
  };
  void begin();
  return () => {
    isOver = true;
    clearTimeout(timer);
    stream?.destroy();
  };
}

/** Gives what opens it; in the same turn someone has to listen, for it may fail in the next. */
async function findSource(source: string): Promise<() => Readable> {
  if (source === "gpsd") return openGpsd;
  const isSocket = (await stat(source)).isSocket();
  return () => (isSocket ? connect(source) : createReadStream(source));
}

function openGpsd(): Readable {
  const socket = connect({ host: "127.0.0.1", port: gpsdPort });
  socket.write('?WATCH={"enable":true,"nmea":true};\n'); // gpsd_json(5)
  return socket;
}

function onLines(stream: Readable, take: (line: string) => void): void {
  let rest = "";
  stream.setEncoding("latin1"); // sentences are ASCII
  stream.on("data", (text: string) => {
    const lines = `${rest}${text}`.split("\n");
    rest = (lines.pop() ?? "").slice(0, longestLine);
    for (const line of lines) take(line);
  });
}
