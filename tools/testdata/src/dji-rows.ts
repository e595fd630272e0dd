import { Content } from "./content.ts";
import type { MadeFlight, Sample } from "./fly.ts";

/** A row as it goes into a log: its kind, and its content in clear. */
export type Row = { readonly kind: number; readonly content: Uint8Array };

const radians = Math.PI / 180;

/** Bytes of content by version, DJI flight record §4.3; between the columns as in the older one. */
const sizes = (version: number) => {
  const column = version >= 11 ? 2 : version >= 8 ? 1 : 0;
  const of = (...lengths: readonly [number, number, number]) => lengths[column] as number;
  return {
    osd: version === 1 ? 48 : version === 2 ? 49 : of(50, 53, 55),
    home: of(32, 69, 74),
    gimbal: of(12, 20, 40),
    rc: version < 6 ? 13 : version === 6 ? 14 : version === 7 ? 15 : of(16, 16, 28),
    centerBattery: of(35, 40, 40),
    recoverSerial: of(10, 16, 16),
  };
};

/** The rows of a flight as an app of that version writes them, in its order. */
export function rowsOf(flight: MadeFlight, version: number): readonly Row[] {
  return [
    ...opening(flight, version),
    ...flight.samples.flatMap((_, at) => tick(flight, version, at)),
  ];
}

function opening({ plan, startedMs }: MadeFlight, version: number): readonly Row[] {
  const { aircraft } = plan;
  const { recoverSerial: length } = sizes(version);
  const recover = new Content(45 + 4 * length + (length === 16 ? 1 : 0))
    .u8(0, aircraft.product)
    .u8(1, aircraft.app.platform)
    .text(5, length, aircraft.serial)
    .text(5 + length, 32, aircraft.name)
    .i64(37 + length, startedMs / 1000)
    .text(45 + length, length, aircraft.camera)
    .text(45 + 2 * length, length, aircraft.controller)
    .text(45 + 3 * length, length, aircraft.battery);
  for (const [at, part] of aircraft.app.version.entries()) recover.u8(2 + at, part);
  const firmware = new Content(12).u8(0, 3).u8(2, 1).u8(3, 0).u8(4, 5).u8(5, 11).u8(6, 4).u8(8, 2);
  const serials = [aircraft.camera, aircraft.serial, aircraft.controller, aircraft.battery];
  const components = serials.map((serial, type) => {
    const content = new Content(4 + serial.length).u8(0, type + 1).u8(2, serial.length + 1);
    return { kind: 40, content: content.text(3, serial.length, serial).bytes };
  });
  return [
    { kind: 13, content: recover.bytes },
    { kind: 15, content: firmware.bytes },
    ...(version >= 8 ? components : []),
  ];
}

function tick(flight: MadeFlight, version: number, at: number): readonly Row[] {
  const { plan } = flight;
  const sample = flight.samples[at] as Sample; // at is one of its places
  const before = flight.samples[at - 1];
  const second = at % 10 === 0;
  const rows: Row[] = [osd(flight, sample, version)];
  if (at === 3 || at % 100 === 99) rows.push(home(flight, version));
  rows.push(gimbal(sample, version), custom(flight, sample));
  if (at % 2 === 0) rows.push(rc(sample, version));
  if (second) rows.push(centerBattery(flight, sample, version), smartBattery(sample));
  if (second && version >= 8) rows.push(camera(sample, before), mcParam());
  if (second && version >= 11) rows.push(...batteryGroup(flight, sample), ...radio(sample));
  if (at % 4 === 1 && version >= 11) rows.push(vision(sample));
  if (at % 50 === 5 && version >= 8) rows.push(appGps(plan.latitude, plan.longitude));
  if (second && version < 8) rows.push(rcGps(flight, sample));
  if (second && version >= 13) rows.push(signature(at));
  rows.push(...texts(flight, at));
  return rows;
}

