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
 * GPX 1.1: one track. `ele` is metres above sea level, as GPX has it, and is left out where the log
 * has none; height above take-off and speed are extensions of our own.
 */
export function* toGpx(exported: Exported): Iterable<string> {
  const started = startMs(exported);
  const title = xmlText(titleOf(exported));
  yield `<?xml version="1.0" encoding="UTF-8"?>
<gpx version="1.1" creator="Homepoint" xmlns="http://www.topografix.com/GPX/1/1" xmlns:hp="urn:homepoint:gpx:1">
`;
  if (started !== undefined)
    yield `<metadata><name>${title}</name><time>${timeText(started, 0)}</time></metadata>\n`;
  for (const moment of exported.flight.moments) {
    const { latitude, longitude } = moment.values ?? {};
    if (latitude === undefined || longitude === undefined) continue;
    const time = started === undefined ? "" : `<time>${timeText(started, moment.at)}</time>`;
    const name = xmlText([moment.kind, moment.text].filter(Boolean).join(": "));
    yield `<wpt ${place({ latitude, longitude })}>${time}<name>${name}</name></wpt>\n`;
  }
  yield `<trk><name>${title}</name><trkseg>\n`;
  for (const point of trackPoints(exported.tables)) yield trackPoint(point, started);
  yield "</trkseg></trk>\n</gpx>\n";
}

function place({ latitude, longitude }: Pick<TrackPoint, "latitude" | "longitude">): string {
  const lon = textOf(longitude, "deg");
  return `lat="${textOf(latitude, "deg")}" lon="${lon === "180" ? "-180" : lon}"`; // `longitudeType`
}

function trackPoint(point: TrackPoint, started: number | undefined): string {
  const { seconds, altitude, height, speed } = point;
  const ele = element("ele", textOf(altitude, "m"));
  const time = started === undefined ? "" : element("time", timeText(started, seconds));
  const extensions =
    element("hp:heightAboveTakeoff", textOf(height, "m")) +
    element("hp:speed", textOf(speed, "m/s"));
  return `<trkpt ${place(point)}>${ele}${time}${element("extensions", extensions)}</trkpt>\n`;
}

function element(name: string, content: string): string {
  return content ? `<${name}>${content}</${name}>` : "";
}
