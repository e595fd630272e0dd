import { Content } from "./content.ts";
import { featurePointOf, scramble, Sealer, type MadeChain } from "./dji-keys.ts";
import { rowsOf, type Row } from "./dji-rows.ts";
import type { MadeFlight, Sample } from "./fly.ts";
import { makeView } from "./jpeg.ts";

/** How a flight is written down. */
export type LogOptions = {
  readonly version: number;
  /** Versions 13 and 14: a chain for each time the app opened the file. */
  readonly chains?: readonly MadeChain[];
  /** Pictures in the log, at most four pairs. */
  readonly images?: number;
  /** The app was killed: neither details nor where they are. */
  readonly unfinished?: boolean;
  /** At which sample the app was opened again (kind 50, and a marker before it). */
  readonly reopenedAt?: number;
};

export type MadeLog = {
  readonly bytes: Uint8Array;
  /** Where each row stands in the file, its frame included. */
  readonly rows: readonly {
    readonly kind: number;
    readonly offset: number;
    readonly length: number;
  }[];
};

const marker = Uint8Array.of(0x39, 0x30, 0, 0);

/** Writes a flight as a DJI flight record of any version from 1 to 14. */
export function writeDjiLog(flight: MadeFlight, options: LogOptions): MadeLog {
  const writer = new LogWriter(flight, options);
  return writer.write();
}

class LogWriter {
  readonly #flight: MadeFlight;
  readonly #options: LogOptions;
  readonly #parts: Uint8Array[] = [];
  readonly #rows: { kind: number; offset: number; length: number }[] = [];
  #length = 0;
  #seed = 7;
  #sealer: Sealer | undefined;
  #segment = 0;

  constructor(flight: MadeFlight, options: LogOptions) {
    this.#flight = flight;
    this.#options = options;
  }