function osd({ plan }: MadeFlight, sample: Sample, version: number): Row {
  const { aircraft } = plan;
  const content = new Content(sizes(version).osd)
    .f64(0, sample.longitude * radians)
    .f64(8, sample.latitude * radians)
    .i16(16, sample.height * 10)
    .i16(18, sample.north * 10)
    .i16(20, sample.east * 10)
    .i16(22, sample.down * 10)
    .i16(24, sample.pitch * 10)
    .i16(26, sample.roll * 10)
    .i16(28, sample.yaw * 10)
    .u8(30, sample.mode)
    .u8(31, 1)
    .u8(32, 1 | (sample.inAir ? 4 : 2) | (sample.motorsOn ? 8 : 0))
    .u8(33, 0x10 | (2 << 5) | 0x80 | (sample.charge < 20 ? 2 : 0))
    .u8(34, (5 << 2) | (2 << 6))
    .u8(36, sample.satellites)
    .u8(37, sample.action)
    .u8(40, sample.charge)
    .u8(41, sample.height < 5 ? sample.height * 10 : 0)
    .u16(42, sample.flyTime * 10)
    .u8(44, 1)
    .u8(45, 25)
    .u8(46, 10)
    .u8(47, aircraft.versionC)
    .u8(48, aircraft.droneType);
  return { kind: 1, content: content.bytes };
}

function home({ plan }: MadeFlight, version: number): Row {
  const content = new Content(sizes(version).home)
    .f64(0, plan.longitude * radians)
    .f64(8, plan.latitude * radians)
    .f32(16, plan.altitude * 10)
    .u8(20, 1)
    .u16(22, 30)
    .u16(30, 12)
    .f32(37, 120);
  return { kind: 2, content: content.bytes };
}

function gimbal(sample: Sample, version: number): Row {
  const content = new Content(sizes(version).gimbal)
    .i16(0, sample.gimbalPitch * 10)
    .i16(4, sample.yaw * 10)
    .u8(6, 2 << 6)
    .u8(11, 1);
  return { kind: 3, content: content.bytes };
}

function rc(sample: Sample, version: number): Row {
  const stick = (part: number) => 1024 + Math.max(-660, Math.min(660, part * 60));
  const content = new Content(sizes(version).rc)
    .u16(0, stick(sample.roll / 4))
    .u16(2, stick(-sample.pitch / 4))
    .u16(4, stick(-sample.down * 2))
    .u16(6, 1024)
    .u16(8, 1024)
    .u8(11, 2 << 4)
    .u8(12, sample.photo ? 1 << 6 : 0);
  return { kind: 4, content: content.bytes };
}

function custom({ startedMs }: MadeFlight, sample: Sample): Row {
  const content = new Content(18)
    .i8(0, sample.photo ? 1 : 0)
    .f32(2, Math.hypot(sample.north, sample.east))
    .f32(6, sample.flown)
    .i64(10, startedMs + 35 + sample.seconds * 1000);
  return { kind: 5, content: content.bytes };
}

function centerBattery({ plan }: MadeFlight, sample: Sample, version: number): Row {
  const { cells, capacity } = plan.aircraft;
  const content = new Content(sizes(version).centerBattery)
    .u8(0, sample.charge)
    .u16(1, sample.volts * 1000)
    .u16(3, (capacity * sample.charge) / 100)
    .u16(5, capacity)
    .u8(7, 95)
    .u16(8, 21)
    .i16(14, -sample.amperes * 1000)
    .u16(28, 4711)
    .u16(30, ((2019 - 1980) << 9) | (3 << 5) | 14)
    .u16(32, (sample.celsius + 273.15) * 10);
  for (let cell = 0; cell < cells; cell += 1)
    content.u16(16 + 2 * cell, (sample.volts / cells) * 1000 + cell);
  return { kind: 7, content: content.bytes };
}

function smartBattery(sample: Sample): Row {
  const content = new Content(30)
    .u16(0, sample.charge * 14)
    .u16(2, 60)
    .u16(4, 40)
    .u16(6, 15)
    .u16(8, 8)
    .f32(10, sample.charge * 25)
    .f32(14, 0.07)
    .u16(24, sample.volts * 1000)
    .u8(26, sample.charge)
    .u8(27, 25 | 0x80)
    .u8(28, 10 | 0x80);
  return { kind: 8, content: content.bytes };
}

function camera(sample: Sample, before: Sample | undefined): Row {
  const isShooting = sample.photo || before?.photo;
  const content = new Content(26)
    .u8(0, 1 | (isShooting ? 1 << 3 : 0) | (sample.filming ? 2 << 6 : 0))
    .u8(1, 2)
    .u8(4, sample.filming ? 1 : 0)
    .u32(5, 61_000)
    .u32(9, 48_000)
    .u32(13, 5100)
    .u32(17, 3300)
    .u8(23, 23);
  return { kind: 25, content: content.bytes };
}

