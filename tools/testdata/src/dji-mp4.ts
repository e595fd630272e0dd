import { concat, utf8 } from "@homepoint/base";
import { box, float32, float64, packed, part, text, uint, varint } from "./dji-mp4-parts.ts";
import type { MadeFlight, Sample } from "./fly.ts";
import { makeView } from "./jpeg.ts";
import { cueTexts, type SrtStyle } from "./srt.ts";

/** Where a made protocol puts what; each as the films of one model do. */
export type Mp4Layout = {
  readonly protocol: string;
  readonly model: string;
  readonly drone?: 3 | 4;
  /** A camera with a receiver, which says the time as well. */
  readonly receiver?: true;
  readonly gpsTime?: true;
  readonly gimbal?: true;
  readonly iso?: number;
  readonly shutter?: number;
  readonly aperture?: number;
  readonly degrees?: "with-flag" | "without-flag";
  /** Parts say of what device they are. */
  readonly namesDevices?: true;
};

export const mp4Layouts = {
  air3s: {
    protocol: "dvtm_Air3s.proto",
    model: "DJI Air3s",
    drone: 3,
    gimbal: true,
    iso: 7,
    shutter: 10,
    aperture: 11,
  },
  mini4: {
    protocol: "dvtm_Mini4_Pro.proto",
    model: "DJI Mini4 Pro",
    drone: 3,
    gimbal: true,
    iso: 7,
    shutter: 10,
    aperture: 11,
  },
  avata2: {
    protocol: "dvtm_AVATA2.proto",
    model: "DJI Avata2",
    drone: 4,
    iso: 2,
    shutter: 4,
    aperture: 10,
    degrees: "with-flag",
  },
  mavic3pro: {
    protocol: "dvtm_wm261.proto",
    model: "DJI Mavic3 Pro",
    drone: 3,
    gpsTime: true,
    gimbal: true,
    iso: 9,
    shutter: 10,
  },
  mavic4: {
    protocol: "dvtm_Mavic4.proto",
    model: "DJI Mavic4 Pro",
    drone: 3,
    gimbal: true,
    iso: 9,
    shutter: 10,
    degrees: "without-flag",
  },
  action5: {
    protocol: "dvtm_ac204.proto",
    model: "DJI OsmoAction5 Pro",
    receiver: true,
    gpsTime: true,
    iso: 3,
    shutter: 4,
  },
  unknown: { protocol: "dvtm_Nobody.proto", model: "DJI Nobody", drone: 3, gimbal: true },
  unknownNamed: {
    protocol: "dvtm_Nobody.proto",
    model: "DJI Nobody",
    drone: 3,
    gimbal: true,
    namesDevices: true,
  },
} as const satisfies Readonly<Record<string, Mp4Layout>>;

export type Mp4Options = {
  readonly layout?: Mp4Layout;
  /** Subtitles in a track of their own. */
  readonly captions?: SrtStyle;
  /** Where the box that describes the film is; cameras write it last. */
  readonly movie?: "first" | "last";
  /** 64 bits for lengths, places and times. */
  readonly wide?: boolean;
  readonly samplesPerChunk?: number;
  /** Bytes of pictures between one sample and the next. */
  readonly pictureBytes?: number;
  readonly cover?: boolean;
  /** Samples of the `djmd` track as they are, instead of what the layout makes of the flight. */
  readonly samples?: readonly Uint8Array[];
};

export type MadeMp4 = {
  readonly bytes: Uint8Array;
  /** Where each sample of the `djmd` track stands. */
  readonly rows: readonly { readonly offset: number; readonly length: number }[];
};

/** Made films have ten pictures a second, one for each sample of the flight. */
const timescale = 30_000;
const unitsPerSample = 3000;
const epochSeconds = 2_082_844_800;

