import type { MadeFlight, Sample } from "./fly.ts";

/** As a log of 2020 states units and instances, or as one of 2015 does not; or the first, as text. */
export type DataflashStyle = "new" | "old" | "text";

export type MadeDataflash = {
  readonly bytes: Uint8Array;
  /** Where each row stands, those that define others included. */
  readonly rows: readonly { readonly offset: number; readonly length: number }[];
};

type Value = number | bigint | string;

type Kind = {
  readonly type: number;
  readonly name: string;
  readonly format: string;
  readonly columns: string;
  readonly units?: string;
  readonly factors?: string;
};

const formats: Kind = {
  type: 128,
  name: "FMT",
  format: "BBnNZ",
  columns: "Type,Length,Name,Format,Columns",
};

const kind = (
  type: number,
  name: string,
  format: string,
  rest: Omit<Kind, "type" | "name" | "format">,
) => ({
  type,
  name,
  format,
  ...rest,
});

const units = kind(129, "UNIT", "QbZ", { columns: "TimeUS,Id,Label" });
const factors = kind(130, "MULT", "Qbd", { columns: "TimeUS,Id,Mult" });
const fields = kind(131, "FMTU", "QBNN", { columns: "TimeUS,FmtType,UnitIds,MultIds" });

const newKinds = {
  parameter: kind(132, "PARM", "QNff", {
    columns: "TimeUS,Name,Value,Default",
    units: "s---",
    factors: "F---",
  }),
  text: kind(133, "MSG", "QZ", { columns: "TimeUS,Message", units: "s-", factors: "F-" }),
  mode: kind(134, "MODE", "QMBB", {
    columns: "TimeUS,Mode,ModeNum,Rsn",
    units: "s---",
    factors: "F---",
  }),
  event: kind(135, "EV", "QB", { columns: "TimeUS,Id", units: "s-", factors: "F-" }),
  error: kind(136, "ERR", "QBB", { columns: "TimeUS,Subsys,ECode", units: "s--", factors: "F--" }),
  gps: kind(137, "GPS", "QBIHBcLLeff", {
    columns: "TimeUS,Status,GMS,GWk,NSats,HDop,Lat,Lng,Alt,Spd,VZ",
    units: "s---S-DUmnn",
    factors: "F----BGGB00",
  }),
  position: kind(138, "POS", "QLLff", {
    columns: "TimeUS,Lat,Lng,Alt,RelHomeAlt",
    units: "sDUmm",
    factors: "FGG00",
  }),
  attitude: kind(139, "ATT", "QcccC", {
    columns: "TimeUS,DesRoll,Roll,Pitch,Yaw",
    units: "sdddh",
    factors: "FBBBB",
  }),
  battery: kind(140, "BAT", "QBffhc", {
    columns: "TimeUS,Inst,Volt,Curr,CurrTot,Temp",
    units: "s#vAiO",
    factors: "F-00!B",
  }),
  photo: kind(141, "CAM", "QLL", { columns: "TimeUS,Lat,Lng", units: "sDU", factors: "FGG" }),
  batch: kind(142, "ISBD", "QHag", {
    columns: "TimeUS,N,x,half",
    units: "s-o-",
    factors: "F-?-",
  }),
} as const satisfies Readonly<Record<string, Kind>>;

const oldKinds = {
  parameter: kind(129, "PARM", "Nf", { columns: "Name,Value" }),
  text: kind(132, "MSG", "Z", { columns: "Message" }),
  mode: kind(170, "MODE", "IMB", { columns: "TimeMS,Mode,ModeNum" }),
  event: kind(13, "EV", "B", { columns: "Id" }),
  gps: kind(130, "GPS", "BIHBcLLeeEefI", {
    columns: "Status,TimeMS,Week,NSats,HDop,Lat,Lng,RelAlt,Alt,Spd,GCrs,VZ,T",
  }),
  current: kind(166, "CURR", "IhhhHfh", {
    columns: "TimeMS,Throttle,Volt,Curr,Vcc,CurrTot,Volt2",
  }),
  control: kind(4, "CTUN", "Ifh", { columns: "TimeMS,Alt,CRt" }),
} as const satisfies Readonly<Record<string, Kind>>;

/** How long the autopilot had been running when the log began. */
const bootMicros = 9_000_000;

/** What an autopilot of ArduPilot would have written of a flight. */
export function writeDataflash(flight: MadeFlight, style: DataflashStyle): MadeDataflash {
  const rows = style === "old" ? oldRows(flight) : newRows(flight);
  const parts = rows.map(([one, values]) =>
    style === "text" ? textRow(one, values) : binaryRow(one, values),
  );
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  const places: { offset: number; length: number }[] = [];
  let offset = 0;
  for (const part of parts) {
    bytes.set(part, offset);
    places.push({ offset, length: part.length });
    offset += part.length;
  }
  return { bytes, rows: places };
}

type Row = readonly [Kind, readonly Value[]];