function mcParam(): Row {
  return { kind: 19, content: Uint8Array.of(2, 0b110) };
}

/** §4.3: 256 bytes that no key of the log opens. */
function signature(at: number): Row {
  return { kind: 55, content: new Uint8Array(256).fill(at & 0xff) };
}

/** Where there are two batteries they count from 1, and 0 stands for both, §7.16. */
function batteryGroup({ plan }: MadeFlight, sample: Sample): readonly Row[] {
  const { cells, capacity, batteries = 1 } = plan.aircraft;
  const none = new Content(35).u8(0, 2).u8(20, cells);
  const both = batteries === 2 ? [{ kind: 22, content: none.bytes }] : [];
  const numbers = batteries === 2 ? [1, 2] : [0];
  return [...both, ...numbers.flatMap((number) => oneBattery(number, { cells, capacity, sample }))];
}

type OneBattery = { readonly cells: number; readonly capacity: number; readonly sample: Sample };

function oneBattery(number: number, { cells, capacity, sample }: OneBattery): readonly Row[] {
  const dynamic = new Content(35)
    .u8(0, 2)
    .u8(1, number)
    .i32(2, sample.volts * 1000)
    .i32(6, -sample.amperes * 1000)
    .u32(10, capacity)
    .u32(14, (capacity * sample.charge) / 100)
    .i16(18, sample.celsius * 10)
    .u8(20, cells)
    .u8(21, sample.charge);
  const cellRow = new Content(3 + 2 * cells).u8(0, 3).u8(1, number).u8(2, cells);
  for (let cell = 0; cell < cells; cell += 1)
    cellRow.u16(3 + 2 * cell, (sample.volts / cells) * 1000 + cell);
  return [
    { kind: 22, content: dynamic.bytes },
    { kind: 22, content: cellRow.bytes },
  ];
}

function radio(sample: Sample): readonly Row[] {
  const percent = Math.max(30, 100 - Math.round(sample.flown / 100));
  return [
    { kind: 49, content: Uint8Array.of(0x80 | percent, 0xc4, 0xc8) },
    { kind: 49, content: Uint8Array.of(percent - 5, 0xc2, 0xca) },
  ];
}

/** Blocks 0 and 5 with a distance each, and the avoidance state, §7.15. */
function vision(sample: Sample): Row {
  const side = (type: number, centimetres: number) => {
    const content = [1, centimetres & 0xff, centimetres >>> 8, 1, 0];
    return [type, 0, 0, 0, content.length, ...content, 0xfe];
  };
  const down = sample.height < 10 ? Math.round(sample.height * 100) : 10_000;
  const state = [8, 0, 0, 0, 2, 0x03, 0x01, 0xfe];
  return { kind: 17, content: Uint8Array.from([...side(0, 10_000), ...side(5, down), ...state]) };
}

function appGps(latitude: number, longitude: number): Row {
  const content = new Content(20)
    .f64(0, latitude + 1e-5)
    .f64(8, longitude - 1e-5)
    .f32(16, 8);
  return { kind: 14, content: content.bytes };
}

function rcGps({ startedMs, plan }: MadeFlight, sample: Sample): Row {
  const now = new Date(startedMs + sample.seconds * 1000);
  const content = new Content(30)
    .u8(0, now.getUTCHours())
    .u8(1, now.getUTCMinutes())
    .u8(2, now.getUTCSeconds())
    .u16(3, now.getUTCFullYear())
    .u8(5, now.getUTCMonth() + 1)
    .u8(6, now.getUTCDate())
    .i32(7, plan.latitude * 1e7)
    .i32(11, plan.longitude * 1e7)
    .u8(23, 11)
    .f32(24, 3)
    .u16(28, 1);
  return { kind: 11, content: content.bytes };
}

function texts({ samples }: MadeFlight, at: number): readonly Row[] {
  const text = (kind: number, words: string) => ({
    kind,
    content: new TextEncoder().encode(`${words}\0`),
  });
  if (at === 4) return [text(9, "Home Point recorded. Return-to-Home Altitude:98FT")];
  const crossed = (limit: number) =>
    (samples[at - 1]?.charge ?? 0) >= limit && (samples[at]?.charge ?? 0) < limit;
  if (crossed(25)) return [text(10, "Low battery. Fly with caution.")];
  if (crossed(10)) return [text(24, "Battery nearly empty. Land now.")];
  return [];
}
