import type { FlightDetail } from "@homepoint/api";
import type { Gate } from "../keys/gate.ts";
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

export function flightHandlers(gate: Gate): Handlers<FlightRoute> {
  return {
    async listFlights({ input }) {
      return gate.unlocked.flights.list(input);
    },

    async matchFlights({ input }) {
      return { flights: gate.unlocked.flights.match(input) };
    },

    async flightFacets() {
      return gate.unlocked.flights.facets();
    },

    async getFlight({ input, caller }) {
      const detail = describe(gate.unlocked, input.id);
      await gate.unlocked.looks.note(caller?.name ?? "owner", logOf(gate.unlocked, input.id));
      return detail;
    },

    async editFlights({ input }) {
      const { flights, changes } = gate.unlocked;
      const changed = await flights.edit(input);
      changes.note("flights");
      return { changed };
    },

    async getColumns({ input, caller }) {
      const { vault, looks } = gate.unlocked;
      const { stored } = gate.unlocked.flights.get(input.id);
      if (stored.columnsSize === 0) throw hubProblem("no-columns", { id: input.id });
      await looks.note(caller?.name ?? "owner", stored.log);
      return {
        type: "application/octet-stream",
        size: stored.columnsSize,
        open: (range) => vault.openDerived(columnsKind(stored.number), stored.log, range),
      };
    },

    async getImage({ input, caller }) {
      await gate.unlocked.looks.note(caller?.name ?? "owner", logOf(gate.unlocked, input.id));
      return readImage(gate.unlocked, input);
    },

    exportFlight: ({ input, caller }) => exportFlight(gate.unlocked, input, caller),
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