function definitionsOf(kinds: readonly Kind[]): readonly Row[] {
  return kinds.map((one) => [
    formats,
    [one.type, lengthOf(one), one.name, one.format, one.columns],
  ]);
}

function newRows(flight: MadeFlight): readonly Row[] {
  const kinds = Object.values<Kind>(newKinds);
  const at = bootMicros;
  const letters = [
    ["s", "s"],
    ["v", "v"],
    ["A", "A"],
    ["i", "A.s"],
    ["O", "degC"],
    ["m", "m"],
    ["n", "m/s"],
    ["o", "m/s/s"],
    ["d", "deg"],
    ["h", "degheading"],
    ["D", "deglatitude"],
    ["U", "deglongitude"],
    ["S", "satellites"],
    ["#", "instance"],
    ["-", ""],
  ] as const;
  const scales = [
    ["-", 0],
    ["?", 1],
    ["0", 1],
    ["B", 0.01],
    ["F", 1e-6],
    ["G", 1e-7],
    ["!", 3.6],
  ] as const;
  const code = (letter: string) => letter.charCodeAt(0);
  return [
    ...definitionsOf([formats, units, factors, fields, ...kinds]),
    ...letters.map(([id, label]): Row => [units, [at, code(id), label]]),
    ...scales.map(([id, factor]): Row => [factors, [at, code(id), factor]]),
    ...kinds.map((one): Row => [fields, [at, one.type, one.units ?? "", one.factors ?? ""]]),
    [newKinds.parameter, [at, "RTL_ALT", 1500, 1500]],
    [newKinds.parameter, [at, "FENCE_ENABLE", 1, 0]],
    [newKinds.text, [at, "ArduCopter V4.5.1 (2bbf3169)"]],
    [newKinds.text, [at, "Frame: QUAD/X"]],
    [newKinds.text, [at, "CubeOrange 0031002F 3432510A 34313735"]],
    [newKinds.batch, [at, 1, 1234, 1.5]],
    ...flight.samples.flatMap((sample, place) => newSample(flight, sample, place)),
    [newKinds.parameter, [at + 4_000_000, "RTL_ALT", 2000, 1500]],
  ];
}

function newSample(flight: MadeFlight, sample: Sample, place: number): readonly Row[] {
  const at = bootMicros + Math.round(sample.seconds * 1e6);
  const before = flight.samples[place - 1];
  const degrees = (value: number) => Math.round(value * 1e7);
  const altitude = flight.plan.altitude + sample.height;
  const rows: Row[] = [
    [
      newKinds.position,
      [at, degrees(sample.latitude), degrees(sample.longitude), altitude, sample.height],
    ],
    [
      newKinds.attitude,
      [at, 0, ...[sample.roll, sample.pitch, (sample.yaw + 360) % 360].map(hundredths)],
    ],
  ];
  if (sample.mode !== before?.mode)
    rows.push([newKinds.mode, [at, modeOf(sample), modeOf(sample), 1]]);
  if (sample.inAir !== (before?.inAir ?? false))
    rows.push([newKinds.event, [at, sample.inAir ? 28 : 18]]);
  if (sample.photo)
    rows.push([newKinds.photo, [at, degrees(sample.latitude), degrees(sample.longitude)]]);
  if (place === 30) rows.push([newKinds.error, [at, 5, 1]]);
  if (place === 40) rows.push([newKinds.error, [at, 5, 0]]);
  if (place % 5 === 0) rows.push(gpsRow(flight, sample, at));
  if (place % 10 === 0)
    for (const instance of [0, 1]) {
      const charge = Math.round((100 - sample.charge) * 50);
      const celsius = hundredths(sample.celsius) + instance;
      rows.push([newKinds.battery, [at, instance, sample.volts, sample.amperes, charge, celsius]]);
    }
  return rows;
}

function gpsRow(flight: MadeFlight, sample: Sample, at: number): Row {
  const { week, ms } = gpsTime(flight.startedMs + sample.seconds * 1000);
  const degrees = (value: number) => Math.round(value * 1e7);
  return [
    newKinds.gps,
    [
      at,
      3,
      ms,
      week,
      sample.satellites,
      95,
      degrees(sample.latitude),
      degrees(sample.longitude),
      hundredths(flight.plan.altitude + sample.height),
      Math.hypot(sample.north, sample.east),
      sample.down,
    ],
  ];
}

/** GPS time is 18 seconds ahead of UTC since 2017. */
function gpsTime(utcMs: number) {
  const passed = utcMs + 18_000 - Date.UTC(1980, 0, 6);
  return { week: Math.floor(passed / 604_800_000), ms: Math.round(passed % 604_800_000) };
}

function oldRows(flight: MadeFlight): readonly Row[] {
  return [
    ...definitionsOf([formats, ...Object.values<Kind>(oldKinds)]),
    [oldKinds.parameter, ["RTL_ALT", 1500]],
    [oldKinds.text, ["APM:Copter V3.2.1 (36b405fb)"]],
    ...flight.samples.flatMap((sample, place) => oldSample(flight, sample, place)),
  ];
}

