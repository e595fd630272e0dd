import { expect, test } from "vitest";
import { reportMove, type FlightKeeper } from "./report-move.ts";

const noon = Date.UTC(2024, 4, 1, 12);

type Flight = Awaited<ReturnType<FlightKeeper["listFlights"]>>["flights"][number] & {
  readonly notes: string;
};

/** Keeps flights in memory. */
function keep(...given: Partial<Flight>[]) {
  const flights = given.map((flight, at): Flight => ({
    id: `${at}`,
    startedAt: new Date(noon + at * 3_600_000).toISOString(),
    durationSeconds: 600,
    name: null,
    notes: "",
    tags: [],
    ...flight,
  }));
  const edits: Parameters<FlightKeeper["editFlights"]>[0][] = [];
  const keeper: FlightKeeper = {
    listFlights: async ({ offset, limit }) => ({
      totals: { flights: flights.length },
      flights: flights.slice(offset, offset + limit),
    }),
    getFlight: async ({ id }) => ({ notes: flights.find((one) => one.id === id)?.notes ?? "" }),
    editFlights: async (edit) => void edits.push(edit),
    listOffers: async () => ({ total: 1, offers: [{ sets: [["0"], ["x"]] }] }),
  };
  return { keeper, edits };
}

const listed = (at: number, written = {}) => ({
  line: at + 2,
  startMs: noon + at * 3_600_000,
  isZoneOpen: false,
  durationSeconds: 600,
  written,
});
const list = (...flights: ReturnType<typeof listed>[]) => [{ name: "list.csv", flights }];

test("lists write where nobody wrote, and add their tags", async () => {
  const { keeper, edits } = keep({}, { name: "Mine", notes: "Mine.", tags: ["a"] }, {});
  const written = { name: "Theirs", notes: "Theirs.", tags: ["a", "b"] };
  await reportMove(keeper, [], list(listed(0, written), listed(1, written), listed(2)));
  expect(edits).toEqual([
    { flights: ["0"], set: { name: "Theirs", notes: "Theirs." }, addTags: ["a", "b"] },
    { flights: ["1"], set: {}, addTags: ["b"] },
  ]);
});

test("with lists, their lines are expected; without, the logs", async () => {
  const { keeper } = keep({});
  const files = [
    { path: "a.txt", became: "in", flights: ["0"] },
    { path: "b.txt", became: "double", flights: ["0"] },
    { path: "c.txt", became: "failed", flights: [], because: "broken" },
    { path: "d.db", became: "left", flights: [], stranger: "sqlite-database" },
  ] as const;
  expect(await reportMove(keeper, files, list(listed(0), listed(5)))).toMatchObject({
    expected: 2,
    found: 1,
    missing: [{ kind: "listed", list: "list.csv", listed: { line: 7 } }],
    doubled: { files: ["b.txt"], flights: [["0", "x"]] },
    failed: [{ path: "c.txt", because: "broken" }],
    notRead: [{ path: "d.db", stranger: "sqlite-database" }],
    logs: 2,
    flights: 1,
  });
  expect(await reportMove(keeper, files, [])).toMatchObject({
    lists: [],
    expected: 3,
    found: 2,
    missing: [{ kind: "file", path: "c.txt", because: "broken" }],
    failed: [],
  });
});

test("flights beyond the first thousand are found too", async () => {
  const { keeper } = keep(...Array.from({ length: 1500 }, () => ({})));
  const { found } = await reportMove(keeper, [], list(listed(1400)));
  expect(found).toBe(1);
});