/** The flight as a camera films it: pictures that are none, and what it says beside them. */
export function writeMp4(flight: MadeFlight, options: Mp4Options = {}): MadeMp4 {
  const { layout, captions, movie = "last", samplesPerChunk = 1, pictureBytes = 40 } = options;
  const tracks: readonly MadeTrack[] = [
    { format: "avc1", handler: "vide", name: "VideoHandler", samples: [], perChunk: 1 },
    ...(layout
      ? [
          {
            format: "djmd",
            handler: "meta",
            name: "HAL meta",
            samples:
              options.samples ??
              flight.samples.map((sample, at) => frameOf(flight, { sample, at, layout })),
            perChunk: samplesPerChunk,
          },
          {
            format: "dbgi",
            handler: "meta",
            name: "HAL dbgi",
            samples: flight.samples.map((_, at) => new Uint8Array(at % 7).fill(at)),
            perChunk: samplesPerChunk,
          },
        ]
      : []),
    ...(captions
      ? [
          {
            format: "tx3g",
            handler: "text",
            name: "\u0010DJI.Subtitle",
            samples: cueTexts(flight, captions).map(captionOf),
            perChunk: 1,
            units: timescale,
          },
        ]
      : []),
  ];
  const picture = Uint8Array.from({ length: pictureBytes }, (_, at) => (at * 37 + 11) & 0xff);
  const media = layOut(tracks, picture);
  const head = box("ftyp", utf8("isom"), uint(512), utf8("isomiso2avc1mp41"));
  const describe = (start: number) => movieBox(flight, { media, start, options });
  const mediaHead = options.wide ? 16 : 8;
  const before = movie === "first" ? head.length + describe(0).length : head.length;
  const described = describe(before + mediaHead);
  const film = mediaBox(media.bytes, options.wide === true);
  const bytes = concat(...(movie === "first" ? [head, described, film] : [head, film, described]));
  const rows = media.tracks.find(({ track }) => track.format === "djmd")?.places ?? [];
  return {
    bytes,
    rows: rows.map(({ offset, length }) => ({ offset: before + mediaHead + offset, length })),
  };
}

type MadeTrack = {
  readonly format: string;
  readonly handler: string;
  readonly name: string;
  readonly samples: readonly Uint8Array[];
  readonly perChunk: number;
  readonly units?: number;
};

type Place = { readonly offset: number; readonly length: number };
type LaidTrack = { readonly track: MadeTrack; readonly places: Place[]; readonly chunks: number[] };
type Media = { readonly bytes: Uint8Array; readonly tracks: readonly LaidTrack[] };

/** Chunks of all tracks in turn, with pictures between them. */
function layOut(tracks: readonly MadeTrack[], picture: Uint8Array): Media {
  const laid = tracks.map((track): LaidTrack => ({ track, places: [], chunks: [] }));
  const blocks: Uint8Array[] = [];
  let at = 0;
  const put = (block: Uint8Array) => {
    blocks.push(block);
    at += block.length;
  };
  const most = Math.max(...tracks.map(({ samples, perChunk }) => samples.length / perChunk));
  for (let chunk = 0; chunk < most; chunk += 1) {
    for (const { track, places, chunks } of laid) {
      const first = chunk * track.perChunk;
      const samples = track.samples.slice(first, first + track.perChunk);
      if (samples.length > 0) chunks.push(at);
      for (const sample of samples) {
        places.push({ offset: at, length: sample.length });
        put(sample);
      }
    }
    put(picture);
  }
  return { bytes: concat(...blocks), tracks: laid };
}

function mediaBox(bytes: Uint8Array, isWide: boolean): Uint8Array {
  if (!isWide) return box("mdat", bytes);
  return concat(uint(1), utf8("mdat"), wide(bytes.length + 16), bytes);
}

function wide(value: number): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value));
  return bytes;
}

type Describing = { readonly media: Media; readonly start: number; readonly options: Mp4Options };

function movieBox(flight: MadeFlight, describing: Describing): Uint8Array {
  const { media, options } = describing;
  const longest = flight.samples.length * unitsPerSample;
  return box(
    "moov",
    box("mvhd", timesBox(flight, longest, options.wide === true), new Uint8Array(80)),
    ...media.tracks.map((track) => trackBox(flight, track, describing)),
    userBox(flight, options),
  );
}

