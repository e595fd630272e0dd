import type { MadeFlight, Sample } from "./fly.ts";

/** Versions of the format, and what software does to it. */
export type GpxStyle = "1.0" | "1.1" | "extensions" | "prefixed";

export type MadeGpx = {
  readonly text: string;
  /** Where each point stands, in characters. */
  readonly rows: readonly { readonly offset: number; readonly length: number }[];
};

const heads: Readonly<Record<GpxStyle, string>> = {
  "1.0": `<?xml version="1.0"?>
<gpx version="1.0" creator="Made" xmlns="http://www.topografix.com/GPX/1/0">
<trk><name>Round trip &amp; back</name><trkseg>
`,
  "1.1": `<?xml version="1.0" encoding="UTF-8" standalone="no" ?>
<!-- made --><gpx version="1.1" creator="Made &lt;by hand&gt;" xmlns="http://www.topografix.com/GPX/1/1">
<metadata><name>All of it</name><time>2001-01-01T00:00:00Z</time></metadata>
<rte><name>The plan</name><rtept lat="1" lon="2"/></rte>
<trk><name><![CDATA[Round <trip>]]></name><type>flying</type><trkseg>
`,
  extensions: `<?xml version="1.0" encoding="UTF-8"?>
<gpx version="1.1" creator="Made" xmlns="http://www.topografix.com/GPX/1/1" xmlns:gpxtpx="urn:made">
<trk><trkseg>
`,
  prefixed: `<?xml version='1.0'?>
<g:gpx xmlns:g='http://www.topografix.com/GPX/1/1' version='1.1' creator='Made'><g:trk><g:trkseg>
`,
};

const two = (value: number) => value.toFixed(2);

function timeOf({ startedMs }: MadeFlight, { seconds }: Sample): string {
  return new Date(startedMs + Math.round(seconds * 1000)).toISOString();
}

const points: Readonly<Record<GpxStyle, (sample: Sample, flight: MadeFlight) => string>> = {
  "1.0": (sample, flight) =>
    `<trkpt lat="${sample.latitude}" lon="${sample.longitude}"><ele>${two(flight.plan.altitude + sample.height)}</ele><time>${timeOf(flight, sample)}</time><course>90.0</course><speed>${two(Math.hypot(sample.north, sample.east))}</speed><sat>${sample.satellites}</sat></trkpt>`,
  "1.1": (sample, flight) =>
    `<trkpt lon='${sample.longitude}'\n lat='${sample.latitude}'>\n  <ele> ${two(flight.plan.altitude + sample.height)} </ele>\n  <time>${timeOf(flight, sample).replace("Z", "+00:00")}</time><fix>3d</fix>\n</trkpt>`,
  extensions: (sample, flight) =>
    `<trkpt lat="${sample.latitude}" lon="${sample.longitude}"><time>${timeOf(flight, sample)}</time><extensions><gpxtpx:TrackPointExtension><gpxtpx:speed>${two(Math.hypot(sample.north, sample.east))}</gpxtpx:speed><gpxtpx:hr>60</gpxtpx:hr></gpxtpx:TrackPointExtension></extensions></trkpt>`,
  prefixed: (sample, flight) =>
    `<g:trkpt lat='${sample.latitude}' lon='${sample.longitude}'><g:time>${timeOf(flight, sample)}</g:time></g:trkpt>`,
};

/** The flight as one track, a point for each sample. */
export function writeGpx(flight: MadeFlight, style: GpxStyle): MadeGpx {
  const prefix = style === "prefixed" ? "g:" : "";
  const end = ["trkseg", "trk", "gpx"].map((name) => `</${prefix}${name}>`).join("");
  let text = heads[style];
  const rows = flight.samples.map((sample) => {
    const point = points[style](sample, flight);
    const offset = text.length;
    text += `${point}\n`;
    return { offset, length: point.length };
  });
  return { text: `${text}${end}\n`, rows };
}
