import type { MadeFlight, Sample } from "./fly.ts";

/** Styles in which aircraft have written subtitles. */
export type SrtStyle = "tags" | "lists" | "letters" | "new-tags";

const two = (number: number) => String(number).padStart(2, "0");

function timecode(seconds: number): string {
  const ms = Math.round(seconds * 1000);
  const part = (unit: number, size: number) => two(Math.floor(ms / unit) % size);
  const rest = String(ms % 1000).padStart(3, "0");
  return `${part(3_600_000, 100)}:${part(60_000, 60)}:${part(1000, 60)},${rest}`;
}

const styles: Readonly<Record<SrtStyle, (sample: Sample, flight: MadeFlight) => string>> = {
  tags(sample, flight) {
    const place = `[latitude : ${sample.latitude.toFixed(6)}] [longtitude : ${sample.longitude.toFixed(6)}]`;
    const altitude = (flight.plan.altitude + sample.height).toFixed(6);
    const clock = localClock(flight, sample).replace(".", ",");
    return `<font size="36">FrameCnt : ${Math.round(sample.seconds * 10) + 1}, DiffTime : 100ms\n${clock},000\n[iso : 100] [shutter : 1/800.0] [fnum : 280] [ev : 0] [ct : 5200] [color_md : default] [focal_len : 280] ${place} [altitude: ${altitude}] </font>`;
  },
  lists(sample, flight) {
    const { plan } = flight;
    const clock = localClock(flight, sample).replaceAll("-", ".").slice(0, 19);
    return `HOME(${plan.longitude.toFixed(4)},${plan.latitude.toFixed(4)}) ${clock}\nGPS(${sample.longitude.toFixed(4)},${sample.latitude.toFixed(4)},${sample.satellites}) BAROMETER:${sample.height.toFixed(1)}\nISO:100 Shutter:60 EV: Fnum:2.2`;
  },
  letters(sample) {
    const speed = Math.hypot(sample.north, sample.east).toFixed(2);
    return `F/2.8, SS 400, ISO 100, EV 0, GPS (${sample.longitude.toFixed(6)}, ${sample.latitude.toFixed(6)}, ${sample.satellites}), D ${sample.flown.toFixed(2)}m, H ${sample.height.toFixed(2)}m, H.S ${speed}m/s, V.S ${(-sample.down).toFixed(2)}m/s`;
  },
  "new-tags"(sample, flight) {
    const altitude = (flight.plan.altitude + sample.height).toFixed(3);
    return `<font size="28">FrameCnt: ${Math.round(sample.seconds * 10) + 1}, DiffTime: 100ms\n${localClock(flight, sample)}\n[iso: 100] [shutter: 1/1000.0] [fnum: 1.7] [ev: 0] [color_md: default] [focal_len: 24.00] [latitude: ${sample.latitude.toFixed(6)}] [longitude: ${sample.longitude.toFixed(6)}] [rel_alt: ${sample.height.toFixed(3)} abs_alt: ${altitude}] [ct: 5500] [gb_yaw: ${sample.yaw.toFixed(1)} gb_pitch: ${sample.gimbalPitch.toFixed(1)} gb_roll: 0.0] </font>`;
  },
};

/** The camera's clock, which here shows UTC: `2024-05-01 10:00:00.000`. */
function localClock({ startedMs }: MadeFlight, sample: Sample): string {
  return new Date(startedMs + sample.seconds * 1000).toISOString().slice(0, -1).replace("T", " ");
}

/** The text of a subtitle for each second. */
export function cueTexts(flight: MadeFlight, style: SrtStyle): readonly string[] {
  return eachSecond(flight).map((sample) => styles[style](sample, flight));
}

/** The flight as subtitles, one for each second. */
export function writeSrt(flight: MadeFlight, style: SrtStyle): string {
  const texts = cueTexts(flight, style);
  return eachSecond(flight)
    .map((sample, at) => {
      const times = `${timecode(sample.seconds)} --> ${timecode(sample.seconds + 1)}`;
      return `${at + 1}\n${times}\n${texts[at]}\n`;
    })
    .join("\n");
}

function eachSecond({ samples }: MadeFlight): readonly Sample[] {
  return samples.filter((_, at) => at % 10 === 0);
}