  write(): MadeLog {
    const { version, unfinished } = this.#options;
    const images = this.#images();
    const details = detailsOf(this.#flight, version, images);
    this.#add(new Uint8Array(version >= 6 ? 100 : 12));
    if (version === 12) this.#add(unfinished ? new Uint8Array(436) : details);
    if (version >= 13) this.#add(auxBlocks(details, version));
    const first = this.#length;
    this.#addRows();
    if (!unfinished) {
      if (version >= 6) this.#add(marker);
      for (const image of images) this.#add(image);
    }
    const end = this.#length;
    if (version < 12 && !unfinished) {
      this.#add(details);
      if (version >= 6) this.#addRow({ kind: 15, content: Uint8Array.of(3, 0, 1, 0, 5, 12) }); // late
    }
    const bytes = joined(this.#parts, this.#length);
    const offset = version >= 13 ? first : end;
    const view = new DataView(bytes.buffer);
    view.setBigUint64(0, BigInt(unfinished && version < 13 ? 0 : offset), true);
    view.setUint16(8, version >= 12 ? 436 : 400, true);
    view.setUint8(10, version);
    return { bytes, rows: this.#rows };
  }

  /** Snapshots first, then their thumbnails. */
  #images(): readonly Uint8Array[] {
    const count = Math.min(4, this.#options.images ?? 0);
    const numbers = Array.from({ length: count }, (_, number) => number);
    return [
      ...numbers.map((number) => makeView(40, 30, number + 3)),
      ...numbers.map((number) => makeView(15, 11, number + 3)),
    ];
  }

  #addRows(): void {
    const { version, reopenedAt, chains } = this.#options;
    this.#openSegment();
    let samples = 0;
    for (const row of rowsOf(this.#flight, version)) {
      if (row.kind === 1) samples += 1;
      if (row.kind === 1 && samples === reopenedAt) {
        if (version >= 6) this.#add(marker);
        this.#addRow({ kind: 50, content: new Uint8Array(16) });
        if (chains) this.#segment += 1;
        this.#openSegment();
      }
      this.#addRow(row);
    }
  }

  #openSegment(): void {
    const chain = this.#options.chains?.[this.#segment];
    if (!chain) return;
    this.#sealer = new Sealer(chain);
    for (const { featurePoint, sealed } of chain) {
      const content = new Content(4 + sealed.length).u16(0, featurePoint).u16(2, sealed.length);
      content.bytes.set(sealed, 4);
      this.#addRow({ kind: 56, content: content.bytes });
    }
  }

  #addRow({ kind, content }: Row): void {
    const { version } = this.#options;
    const point = version >= 13 ? featurePointOf(kind, version) : undefined;
    const sealed = point && this.#sealer ? this.#sealer.seal(point, content) : content;
    this.#seed = (this.#seed * 29 + 41) & 0xff;
    const payload = version >= 7 ? scramble(kind, this.#seed, sealed) : sealed;
    const { length } = payload;
    const head = version >= 13 ? [kind, length & 0xff, length >>> 8] : [kind, length];
    this.#rows.push({ kind, offset: this.#length, length: head.length + length + 1 });
    this.#add(Uint8Array.from([...head, ...payload, 0xff]));
  }

  #add(part: Uint8Array): void {
    this.#parts.push(part);
    this.#length += part.length;
  }
}

function joined(parts: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** Type 0 under the XOR layer as a row of kind 0, type 1 in clear, §3. */
function auxBlocks(details: Uint8Array, version: number): Uint8Array {
  const content = new Content(3 + details.length + 2 + 256).u16(1, details.length);
  content.bytes.set(details, 3);
  content.u16(3 + details.length, 256);
  const block = scramble(0, 90, content.bytes);
  const extension = [1, 4, 0, version === 13 ? 3 : 4, 0, 3, 0];
  return Uint8Array.from([0, block.length & 0xff, block.length >>> 8, ...block, ...extension]);
}

const half = (images: readonly Uint8Array[], first: boolean) =>
  first ? images.slice(0, images.length / 2) : images.slice(images.length / 2);

/** The details block, §2. */
function detailsOf(flight: MadeFlight, version: number, images: readonly Uint8Array[]): Uint8Array {
  const { plan, startedMs, samples } = flight;
  const last = samples.at(-1) as Sample; // no flight is empty
  const most = (of: (sample: Sample) => number) =>
    samples.reduce((top, sample) => Math.max(top, of(sample)), 0);
  const content = new Content(version >= 12 ? 436 : 400)
    .text(20, 20, "Made by testdata")
    .u8(81, 1)
    .i32(83, samples.length)
    .i32(87, 12_345)
    .i64(91, startedMs)
    .f64(99, plan.longitude)
    .f64(107, plan.latitude)
    .f32(115, last.flown / (version >= 12 ? 1000 : 1))
    .i32(119, last.seconds * 1000)
    .f32(
      123,
      most(({ height }) => height),
    )
    .f32(
      127,
      most(({ north, east }) => Math.hypot(north, east)),
    )
    .f32(
      131,
      most(({ down }) => Math.abs(down)),
    )
    .i32(135, samples.filter(({ photo }) => photo).length)
    .i64(139, samples.filter(({ filming }) => filming).length / 10);
  for (const [number, image] of half(images, true).entries())
    content
      .i32(147 + 4 * number, image.length)
      .f64(179 + 8 * number, (plan.longitude * Math.PI) / 180)
      .f64(211 + 8 * number, (plan.latitude * Math.PI) / 180);
  for (const [number, image] of half(images, false).entries())
    content.i32(163 + 4 * number, image.length);
  return version <= 5 ? madeBefore6(content, flight) : madeFrom6(content, flight);
}

function madeBefore6(content: Content, { plan }: MadeFlight): Uint8Array {
  const { aircraft } = plan;
  content
    .text(267, 10, aircraft.serial)
    .u8(277, aircraft.product)
    .text(278, 24, aircraft.name)
    .text(318, 10, aircraft.camera)
    .text(328, 10, aircraft.controller)
    .text(338, 10, aircraft.battery)
    .u8(348, aircraft.app.platform);
  for (const [at, part] of aircraft.app.version.entries()) content.u8(349 + at, part);
  return content.bytes;
}

function madeFrom6(content: Content, { plan }: MadeFlight): Uint8Array {
  const { aircraft } = plan;
  content
    .f32(267, plan.altitude * 10)
    .u8(271, aircraft.product)
    .text(280, 32, aircraft.name)
    .text(312, 16, aircraft.serial)
    .text(328, 16, aircraft.camera)
    .text(344, 16, aircraft.controller)
    .text(360, 16, aircraft.battery)
    .u8(376, aircraft.app.platform)
    .text(400, 36, "00000000-0000-4000-8000-00000000made");
  for (const [at, part] of aircraft.app.version.entries()) content.u8(377 + at, part);
  return content.bytes;
}
