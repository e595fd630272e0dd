import type { FlightDetail } from "@homepoint/api";
import type { Installation } from "../keys/installation.ts";
import { logRowOf } from "../logs/log-book.ts";
import { hubProblem } from "../problems.ts";
import type { Handlers } from "../server/handlers.ts";
import type { Unlocked } from "../unlocked.ts";
import { exportFlight } from "./export.ts";
import { columnsKind, type StoredFlight } from "./flight-row.ts";
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
      const { number, log } = await withColumns(installation.unlocked, input.id);
      await looks.note(caller?.name ?? "owner", log);
      return {
        type: "application/octet-stream",
        size: installation.unlocked.flights.get(input.id).stored.columnsSize,
        open: (range) => vault.openDerived(columnsKind(number), log, range),
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

/** Columns are made of the log, and made again where they are gone. @throws hub/no-columns */
async function withColumns(unlocked: Unlocked, id: string): Promise<StoredFlight> {
  const { stored } = unlocked.flights.get(id);
  if (await unlocked.vault.hasDerived(columnsKind(stored.number), stored.log)) return stored;
  const { reading } = await unlocked.takeIn.readLog(stored.log);
  if (!["read", "needs-keys"].includes(reading)) throw hubProblem("no-columns", { id });
  return unlocked.flights.get(id).stored;
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
