import type { FlightDetail } from "@homepoint/api";
import type { Installation } from "../keys/installation.ts";
import { logRowOf } from "../logs/log-book.ts";
import type { Handlers } from "../server/handlers.ts";
import type { Unlocked } from "../unlocked.ts";
import { exportFlight } from "./export.ts";
import { columnsKind, originOf } from "./flight-row.ts";
import { readParticulars, withColumns } from "./derived.ts";
import { readImage } from "./image.ts";

type FlightRoute =
  | "listFlights"
  | "matchFlights"
  | "flightFacets"
  | "getFlight"
  | "editFlights"
  | "getColumns"
  | "getParticulars"
  | "getImage"
  | "exportFlight";

export function flightHandlers(installation: Installation): Handlers<FlightRoute> {
  return {
    async listFlights({ input }) {
      return installation.unlocked.flights.list(input);
    },

    async matchFlights({ input }) {
      return { flights: installation.unlocked.flights.match(input) };
    },

    async flightFacets() {
      return installation.unlocked.flights.facets();
    },

    async getFlight({ input, caller }) {
      const detail = await describe(installation.unlocked, input.id);
      await installation.unlocked.looks.note(caller?.name ?? "owner", originOf(input.id).log);
      return detail;
    },

    async editFlights({ input }) {
      const { flights, changes } = installation.unlocked;
      const changed = await flights.edit(input);
      changes.note("flights");
      return { changed };
    },

    async getColumns({ input, caller }) {
      const { vault, looks } = installation.unlocked;
      const { log, number } = originOf(input.id);
      const { columnsSize } = await withColumns(installation.unlocked, input.id);
      await looks.note(caller?.name ?? "owner", log);
      return {
        type: "application/octet-stream",
        size: columnsSize,
        open: (range) => vault.openDerived(columnsKind(number), log, range),
      };
    },

    async getParticulars({ input, caller }) {
      const { looks } = installation.unlocked;
      await looks.note(caller?.name ?? "owner", originOf(input.id).log);
      return readParticulars(installation.unlocked, input.id);
    },

    async getImage({ input, caller }) {
      await installation.unlocked.looks.note(caller?.name ?? "owner", originOf(input.id).log);
      return readImage(installation.unlocked, input);
    },

    exportFlight: ({ input, caller }) => exportFlight(installation.unlocked, input, caller),
  };
}

async function describe({ flights, logs }: Unlocked, id: string): Promise<FlightDetail> {
  const { summary, columnsSize } = await flights.stored(id);
  return {
    ...flights.get(id),
    notes: flights.notesOf(id),
    summary,
    logs: flights.logsOf(id).flatMap((log) => {
      const found = logs.find(log);
      return found ? [logRowOf(log, found)] : [];
    }),
    columnsSize,
  };
}
