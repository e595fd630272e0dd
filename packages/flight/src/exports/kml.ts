import { textOf } from "./numbers.ts";
import {
  startMs,
  timeText,
  titleOf,
  trackPoints,
  type Exported,
  type TrackPoint,
} from "./samples.ts";
import { xmlText } from "./xml.ts";

/**
 * KML 2.3 as far as every viewer knows it: the track with its times (`gx:Track`), and a place mark
 * for each moment that has a place. Heights are above take-off, drawn above ground, which is right
 * where the ground is as high as there. No styles, icons or links: nothing is fetched to show it.
 */
export function* toKml(exported: Exported): Iterable<string> {
  const started = startMs(exported) ?? 0; // a track without a clock begins in 1970
  const title = xmlText(titleOf(exported));
  yield `<?xml version="1.0" encoding="UTF-8"?>
<kml xmlns="http://www.opengis.net/kml/2.2" xmlns:gx="http://www.google.com/kml/ext/2.2">
<Document><name>${title}</name>
<Placemark><name>${title}</name>
<gx:Track><altitudeMode>relativeToGround</altitudeMode>
`;
  const points = [...trackPoints(exported.tables)];
  for (const { seconds } of points) yield `<when>${timeText(started, seconds)}</when>\n`;
  for (const point of points) yield `<gx:coord>${coordinates(point, " ")}</gx:coord>\n`;
  yield "</gx:Track></Placemark>\n";
  for (const { at, kind, text, values } of exported.flight.moments) {
    const { latitude, longitude } = values ?? {};
    if (latitude === undefined || longitude === undefined) continue;
    const name = xmlText([kind, text].filter(Boolean).join(": "));
    const where = coordinates({ latitude, longitude, height: 0 }, ",");
    yield `<Placemark><name>${name}</name><TimeStamp><when>${timeText(started, at)}</when></TimeStamp><Point><coordinates>${where}</coordinates></Point></Placemark>\n`;
  }
  yield "</Document>\n</kml>\n";
}

type Where = Pick<TrackPoint, "latitude" | "longitude" | "height">;

function coordinates({ latitude, longitude, height }: Where, separator: string): string {
  const up = Number.isNaN(height) ? "0" : textOf(height, "m");
  return [textOf(longitude, "deg"), textOf(latitude, "deg"), up].join(separator);
}
