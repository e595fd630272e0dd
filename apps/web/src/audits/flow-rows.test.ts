import type { Flow } from "@homepoint/inspect";
import { expect, test } from "vitest";
import { flowRows, flowSteps } from "./flow-rows.ts";

const flow = (more: Partial<Flow>): Flow => ({
  startedAt: "2026-05-04T10:00:00.000Z",
  endedAt: "2026-05-04T10:00:01.000Z",
  transport: "tcp",
  direction: "out",
  from: "10.0.0.2",
  fromPort: 50_000,
  to: "192.0.2.1",
  port: 443,
  scope: "world",
  dnsNames: [],
  bytesOut: 10,
  bytesIn: 0,
  packetsOut: 1,
  packetsIn: 0,
  verdict: "refused",
  ...more,
});
const maker = flow({ serverName: "api.maker.example", owner: "Maker", bytesOut: 900 });
const bare = flow({});
const near = flow({ scope: "local", verdict: "not-judged", to: "10.0.0.1" });

test("flows are found by words and kind, those with most bytes first", () => {
  const flows = [bare, near, maker];
  expect(flowRows({ flows }, "all", "")).toEqual([maker, bare, near]);
  expect(flowRows({ flows }, "left", "")).toEqual([maker, bare]);
  expect(flowRows({ flows }, "unknown", "")).toEqual([bare]);
  expect(flowRows({ flows }, "all", "MAKER api")).toEqual([maker]);
});

test("flows are laid over the time of the capture, those refused apart", () => {
  const later = flow({ startedAt: "2026-05-04T10:00:10.000Z", verdict: "allowed" });
  expect(flowSteps([bare, maker, later], 2)).toEqual([
    { passing: 0, refused: 2 },
    { passing: 1, refused: 0 },
  ]);
  expect(flowSteps([], 1)).toEqual([{ passing: 0, refused: 0 }]);
});