function timesBox({ startedMs }: MadeFlight, length: number, isWide: boolean): Uint8Array {
  const created = Math.floor(startedMs / 1000) + epochSeconds;
  const put = isWide ? wide : uint;
  return concat(
    Uint8Array.of(isWide ? 1 : 0, 0, 0, 0),
    put(created),
    put(created),
    uint(timescale),
    put(length),
  );
}

function trackBox(flight: MadeFlight, laid: LaidTrack, { start, options }: Describing): Uint8Array {
  const { track, places, chunks } = laid;
  const { units = unitsPerSample } = track;
  const flags = uint(0);
  const isWide = options.wide === true;
  const chunkPlaces = chunks.map((at) => (isWide ? wide(at + start) : uint(at + start)));
  const tables = box(
    "stbl",
    box("stsd", flags, uint(1), box(track.format, new Uint8Array(8))),
    box("stts", flags, uint(1), uint(places.length), uint(units)),
    box("stsc", flags, ...runsOf(track, places.length)),
    box("stsz", flags, uint(0), uint(places.length), ...places.map(({ length }) => uint(length))),
    box(isWide ? "co64" : "stco", flags, uint(chunks.length), ...chunkPlaces),
  );
  const media = box(
    "mdia",
    box("mdhd", timesBox(flight, places.length * units, isWide), new Uint8Array(4)),
    box("hdlr", flags, utf8("mhlr"), utf8(track.handler), new Uint8Array(12), utf8(track.name)),
    box("minf", tables),
  );
  return box("trak", box("tkhd", new Uint8Array(84)), media);
}

/** All chunks are full but the last. */
function runsOf({ perChunk }: MadeTrack, count: number): readonly Uint8Array[] {
  const full = Math.floor(count / perChunk);
  const rest = count % perChunk;
  const runs = [
    { first: 1, samples: perChunk, chunks: full },
    { first: full + 1, samples: rest, chunks: rest > 0 ? 1 : 0 },
  ].filter(({ chunks }) => chunks > 0);
  return [
    uint(runs.length),
    ...runs.flatMap(({ first, samples }) => [uint(first), uint(samples), uint(1)]),
  ];
}

function userBox({ plan }: MadeFlight, { cover, layout }: Mp4Options): Uint8Array {
  const note = (type: string, value: string) =>
    box(
      `\u00a9${type}`,
      Uint8Array.of(value.length >> 8, value.length & 0xff, 0x7f, 0xff),
      utf8(value),
    );
  const signed = (value: number) => `${value < 0 ? "-" : "+"}${Math.abs(value).toFixed(4)}`;
  const picture = (type: string) => box(type, box("data", uint(13), uint(0), makeView(8, 8, 1)));
  const category = `pb_file:${layout?.protocol ?? ""};model_name:FC0000;pb_version:2.0.0;`;
  return box(
    "udta",
    note("xyz", `${signed(plan.latitude)}${signed(plan.longitude)}`),
    note("mdl", "FC0000"),
    note("csn", plan.aircraft.camera),
    note("fpt", "+0.90"),
    ...(layout ? [box("Xtra", uint(0), utf16(category))] : []),
    ...(cover ? [box("meta", uint(0), box("ilst", picture("tnal"), picture("covr")))] : []),
  );
}

function utf16(text: string): Uint8Array {
  return Uint8Array.from(text.split("").flatMap((character) => [character.charCodeAt(0), 0]));
}

/** 3GPP TS 26.245: a length, a text, and here the style that some cameras add. */
function captionOf(caption: string): Uint8Array {
  const bytes = utf8(caption);
  return concat(
    Uint8Array.of(bytes.length >> 8, bytes.length & 0xff),
    bytes,
    box("styl", new Uint8Array(2)),
  );
}

const bootMicroseconds = 179_000_000;

type Framing = { readonly sample: Sample; readonly at: number; readonly layout: Mp4Layout };