function oldSample(flight: MadeFlight, sample: Sample, place: number): readonly Row[] {
  const at = Math.round(bootMicros / 1000 + sample.seconds * 1000);
  const { week, ms } = gpsTime(flight.startedMs + sample.seconds * 1000);
  const before = flight.samples[place - 1];
  const rows: Row[] = [
    [oldKinds.control, [at, sample.height, Math.round(-sample.down * 100)]],
    [
      oldKinds.gps,
      [
        3,
        ms,
        week,
        sample.satellites,
        95,
        Math.round(sample.latitude * 1e7),
        Math.round(sample.longitude * 1e7),
        hundredths(sample.height),
        hundredths(flight.plan.altitude + sample.height),
        hundredths(Math.hypot(sample.north, sample.east)),
        0,
        sample.down,
        at,
      ],
    ],
    [
      oldKinds.current,
      [at, 500, hundredths(sample.volts), hundredths(sample.amperes), 5000, 12, 0],
    ],
  ];
  if (sample.mode !== before?.mode)
    rows.push([oldKinds.mode, [at, modeOf(sample), modeOf(sample)]]);
  if (sample.inAir !== (before?.inAir ?? false))
    rows.push([oldKinds.event, [sample.inAir ? 28 : 18]]);
  return rows;
}

function hundredths(value: number): number {
  return Math.round(value * 100);
}

/** ArduCopter: return, automatic, or by hand. */
function modeOf({ mode, inAir }: Sample): number {
  if (mode === 15) return 6;
  return inAir ? 3 : 0;
}

type Writer = { readonly size: number; readonly write: (view: DataView, value: Value) => void };

const text = (size: number): Writer => ({
  size,
  write: (view, value) =>
    [...new TextEncoder().encode(String(value)).subarray(0, size)].forEach((byte, at) =>
      view.setUint8(at, byte),
    ),
});

const writers: Readonly<Record<string, Writer>> = {
  a: { size: 64, write: (view, value) => view.setInt16(6, Number(value), true) },
  b: { size: 1, write: (view, value) => view.setInt8(0, Number(value)) },
  B: { size: 1, write: (view, value) => view.setUint8(0, Number(value)) },
  M: { size: 1, write: (view, value) => view.setUint8(0, Number(value)) },
  h: { size: 2, write: (view, value) => view.setInt16(0, Number(value), true) },
  H: { size: 2, write: (view, value) => view.setUint16(0, Number(value), true) },
  c: { size: 2, write: (view, value) => view.setInt16(0, Number(value), true) },
  C: { size: 2, write: (view, value) => view.setUint16(0, Number(value), true) },
  g: { size: 2, write: (view) => view.setUint16(0, 0x3e00, true) }, // 1.5
  i: { size: 4, write: (view, value) => view.setInt32(0, Number(value), true) },
  I: { size: 4, write: (view, value) => view.setUint32(0, Number(value), true) },
  e: { size: 4, write: (view, value) => view.setInt32(0, Number(value), true) },
  E: { size: 4, write: (view, value) => view.setUint32(0, Number(value), true) },
  L: { size: 4, write: (view, value) => view.setInt32(0, Number(value), true) },
  f: { size: 4, write: (view, value) => view.setFloat32(0, Number(value), true) },
  d: { size: 8, write: (view, value) => view.setFloat64(0, Number(value), true) },
  q: { size: 8, write: (view, value) => view.setBigInt64(0, BigInt(value), true) },
  Q: { size: 8, write: (view, value) => view.setBigUint64(0, BigInt(value), true) },
  n: text(4),
  N: text(16),
  Z: text(64),
};

function writerOf(letter: string): Writer {
  const writer = writers[letter];
  if (!writer) throw new Error(`there is no letter ${letter}`);
  return writer;
}

function lengthOf({ format }: Kind): number {
  return [...format].reduce((sum, letter) => sum + writerOf(letter).size, 3);
}

function binaryRow(one: Kind, values: readonly Value[]): Uint8Array {
  const row = new Uint8Array(lengthOf(one));
  row.set([0xa3, 0x95, one.type]);
  let at = 3;
  for (const [place, letter] of [...one.format].entries()) {
    const { size, write } = writerOf(letter);
    write(new DataView(row.buffer, at, size), values[place] ?? 0);
    at += size;
  }
  return row;
}

/** Decimals behind the point that a letter stands for. */
const decimals: Readonly<Record<string, number>> = { c: 2, C: 2, e: 2, E: 2, L: 7 };

function textRow(one: Kind, values: readonly Value[]): Uint8Array {
  const shown = values.map((value, place) => {
    const digits = decimals[one.format[place] ?? ""];
    return digits === undefined ? String(value) : (Number(value) / 10 ** digits).toFixed(digits);
  });
  return new TextEncoder().encode(`${[one.name, ...shown].join(", ")}\r\n`);
}
