import { concat, fromHex, utf8, type ByteSource } from "@homepoint/base";
import {
  fly,
  mp4Layouts,
  plans,
  writeMp4,
  writeSrt,
  type Mp4Layout,
  type Mp4Options,
} from "@homepoint/testdata";
import { describe, expect, test } from "vitest";
import { describeFlightReader } from "../../flight-reader.contract.ts";
import type { OpenLog } from "../../flight-reader.ts";
import { openLog, openSource, recognizeSource } from "../../read-log.ts";
import { summarize } from "../../summary/summarize.ts";
import { valueAt, type Table } from "../../table.ts";
import { djiSrtReader } from "../dji-srt/reader.ts";
import { protocols } from "./protocols.ts";
import { djiMp4Reader } from "./reader.ts";

const whole = fly(plans.point);
const brief = { ...whole, samples: whole.samples.slice(0, 60) };
const minute = { ...whole, samples: whole.samples.slice(0, 600) };

const variants: readonly (Mp4Options & { readonly name: string })[] = [
  { name: "a film", layout: mp4Layouts.air3s },
  {
    name: "a film with a cover, its description first, and 64 bits for all",
    layout: mp4Layouts.mavic3pro,
    movie: "first",
    wide: true,
    samplesPerChunk: 7,
    cover: true,
  },
  { name: "a film with subtitles", captions: "letters" },
  { name: "a film with both", layout: mp4Layouts.avata2, captions: "lists", movie: "first" },
  { name: "a film of a camera in the hand", layout: mp4Layouts.action5, samplesPerChunk: 3 },
  { name: "a film of an unknown model", layout: mp4Layouts.unknown },
  { name: "a film of an unknown model that names its parts", layout: mp4Layouts.unknownNamed },
];

describeFlightReader(
  djiMp4Reader,
  variants.map(({ name, ...options }) => ({ name, ...writeMp4(brief, options) })),
);

async function open(options: Mp4Options, flight = minute): Promise<OpenLog> {
  return djiMp4Reader.open(writeMp4(flight, options).bytes);
}

async function framesOf(options: Mp4Options): Promise<Table> {
  const table = [...(await open(options)).tables(0)].find(({ name }) => name === "DJMD");
  if (!table) throw new Error("there are no frames");
  return table;
}

function valueOf(table: Table, field: string, row: number): number {
  const series = table.series.find(({ source }) => source.endsWith(`.${field}`));
  return series ? valueAt(series, row) : Number.NaN;
}

