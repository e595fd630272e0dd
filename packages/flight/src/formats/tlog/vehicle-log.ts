import { gather } from "../../gather/gather.ts";
import { decodePayloads, padPayloads, type Payloads } from "../../mavlink/decode-payloads.ts";
import { fieldsOf, type MessageField } from "../../mavlink/messages.ts";
import { modesOf } from "../../mavlink/modes.ts";
import { nameOf } from "../../series-names.ts";
import type { Series, Table } from "../../table.ts";
import type { FrameIndex } from "./find-frames.ts";
import type { Stream } from "./group-frames.ts";
import { VehicleClock, type Clocks } from "./vehicle-clock.ts";
import type { Vehicle } from "./vehicles.ts";

/** A file as all its flights see it. */
export type TelemetryFile = Clocks & { readonly bytes: Uint8Array; readonly index: FrameIndex };

/** What charts show, the track first: who takes tables one by one may stop behind these. */
const first: readonly string[] = [
  "GLOBAL_POSITION_INT",
  "GPS_RAW_INT",
  "ATTITUDE",
  "VFR_HUD",
  "SYS_STATUS",
  "BATTERY_STATUS",
  "HEARTBEAT",
];

/** The streams of one vehicle; each becomes tables when they are taken for the first time. */
export class VehicleLog {
  readonly vehicle: Vehicle;
  readonly streams: readonly Stream[];
  /** When its first frame came in: seconds since that of the file. */
  readonly cameIn: number;
  readonly #file: TelemetryFile;
  readonly #clock: VehicleClock;
  readonly #decoded = new Map<Stream, readonly Table[]>();

  constructor(file: TelemetryFile, vehicle: Vehicle, streams: readonly Stream[]) {
    this.vehicle = vehicle;
    this.streams = streams.toSorted((a, b) => this.#rank(a) - this.#rank(b));
    this.#file = file;
    const begin = streams.reduce(
      (least, { frames }) => Math.min(least, frames[0] ?? least),
      Infinity,
    );
    const first = Number.isFinite(begin) ? begin : 0;
    this.cameIn = file.received.seconds[first] ?? 0;
    this.#clock = new VehicleClock(file, vehicle.system * 256 + vehicle.component, first);
  }

  /** Seconds since the flight's first frame at which frames came in, in order. */
  timesOf(frames: Uint32Array): Float64Array {
    return this.#clock.timesOf(frames);
  }

  *tables(): Iterable<Table> {
    for (const stream of this.streams) yield* this.#tablesOf(stream);
  }

  /** Tables of a message, those of the autopilot itself first. */
  tablesNamed(name: string): readonly Table[] {
    return this.streams
      .filter(({ message }) => message.name === name)
      .flatMap((stream) => this.#tablesOf(stream));
  }

  /** Four bytes of each of the autopilot's own messages of a name, as they are. */
  bitsOf(name: string, at: number): Uint32Array | undefined {
    const stream = this.streams.find((one) => one.message.name === name && this.isOwn(one));
    if (!stream) return undefined;
    const rows = padPayloads(stream.message, this.#payloads(stream.frames));
    const column = new Uint32Array(stream.frames.length);
    gather("u32", rows, at, column);
    return column;
  }

  isOwn({ system, component }: Stream): boolean {
    return system === this.vehicle.system && component === this.vehicle.component;
  }

  #rank(stream: Stream): number {
    const place = first.indexOf(stream.message.name);
    const strangers = this.isOwn(stream) ? 0 : 100;
    return strangers + (place < 0 ? first.length : place);
  }

  #tablesOf(stream: Stream): readonly Table[] {
    const known = this.#decoded.get(stream);
    if (known) return known;
    const tables = this.#partsOf(stream).map(({ instance, frames }) => {
      const times = this.#clock.timesOf(frames, this.isOwn(stream));
      const series = this.#decode(stream, frames);
      return {
        name: stream.message.name,
        instance: this.#instance(stream, instance),
        times,
        series,
      };
    });
    this.#decoded.set(stream, tables);
    return tables;
  }

  /** Components other than the autopilot, and other systems, have numbers of their own. */
  #instance(stream: Stream, instance: number): number {
    if (this.isOwn(stream)) return instance;
    const { system, component } = stream;
    const sender = system === this.vehicle.system ? component : system * 1000 + component;
    return sender * 1000 + instance;
  }

  #partsOf(stream: Stream): readonly Part[] {
    const field = fieldsOf(stream.message).find(({ isInstance }) => isInstance);
    return field
      ? splitByInstance(this.#file, stream, field)
      : [{ instance: 0, frames: stream.frames }];
  }

  #decode(stream: Stream, frames: Uint32Array): readonly Series[] {
    const series = decodePayloads(stream.message, this.#payloads(frames));
    return stream.message.name === "HEARTBEAT" ? withModes(series, this.vehicle) : series;
  }

  #payloads(frames: Uint32Array): Payloads {
    const { bytes, index } = this.#file;
    const starts = new Uint32Array(frames.length);
    const lengths = new Uint8Array(frames.length);
    for (let row = 0; row < frames.length; row += 1) {
      const frame = frames[row] as number; // below the length, and a frame of the index
      starts[row] = index.payloads[frame] as number;
      lengths[row] = index.lengths[frame] as number;
    }
    return { bytes, starts, lengths };
  }
}

type Part = { readonly instance: number; readonly frames: Uint32Array };

/** Frames by the byte that tells several sources of one message apart. */
function splitByInstance(
  { bytes, index }: TelemetryFile,
  { frames }: Stream,
  { at }: MessageField,
): readonly Part[] {
  const instanceOf = (frame: number) =>
    at < (index.lengths[frame] as number)
      ? (bytes[(index.payloads[frame] as number) + at] ?? 0)
      : 0;
  const instances = new Set<number>();
  for (const frame of frames) instances.add(instanceOf(frame));
  if (instances.size === 1) return [...instances].map((instance) => ({ instance, frames }));
  return [...instances]
    .toSorted((a, b) => a - b)
    .map((instance) => ({
      instance,
      frames: frames.filter((frame) => instanceOf(frame) === instance),
    }));
}

const armedBit = 128;

/** Modes have names only by vehicle, and whether the motors turn is a bit of another field. */
function withModes(series: readonly Series[], { autopilot, type }: Vehicle): readonly Series[] {
  const labels = modesOf(autopilot ?? 0, type ?? 0);
  const named = series.map((one) =>
    one.source === "HEARTBEAT.custom_mode" && labels ? { ...one, labels } : one,
  );
  const mode = series.find(({ source }) => source === "HEARTBEAT.base_mode");
  if (!mode) return named;
  const values = Uint8Array.from(mode.values as Uint8Array, (bits) => (bits & armedBit ? 1 : 0));
  const source = "HEARTBEAT.armed";
  const name = nameOf(source);
  const armed: Series = {
    source,
    ...(name ? { name } : {}),
    unit: "1",
    values,
    scale: 1,
    offset: 0,
    labels: { 0: "no", 1: "yes" },
    derived: true,
  };
  return [...named, armed];
}
