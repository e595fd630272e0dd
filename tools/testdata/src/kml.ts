import type { MadeFlight, Sample } from "./fly.ts";

/** Ways in which software draws a flight. */
export type KmlStyle = "track" | "multi-track" | "line" | "pieces";

export type MadeKml = {
  readonly text: string;
  /** Where each place with a time stands, in characters. */
  readonly rows: readonly { readonly offset: number; readonly length: number }[];
};

const head = `<?xml version="1.0" encoding="UTF-8"?>
<kml xmlns="http://www.opengis.net/kml/2.2" xmlns:gx="http://www.google.com/kml/ext/2.2">
<Document><name>Made</name>
<NetworkLink><Link><href>http://tracker.example/links.kml</href></Link></NetworkLink>
<Style id="home"><IconStyle><Icon><href>http://tracker.example/icon.png</href></Icon></IconStyle></Style>
<Placemark><name>Home</name><styleUrl>#home</styleUrl><Point><coordinates>1,2,3</coordinates></Point></Placemark>
`;
const end = "</Document>\n</kml>\n";

function timeOf({ startedMs }: MadeFlight, { seconds }: Sample): string {
  return new Date(startedMs + Math.round(seconds * 1000)).toISOString();
}

const altitudeOf = ({ plan }: MadeFlight, { height }: Sample) =>
  (plan.altitude + height).toFixed(2);

const tuple = (flight: MadeFlight, sample: Sample) =>
  `${sample.longitude},${sample.latitude},${altitudeOf(flight, sample)}`;

const coord = (flight: MadeFlight, sample: Sample) =>
  `<gx:coord>${tuple(flight, sample).replaceAll(",", " ")}</gx:coord>`;

const when = (flight: MadeFlight, sample: Sample) => `<when>${timeOf(flight, sample)}</when>`;

const absolute = "<altitudeMode>absolute</altitudeMode>";

function measures(name: string, values: readonly number[]): string {
  const list = values.map((value) => `<gx:value>${value}</gx:value>`).join("");
  return `<gx:SimpleArrayData name="${name}">${list}</gx:SimpleArrayData>`;
}

/** All times, then all places, and what was measured beside them. */
function track(flight: MadeFlight, samples: readonly Sample[]): string {
  const angles = samples.map(
    ({ yaw, pitch, roll }) =>
      `<gx:angles>${yaw.toFixed(1)} ${pitch.toFixed(1)} ${roll.toFixed(1)}</gx:angles>`,
  );
  const lists = [
    ...samples.map((sample) => when(flight, sample)),
    ...samples.map((sample) => coord(flight, sample)),
    ...angles,
  ].join("\n");
  const data = measures(
    "satellites",
    samples.map(({ satellites }) => satellites),
  );
  return `<gx:Track>${absolute}\n${lists}\n<ExtendedData><SchemaData schemaUrl="#s">${data}</SchemaData></ExtendedData></gx:Track>`;
}

function line(flight: MadeFlight, samples: readonly Sample[], mode = absolute): string {
  const places = samples.map((sample) => tuple(flight, sample)).join("\n  ");
  return `<LineString>${mode}<coordinates>\n  ${places}\n</coordinates></LineString>`;
}

const styles: Readonly<Record<KmlStyle, (flight: MadeFlight) => string>> = {
  track: (flight) => `<Placemark><name>Flown</name>${track(flight, flight.samples)}</Placemark>\n`,
  "multi-track"(flight) {
    const half = flight.samples.length >> 1;
    const parts = [flight.samples.slice(0, half), flight.samples.slice(half)];
    return `<Placemark><gx:MultiTrack>${parts.map((part) => track(flight, part)).join("\n")}</gx:MultiTrack></Placemark>\n`;
  },
  line: (flight) =>
    `<Placemark>${line(flight, flight.samples)}</Placemark>\n<Placemark><name>Shadow</name>${line(flight, flight.samples, "")}</Placemark>\n`,
  pieces: (flight) =>
    flight.samples
      .slice(1)
      .map(
        (sample, at) =>
          `<Placemark>${line(flight, [flight.samples[at] ?? sample, sample])}</Placemark>\n`,
      )
      .join(""),
};

/** The flight as software draws it, with the links and icons that it puts beside it. */
export function writeKml(flight: MadeFlight, style: KmlStyle): MadeKml {
  const text = head + styles[style](flight) + end;
  const places = text.matchAll(/<gx:coord>[^<]*<\/gx:coord>/g);
  const rows = [...places].map(({ index, 0: run }) => ({ offset: index, length: run.length }));
  return { text, rows };
}