describe("every sample is read as it was filmed", () => {
  const layouts: readonly (readonly [string, Mp4Layout])[] = Object.entries(mp4Layouts);
  test.each(layouts.filter(([name]) => !["unknown", "action5"].includes(name)))(
    "%s",
    async (_, layout) => {
      const table = await framesOf({ layout, samplesPerChunk: 4 });
      expect(table.times).toHaveLength(minute.samples.length);
      for (const [row, sample] of minute.samples.entries()) {
        const at = (field: string) => valueOf(table, field, row);
        expect(table.times[row]).toBeCloseTo(sample.seconds, 6);
        expect(at("latitude")).toBeCloseTo(sample.latitude, 9);
        expect(at("longitude")).toBeCloseTo(sample.longitude, 9);
        expect(at("height")).toBeCloseTo(sample.height, 3);
        expect(at("altitude")).toBeCloseTo(minute.plan.altitude + sample.height, 2);
        expect(Math.abs(at("pitch") - sample.pitch)).toBeLessThan(0.051);
        expect(Math.abs(at("roll") - sample.roll)).toBeLessThan(0.051);
        expect(Math.abs(at("yaw") - sample.yaw)).toBeLessThan(0.051);
        if (layout.gimbal)
          expect(Math.abs(at("gimbalPitch") - sample.gimbalPitch)).toBeLessThan(0.051);
        if (layout.iso) expect(at("iso")).toBe(100);
        if (layout.shutter) expect(at("shutter")).toBe(1 / 1000);
        if (layout.aperture) expect(at("aperture")).toBe(1.7);
        expect(at("frame")).toBe(row + 1);
      }
    },
  );

  test("and how fast, where a model is known to say so", async () => {
    const table = await framesOf({ layout: mp4Layouts.mini4 });
    for (const [row, { north, east, down }] of minute.samples.entries()) {
      expect(valueOf(table, "speed", row)).toBeCloseTo(Math.hypot(north, east), 4);
      expect(valueOf(table, "verticalSpeed", row)).toBeCloseTo(-down, 4);
    }
    const others = await framesOf({ layout: mp4Layouts.air3s });
    expect(others.series.map(({ name }) => name)).not.toContain("speed");
  });

  test("in the tracks of a camera in the hand, which has no height", async () => {
    const table = await framesOf({ layout: mp4Layouts.action5 });
    for (const [row, sample] of minute.samples.entries())
      expect(valueOf(table, "latitude", row)).toBeCloseTo(sample.latitude, 9);
    expect(table.series.map(({ source }) => source)).not.toContain("DJMD.height");
  });

  test("as subtitles, exactly as from the file beside the film", async () => {
    for (const captions of ["tags", "lists", "letters", "new-tags"] as const) {
      const [inside] = (await open({ captions })).tables(0);
      const [beside] = (await djiSrtReader.open(utf8(writeSrt(minute, captions)))).tables(0);
      expect(inside?.series).toEqual(beside?.series);
      expect([...(inside?.times ?? [])]).toEqual([...(beside?.times ?? [])]);
    }
  });

  test("wherever the description lies, and however wide it is", async () => {
    const table = await framesOf({ layout: mp4Layouts.air3s });
    for (const movie of ["first", "last"] as const)
      for (const wide of [false, true])
        for (const samplesPerChunk of [1, 2, 59])
          expect(
            await framesOf({ layout: mp4Layouts.air3s, movie, wide, samplesPerChunk }),
          ).toEqual(table);
  });
});

describe("what a film says of its flight", () => {
  test("is who flew, and when by the aircraft's own clock", async () => {
    const log = await open({ layout: mp4Layouts.air3s, cover: true });
    expect(log.flights).toMatchObject([
      {
        format: "dji-mp4",
        clock: "aircraft",
        startedAt: "2024-05-02T06:12:09.000Z",
        aircraft: { maker: "DJI", model: "Air3s", serial: minute.plan.aircraft.serial },
        camera: { model: "FC0000", serial: minute.plan.aircraft.camera },
        counts: { DJMD: 600 },
        positionKind: "DJMD",
        moments: [{ kind: "video", at: 0 }],
        images: [{ kind: "thumbnail" }, { kind: "snapshot" }],
        damage: [],
      },
    ]);
    const summary = summarize(log, 0);
    expect(summary?.durationSeconds).toBeCloseTo(59.9, 3);
    expect(summary?.takeoff?.latitude).toBeCloseTo(minute.plan.latitude, 3);
  });

  test("is the satellites' time where they are asked, from the change of a second", async () => {
    for (const laterMs of [0, 300, 600]) {
      const later = { ...minute, startedMs: minute.startedMs + laterMs };
      const { flights } = await open({ layout: mp4Layouts.mavic3pro }, later);
      expect(flights[0]?.clock).toBe("gps");
      const off = Date.parse(flights[0]?.startedAt ?? "") - later.startedMs;
      expect(Math.abs(off)).toBeLessThan(100); // a sample
    }
  });

  test("is a place for the list even where nothing else says one", async () => {
    const log = await open({ layout: mp4Layouts.unknown });
    expect(log.flights[0]?.stated.position?.latitude).toBeCloseTo(minute.plan.latitude, 4);
  });

  test("are its pictures, whole, where it says that they lie", async () => {
    const { bytes } = writeMp4(minute, { layout: mp4Layouts.air3s, cover: true });
    const { flights } = await djiMp4Reader.open(bytes);
    for (const { offset, length } of flights[0]?.images ?? []) {
      const jpeg = bytes.subarray(offset, offset + length);
      expect([...jpeg.subarray(0, 2), ...jpeg.subarray(-2)]).toEqual([0xff, 0xd8, 0xff, 0xd9]);
    }
  });

  test("a camera in the hand is no aircraft", async () => {
    const { flights } = await open({ layout: mp4Layouts.action5 });
    expect(flights[0]).toMatchObject({
      aircraft: { maker: "DJI" },
      camera: { model: "OsmoAction5 Pro", serial: minute.plan.aircraft.serial },
    });
  });
});

