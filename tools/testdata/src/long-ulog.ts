import { Content } from "./content.ts";
import { Random } from "./random.ts";
import { UlogWriter } from "./ulog-writer.ts";

/** Gives what a field says at a time, in seconds; `noise` is around 0 and at most about 1. */
type Says = (seconds: number, noise: number) => number;

type Topic = {
  readonly name: string;
  readonly instances: number;
  readonly rate: number;
  /** With its type, as the format says it. */
  readonly fields: Readonly<Record<string, Says>>;
};

const type = { f32: "float", f64: "double", u8: "uint8_t" } as const;
const sizes = { f32: 4, f64: 8, u8: 1 } as const;
type Kind = keyof typeof type;

const place = { latitude: -23.4, longitude: -28.2, altitude: 12 } as const;
const radius = 180;
const metersPerDegree = 111_195;
const turn = 45;
const angle = (seconds: number) => (seconds / turn) * 2 * Math.PI;
const height = (seconds: number) => 60 + 25 * Math.sin(seconds / 70);

const wave =
  (period: number, reach: number, rough: number): Says =>
  (seconds, noise) =>
    reach * Math.sin(seconds / period) + rough * noise;

/** `float[n] name`, each of its own period. */
const many = (name: string, count: number, reach = 1): Record<string, Says> =>
  Object.fromEntries(
    Array.from({ length: count }, (_, at) => [`f32 ${name}_${at}`, wave(3 + at, reach, 0.1)]),
  );

/** Rates and widths as of a racing profile, so that a minute is about ten megabytes. */
const topics: readonly Topic[] = [
  {
    name: "vehicle_global_position",
    instances: 1,
    rate: 50,
    fields: {
      "f64 lat": (s) => place.latitude + (radius * Math.cos(angle(s))) / metersPerDegree,
      "f64 lon": (s) => place.longitude + (radius * Math.sin(angle(s))) / metersPerDegree,
      "f32 alt": (s, noise) => place.altitude + height(s) + noise * 0.1,
    },
  },
  {
    name: "vehicle_local_position",
    instances: 1,
    rate: 100,
    fields: {
      "f32 z": (s, noise) => -height(s) + noise * 0.05,
      "f32 vx": (s, noise) => -25 * Math.sin(angle(s)) + noise * 0.1,
      "f32 vy": (s, noise) => 25 * Math.cos(angle(s)) + noise * 0.1,
      "f32 vz": (s, noise) => -0.35 * Math.cos(s / 70) + noise * 0.05,
    },
  },
  {
    name: "battery_status",
    instances: 2,
    rate: 10,
    fields: {
      "f32 voltage_v": (s, noise) => 25 - s / 1200 + noise * 0.1,
      "f32 current_a": (s, noise) => 18 + 4 * Math.sin(s / 9) + noise,
      "f32 remaining": (s) => Math.max(0.1, 1 - s / 4500),
    },
  },
  {
    name: "vehicle_status",
    instances: 1,
    rate: 5,
    fields: { "u8 nav_state": (s) => [2, 3, 5][Math.floor(s / 240) % 3] ?? 2 },
  },
  { name: "vehicle_attitude", instances: 1, rate: 250, fields: many("quaternion", 4) },
  { name: "vehicle_angular_velocity", instances: 1, rate: 1000, fields: many("xyz", 3) },
  { name: "sensor_accel", instances: 3, rate: 200, fields: many("axis", 4, 9.8) },
  { name: "sensor_gyro", instances: 3, rate: 200, fields: many("axis", 4) },
  { name: "actuator_outputs", instances: 2, rate: 200, fields: many("output", 16, 900) },
  { name: "estimator_innovations", instances: 4, rate: 50, fields: many("innovation", 40) },
  { name: "estimator_states", instances: 4, rate: 50, fields: many("state", 30) },
];

const startSeconds = 12;
const blockBytes = 2 ** 20;
const stepsPerSecond = 1000;

/**
 * Writes a PX4 log of at least so many bytes, block by block: hundreds of series, thousands of
 * parameters and texts. The blocks belong to the caller.
 */