/** One sample of the `djmd` track; the first has the film's own header before its frame. */
function frameOf(flight: MadeFlight, framing: Framing): Uint8Array {
  const { at, layout, sample } = framing;
  const uptime = bootMicroseconds + Math.round(sample.seconds * 1e6);
  const { drone, receiver, gimbal } = layout;
  const frame = part(
    3,
    part(1, varint(1, at + 1), varint(2, uptime)),
    part(2, deviceOf(layout, { kind: 1, name: "FC0000", uptime }), ...cameraOf(layout)),
    ...(drone
      ? [
          part(
            drone,
            deviceOf(layout, { kind: 2, name: "FC", uptime }),
            ...droneOf(flight, framing),
          ),
        ]
      : []),
    ...(receiver
      ? [part(4, part(1, varint(1, 1), varint(2, 1)), part(2, ...gpsOf(flight, framing)))]
      : []),
    ...(gimbal
      ? [
          part(
            4,
            deviceOf(layout, { kind: 3, name: "GB", uptime }),
            part(3, ...anglesOf(sample.gimbalPitch, 0, sample.yaw)),
          ),
        ]
      : []),
  );
  return at > 0 ? frame : concat(clipOf(flight, layout, uptime), frame);
}

function clipOf({ plan }: MadeFlight, { protocol, model }: Mp4Layout, uptime: number): Uint8Array {
  return concat(
    part(
      1,
      part(
        1,
        text(1, protocol),
        text(2, "02.01.13"),
        text(3, "2.0.1"),
        text(5, plan.aircraft.serial),
        text(6, "10.00.36.61"),
        varint(9, uptime),
        text(10, model),
      ),
      part(2, varint(1, 1), varint(2, 1)),
    ),
    part(
      2,
      part(1, text(3, "video")),
      part(3, varint(1, 3840), varint(2, 2160), float32(3, 29.97)),
    ),
  );
}

type Device = { readonly kind: number; readonly name: string; readonly uptime: number };

/** `MetaHeaderOfDevice`. */
function deviceOf({ namesDevices }: Mp4Layout, { kind, name, uptime }: Device): Uint8Array {
  const told = namesDevices ? [varint(3, kind)] : [];
  return part(1, varint(1, kind), varint(2, 1), ...told, text(4, name), varint(6, uptime));
}

function cameraOf({ iso, shutter, aperture }: Mp4Layout): readonly Uint8Array[] {
  return [
    ...(iso ? [part(iso, float32(1, 100))] : []),
    ...(shutter ? [part(shutter, packed(1, [1, 1000]))] : []),
    ...(aperture ? [part(aperture, packed(1, [17, 10]))] : []),
  ];
}

function droneOf(flight: MadeFlight, framing: Framing): readonly Uint8Array[] {
  const { sample } = framing;
  const height = sample.height * 1000;
  return [
    part(2, float32(1, sample.north), float32(2, sample.east), float32(3, sample.down)),
    part(3, ...anglesOf(sample.pitch, sample.roll, sample.yaw)),
    part(4, ...gpsOf(flight, framing)),
    part(5, ...(height === 0 ? [] : [float32(1, height)])),
  ];
}

/** Tenths of a degree; zero is left out, as proto3 does. */
function anglesOf(...angles: readonly number[]): readonly Uint8Array[] {
  return angles.flatMap((angle, index) => {
    const tenths = Math.round(angle * 10);
    return tenths === 0 ? [] : [varint(index + 1, tenths)];
  });
}

function gpsOf(
  { plan, startedMs }: MadeFlight,
  { sample, layout }: Framing,
): readonly Uint8Array[] {
  const { degrees, gpsTime } = layout;
  const angle = (value: number) => (degrees ? value : (value / 180) * Math.PI);
  const time = new Date(startedMs + sample.seconds * 1000).toISOString().slice(0, 19);
  return [
    part(
      1,
      ...(degrees === "with-flag" ? [varint(1, 1)] : []),
      float64(2, angle(sample.latitude)),
      float64(3, angle(sample.longitude)),
    ),
    varint(2, Math.round((plan.altitude + sample.height) * 1000)),
    ...(gpsTime
      ? [varint(5, 1), part(6, text(1, time.replace("T", " ").replaceAll(":", "-")))]
      : []),
  ];
}