describe("of a protocol that is not known", () => {
  const property = (log: OpenLog, name: string) =>
    log.flights[0]?.properties?.find((one) => one.name === name)?.value;

  test("no position is guessed, and it is said which protocol it is", async () => {
    const log = await open({ layout: mp4Layouts.unknown });
    expect(property(log, "proto_file_name")).toBe("dvtm_Nobody.proto");
    expect(property(log, "protocol known")).toBe("no");
    expect(log.flights[0]?.damage).toMatchObject([{ why: "unknown-protocol" }]);
    expect(log.flights[0]?.aircraft.model).toBe("Nobody");
    expect(summarize(log, 0)?.rows).toBe(0);
    const [table] = log.tables(0);
    expect(table?.series.map(({ source }) => source)).toEqual(["DJMD.frame"]);
    expect(table?.times).toHaveLength(600);
  });

  test("parts that name their device are read, and that is said too", async () => {
    const log = await open({ layout: mp4Layouts.unknownNamed });
    expect(property(log, "protocol known")).toBe("in part");
    expect(log.flights[0]?.damage).toMatchObject([{ why: "unknown-protocol" }]);
  });
});

/** `dvtm_ac206.proto`, fields by number: a sample as it lies in a film. */
type Bytes = readonly (number | Uint8Array)[];
const message = (...parts: Bytes): Uint8Array =>
  concat(...parts.map((one) => (typeof one === "number" ? Uint8Array.of(one) : one)));
const inside = (number: number, content: Uint8Array) =>
  message(number * 8 + 2, content.length, content);

async function tableOf(...samples: readonly Uint8Array[]): Promise<Table> {
  return framesOf({ layout: mp4Layouts.air3s, samples });
}

describe("as others found in films that are not here", () => {
  /**
   * The frame of the first sample of an Osmo Action 6, which its owner published with what it says:
   * ISO 6400, exposure 1/145 (GitHub, a test named `test_real_action6_first_sample`). Its serial
   * number is left out.
   */
  const action6 = fromHex(
    "1a83010a06108df9aeab01125d1a050d0000c84522050a030191012a050d0000803f32030887223a02080142004a140de827c23d157da37cbf1d656901be2599a4093d520f15a6c1cd3b1d379f333e25b41c7a3f5a0062006a0318fb0772050a03a7010a7a040a021c0a221a0a14080110012209444a492041433030362d8fc2ef4112021801",
  );

  test("a frame of an Osmo Action 6 says ISO 6400 and 1/145 of a second, and no place", async () => {
    const header = inside(1, inside(1, inside(1, utf8("dvtm_ac206.proto"))));
    const table = await tableOf(concat(header, action6 ?? new Uint8Array()));
    expect(valueOf(table, "iso", 0)).toBe(6400);
    expect(valueOf(table, "shutter", 0)).toBe(1 / 145);
    expect(valueOf(table, "latitude", 0)).toBeNaN();
  });

  // ExifTool's table of tags, and which of them are in degrees (exiftool.org/TagNames/DJI.html).
  test.each([
    ["dvtm_Mini4_Pro.proto", 3, 4, 7, "radians"],
    ["dvtm_Air3.proto", 3, 4, 7, "radians"],
    ["dvtm_Air3s.proto", 3, 4, 7, "radians"],
    ["dvtm_wm265e.proto", 3, 4, 2, "radians"],
    ["dvtm_pm320.proto", 3, 4, 2, "radians"],
    ["dvtm_wm261.proto", 3, 4, 9, "radians"],
    ["dvtm_wa345e.proto", 3, 4, undefined, "radians"],
    ["dvtm_AVATA2.proto", 4, 4, 2, "radians"],
    ["dvtm_dji_neo.proto", 4, 4, 2, "radians"],
    ["dvtm_Mavic4.proto", 3, 4, 9, "degrees"],
    ["dvtm_Mini5Pro.proto", 3, 4, undefined, "degrees"],
    ["dvtm_ac203.proto", 4, 2, 3, "radians"],
    ["dvtm_ac204.proto", 4, 2, 3, "radians"],
    ["dvtm_ac206.proto", 4, 2, 3, "radians"],
    ["dvtm_oq101.proto", 4, 2, 3, "radians"],
    ["dvtm_PP-101.proto", undefined, undefined, 9, "radians"],
  ] as const)(
    "%s has its place at 3-%s-%s-1 and its ISO at 3-2-%s-1",
    (...[name, part, gps, iso, unit]) => {
      const protocol = protocols[name];
      const place =
        protocol?.receiver ?? (protocol?.drone && { part: protocol.drone.part, gps: 4 });
      expect([place?.part, place?.gps]).toEqual([part, gps]);
      expect(protocol?.camera?.iso).toBe(iso);
      expect(protocol?.isInDegrees === true).toBe(unit === "degrees");
    },
  );
});

