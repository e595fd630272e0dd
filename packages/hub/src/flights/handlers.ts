import type { FlightDetail } from "@homepoint/api";
import type { Installation } from "../keys/installation.ts";
import { logRowOf } from "../logs/log-book.ts";
import { hubProblem } from "../problems.ts";
import type { Handlers } from "../server/handlers.ts";
import type { Unlocked } from "../unlocked.ts";
import { exportFlight } from "./export.ts";
import { columnsKind } from "./flight-row.ts";
import { readImage } from "./image.ts";

type FlightRoute =
  | "listFlights"
  | "matchFlights"
  | "flightFacets"
  | "getFlight"
  | "editFlights"
  | "getColumns"
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
      const detail = describe(installation.unlocked, input.id);
      await installation.unlocked.looks.note(
        caller?.name ?? "owner",
        logOf(installation.unlocked, input.id),
      );
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
      const { stored } = installation.unlocked.flights.get(input.id);
      if (stored.columnsSize === 0) throw hubProblem("no-columns", { id: input.id });
      await looks.note(caller?.name ?? "owner", stored.log);
      return {
        type: "application/octet-stream",
        size: stored.columnsSize,
        open: (range) => vault.openDerived(columnsKind(stored.number), stored.log, range),
      };
    },

    async getImage({ input, caller }) {
      await installation.unlocked.looks.note(
        caller?.name ?? "owner",
        logOf(installation.unlocked, input.id),
      );
      return readImage(installation.unlocked, input);
    },

    exportFlight: ({ input, caller }) => exportFlight(installation.unlocked, input, caller),
  };
}

function logOf({ flights }: Unlocked, id: string): string {
  return flights.get(id).stored.log;
}

function describe({ flights, logs }: Unlocked, id: string): FlightDetail {
  const { row, stored, notes, logs: own } = flights.get(id);
  return {
    ...row,
    notes,
    summary: stored.summary,
    logs: own.flatMap((log) => {
      const found = logs.find(log);
      return found ? [logRowOf(log, found)] : [];
    }),
    columnsSize: stored.columnsSize === 0 ? null : stored.columnsSize,
  };
}
