import type { FlightDetail } from "@homepoint/api";
import type { Installation } from "../keys/installation.ts";
import { logRowOf } from "../logs/log-book.ts";
import type { Handlers } from "../server/handlers.ts";
import type { Unlocked } from "../unlocked.ts";
import { exportFlight } from "./export.ts";
import { columnsKind, originOf, summaryOf } from "./flight-row.ts";
import { openMade, readParticulars, withColumns } from "./derived.ts";
import { readImage } from "./image.ts";
import { listOffers } from "./offers.ts";

type FlightRoute =
  | "listFlights"
  | "matchFlights"
  | "flightFacets"
  | "listOffers"
  | "mergeFlights"
  | "partFlights"
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

    async listOffers({ input }) {
      return listOffers(installation.unlocked, input);
    },

    async mergeFlights({ input }) {
      const { flights, changes, proofs } = installation.unlocked;
      await flights.merge(input.groups);
      changes.note("flights");
      proofs.judgeSoon();
      return { flights: input.groups.flatMap(([id]) => (id ? [flights.get(id).id] : [])) };
    },

    async partFlights({ input }) {
      const { flights, changes, proofs } = installation.unlocked;
      await flights.part(input.partings, input);
      changes.note("flights");
      proofs.judgeSoon();
      const sets = input.partings.flat();
      return { flights: sets.flatMap(([id]) => (id ? [flights.get(id).id] : [])) };
    },

    async getFlight({ input, caller }) {
      const { looks } = installation.unlocked;
      const detail = await describe(installation.unlocked, input.id);
      for (const { id } of detail.logs) await looks.note(caller?.name ?? "owner", id);
      return detail;
    },

    async editFlights({ input }) {
      const { flights, changes, proofs } = installation.unlocked;
      const changed = await flights.edit(input);
      changes.note("flights");
      if (input.set.sensitivity !== undefined) proofs.judgeSoon();
      return { changed };
    },

    async getColumns({ input, caller }) {
      const { unlocked } = installation;
      const { log, number } = originOf(input.id);
      const { columnsSize } = await withColumns(unlocked, input.id);
      await unlocked.looks.note(caller?.name ?? "owner", log);
      return {
        type: "application/octet-stream",
        size: columnsSize,
        open: (range) => openMade(unlocked, { log, kind: columnsKind(number) }, range),
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

async function describe({ flights, logs, proofs }: Unlocked, id: string): Promise<FlightDetail> {
  const found = await Promise.all(
    flights.partsOf(id).map(async (part) => ({ id: part, body: await flights.findStored(part) })),
  );
  // One of its logs may have been shredded meanwhile; the others tell of it all the same.
  const parts = found.flatMap(({ id: part, body }) => (body ? [{ id: part, body }] : []));
  const row = flights.get(id);
  const proved = await proofs.proofOf(id);
  return {
    ...row,
    proof: proved.verdict,
    proved: { ...proved, reasons: [...proved.reasons], devices: [...proved.devices] },
    notes: flights.notesOf(id),
    summary: summaryOf(parts),
    logs: parts.flatMap((part) => {
      const { log } = originOf(part.id);
      const found = logs.find(log);
      return found ? [logRowOf(log, found)] : [];
    }),
    parts: parts.map((part) => ({
      flight: part.id,
      log: originOf(part.id).log,
      columnsSize: part.body.columnsSize,
      summary: part.body.summary,
    })),
    columnsSize: parts[0]?.body.columnsSize ?? null,
  };
}