describe("what proto3 leaves out", () => {
  const float = (value: number) => {
    const bytes = new Uint8Array(4);
    new DataView(bytes.buffer).setFloat32(0, value, true);
    return bytes;
  };
  const frame = (gimbal: Uint8Array, iso: Uint8Array) =>
    inside(3, message(inside(2, inside(7, iso)), inside(4, inside(3, gimbal))));

  test("is zero where the part is there: a level gimbal; but a sensitivity is unknown", async () => {
    const header = inside(1, inside(1, inside(1, utf8("dvtm_Air3s.proto"))));
    const table = await tableOf(
      message(header, frame(message(8, 5), message(13, float(200)))),
      frame(message(), message()),
      inside(3, message()),
    );
    const of = (field: string) => [0, 1, 2].map((row) => valueOf(table, field, row));
    expect(of("gimbalPitch")).toEqual([0.5, 0, Number.NaN]);
    expect(of("iso")).toEqual([200, Number.NaN, Number.NaN]);
    expect(of("gimbalYaw")).toEqual([Number.NaN, Number.NaN, Number.NaN]);
  });
});

describe("damage", () => {
  test("a sample that is none is said, and the others are kept", async () => {
    const { bytes, rows } = writeMp4(brief, { layout: mp4Layouts.air3s });
    const { offset = 0, length = 0 } = rows[20] ?? {};
    bytes.fill(0xff, offset, offset + length);
    const log = await djiMp4Reader.open(bytes);
    expect(log.flights[0]?.counts).toEqual({ DJMD: 59 });
    expect(log.flights[0]?.damage).toEqual([{ offset, length, why: "not-a-sample" }]);
    const [table] = log.tables(0);
    expect(table && valueOf(table, "latitude", 20)).toBeCloseTo(
      brief.samples[21]?.latitude ?? 0,
      9,
    );
    expect(table?.times[20]).toBeCloseTo(2.1, 6);
  });

  test("a film that was cut off has what is before the cut, where it is described first", async () => {
    const { bytes, rows } = writeMp4(brief, { layout: mp4Layouts.air3s, movie: "first" });
    const log = await djiMp4Reader.open(bytes.slice(0, rows[30]?.offset));
    expect(log.flights[0]?.counts).toEqual({ DJMD: 30 });
    expect(log.flights[0]?.damage).toMatchObject([{ why: "samples-missing" }]);
  });

  test("a film that was never finished has every frame that it holds", async () => {
    const { bytes, rows } = writeMp4(brief, { layout: mp4Layouts.air3s, pictureBytes: 5000 });
    const cut = bytes.slice(0, (rows.at(-2)?.offset ?? 0) + 1000);
    const log = await djiMp4Reader.open(cut);
    expect(log.flights[0]).toMatchObject({
      counts: { DJMD: 59 },
      aircraft: { model: "Air3s", serial: brief.plan.aircraft.serial },
      clock: "unknown",
      damage: [{ why: "description-missing" }],
    });
    const complete = await djiMp4Reader.open(bytes);
    const [found, described] = [log, complete].map((one) => [...one.tables(0)][0]);
    for (const field of ["latitude", "longitude", "height", "gimbalPitch"])
      for (let row = 0; row < 59; row += 1)
        expect(found && valueOf(found, field, row)).toBe(
          described && valueOf(described, field, row),
        );
    const source = watched(cut, 1000).source;
    expect((await recognizeSource(source, "DJI_0001.MP4"))?.format).toBe("dji-mp4");
  });

  test("frames are found where they are, when the description says otherwise", async () => {
    const { bytes, rows } = writeMp4(brief, { layout: mp4Layouts.air3s });
    const at = rows[5]?.offset ?? 0;
    const shifted = concat(bytes.subarray(0, at), new Uint8Array(77), bytes.subarray(at));
    const media = new TextDecoder("latin1").decode(bytes).indexOf("mdat") - 4;
    const length = new DataView(bytes.buffer).getUint32(media);
    new DataView(shifted.buffer).setUint32(media, length + 77);
    const log = await djiMp4Reader.open(shifted);
    expect(log.flights[0]?.counts).toEqual({ DJMD: 60 });
    expect(log.flights[0]?.damage).toMatchObject([{ why: "description-wrong" }]);
  });

  test("without its first sample a film is known by what stands beside its tracks", async () => {
    const { bytes, rows } = writeMp4(brief, { layout: mp4Layouts.air3s });
    const { offset = 0, length = 0 } = rows[0] ?? {};
    bytes.fill(0, offset, offset + length);
    const log = await djiMp4Reader.open(bytes);
    expect(log.flights[0]?.counts).toEqual({ DJMD: 59 });
    expect([...log.tables(0)][0]?.series.map(({ name }) => name)).toContain("latitude");
  });
});

