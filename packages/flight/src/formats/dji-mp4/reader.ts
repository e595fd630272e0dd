import { sourceOf, type ByteSource } from "@homepoint/base";
import type { FlightReader, OpenLog } from "../../flight-reader.ts";
import { problem } from "../../problems.ts";
import { isFilm } from "./find-movie.ts";
import { readFilm } from "./film.ts";
import { findTelemetry } from "./find-telemetry.ts";
import { tablesOf, toFlight } from "./flight.ts";

/**
 * Films of DJI aircraft, `.MP4`, `.MOV` and the small `.LRF` beside them: what their own tracks tell of
 * the flight. The pictures are not read, so that a film may be of any size.
 */
export const djiMp4Reader: FlightReader = {
  format: "dji-mp4",
  version: 2,

  recognize(head) {
    return isFilm(head);
  },

  open(bytes) {
    return open(sourceOf(bytes));
  },

  large: {
    async recognize(source) {
      return (await findTelemetry(source)) !== undefined;
    },
    open,
  },
};

async function open(source: ByteSource): Promise<OpenLog> {
  const film = await readFilm(source);
  if (!film) throw problem("unknown-format", { name: "this file" });
  const tables = tablesOf(film);
  return {
    flights: [toFlight(film)],
    tables: (number) => (number === 0 ? tables : []),
  };
}