export function* writeLongUlog(bytes: number): Generator<Uint8Array<ArrayBuffer>> {
  const head = new UlogWriter(startSeconds).flags();
  const rows = topics.flatMap((topic) => {
    head.format(formatOf(topic));
    return Array.from({ length: topic.instances }, (_, instance) => ({ topic, instance }));
  });
  writeSettings(head);
  const writers = rows.map(
    ({ topic, instance }) => new RowWriter(topic, head.subscribe(topic.name, instance)),
  );
  const beginning = head.finish() as Uint8Array<ArrayBuffer>;
  yield beginning;
  let written = beginning.length;
  let block = new Content(blockBytes);
  let at = 0;
  for (let step = 0; written + at < bytes; step += 1) {
    const seconds = startSeconds + step / stepsPerSecond;
    const due = writers.filter(({ every }) => step % every === 0);
    const room = due.reduce((sum, { length }) => sum + length, 0) + textLength;
    if (at + room > blockBytes) {
      yield block.bytes.slice(0, at) as Uint8Array<ArrayBuffer>;
      written += at;
      block = new Content(blockBytes);
      at = 0;
    }
    for (const writer of due) at = writer.write(block, at, seconds);
    if (step % stepsPerSecond === 0) at = writeText(block, at, seconds);
  }
  yield block.bytes.slice(0, at) as Uint8Array<ArrayBuffer>;
}

function formatOf({ name, fields }: Topic): string {
  const declared = Object.keys(fields).map((field) => {
    const [kind, called] = field.split(" ");
    return `${type[kind as Kind]} ${called};`; // as the table above writes them
  });
  return `${name}:uint64_t timestamp;${declared.join("")}`;
}

const parameters = 1500;

function writeSettings(head: UlogWriter): void {
  head.info("char[3]", "sys_name", "PX4").info("char[10]", "ver_hw", "PX4_MADE_9");
  for (let at = 0; at < parameters; at += 1)
    head
      .parameter("float", `MADE_P${at}`, at / 8)
      .defaultParameter(1, "float", [`MADE_P${at}`, at % 40 === 0 ? 1 : at / 8]);
}

/** Writes rows of one topic; noise comes from a table, as millions are wanted. */
class RowWriter {
  readonly every: number;
  readonly length: number;
  readonly #id: number;
  readonly #fields: readonly { readonly kind: Kind; readonly says: Says }[];
  readonly #noise: Float64Array;
  #next: number;

  constructor({ rate, fields }: Topic, id: number) {
    this.every = stepsPerSecond / rate;
    this.#id = id;
    this.#fields = Object.entries(fields).map(([name, says]) => ({
      kind: name.split(" ")[0] as Kind,
      says,
    }));
    this.length = this.#fields.reduce((sum, { kind }) => sum + sizes[kind], 13);
    const random = new Random(id + 1);
    this.#noise = Float64Array.from({ length: 4099 }, () => random.around(1));
    this.#next = id * 97;
  }

  /** Returns where the next row begins. */
  write(block: Content, at: number, seconds: number): number {
    block.u16(at, this.length - 3).u8(at + 2, 0x44);
    block.u16(at + 3, this.#id).i64(at + 5, seconds * 1e6);
    let to = at + 13;
    for (const { kind, says } of this.#fields) {
      this.#next = (this.#next + 1) % this.#noise.length;
      block[kind](to, says(seconds - startSeconds, this.#noise[this.#next] ?? 0));
      to += sizes[kind];
    }
    return to;
  }
}

const words = "[made] a second has gone by and all is well";
const textLength = 12 + words.length;

function writeText(block: Content, at: number, seconds: number): number {
  block.u16(at, textLength - 3).u8(at + 2, 0x4c);
  block.u8(at + 3, 0x30 + (Math.round(seconds) % 97 === 0 ? 4 : 6)).i64(at + 4, seconds * 1e6);
  block.text(at + 12, words.length, words);
  return at + textLength;
}