/** Tells what is read of some bytes. */
function watched(bytes: Uint8Array, grain: number) {
  const reads: { offset: number; length: number }[] = [];
  const source: ByteSource = {
    size: bytes.length,
    grain,
    async read(offset, length) {
      reads.push({ offset, length });
      return bytes.slice(offset, offset + length);
    },
  };
  return { source, reads };
}

describe("a film that is too large to hold", () => {
  const options = { layout: mp4Layouts.air3s, pictureBytes: 50_000, captions: "letters" } as const;

  test("is read without its pictures, and gives the same", async () => {
    const { bytes } = writeMp4(minute, options);
    const { source, reads } = watched(bytes, 1000);
    const log = await openSource(source, "DJI_0001.MP4");
    expect(reads.reduce((sum, { length }) => sum + length, 0)).toBeLessThan(bytes.length / 20);
    const inMemory = await openLog(bytes, "DJI_0001.MP4");
    expect(log.flights).toEqual(inMemory.flights);
    expect([...log.tables(0)]).toEqual([...inMemory.tables(0)]);
  });

  test("is read in few pieces where a piece costs more than what lies between", async () => {
    const { bytes } = writeMp4(minute, options);
    const { source, reads } = watched(bytes, 1 << 20);
    await openSource(source, "DJI_0001.MP4");
    expect(reads.length).toBeLessThan(40);
    expect(Math.max(...reads.map(({ length }) => length))).toBeLessThan(5 << 20);
  });

  test("is known for what it is without reading it", async () => {
    const { bytes } = writeMp4(minute, options);
    const { source, reads } = watched(bytes, 1000);
    expect((await recognizeSource(source, "a"))?.format).toBe("dji-mp4");
    expect(reads.length).toBeLessThan(10);
  });

  test("is left alone where it tells of no flight", async () => {
    const { source } = watched(writeMp4(minute, {}).bytes, 1000);
    expect(await recognizeSource(source, "holiday.mp4")).toBeUndefined();
    await expect(openSource(source, "holiday.mp4")).rejects.toMatchObject({
      code: "flight/unknown-format",
    });
  });
});

test("tables that claim far more than the file has cost no more than the file", async () => {
  const { bytes } = writeMp4(brief, { layout: mp4Layouts.air3s, movie: "first" });
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const text = new TextDecoder("latin1").decode(bytes);
  const start = text.indexOf("stsz", text.indexOf("djmd"));
  for (const [size, count] of [
    [1, 0xff_ff_ff_ff],
    [0xff_ff_ff_ff, 0xff_ff_ff_ff],
    [40_000, 5],
  ] as const) {
    view.setUint32(start + 8, size);
    view.setUint32(start + 12, count);
    const log = await djiMp4Reader.open(bytes);
    for (const { times } of log.tables(0)) expect(times.length).toBeLessThan(bytes.length);
  }
});
