import { expect, test } from "vitest";
import { readCounters } from "./heartbeat.ts";

test("counters are read as proc(5) lays them out", () => {
  const text = `Inter-|   Receive                                                |  Transmit
 face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
    lo: 1200      10    0    0    0     0          0         0     1200      10    0    0    0     0       0          0
  eth0:   34       2    0    0    0     0          0         0       56       3    0    0    0     0       0          0
`;
  expect(readCounters(text)).toEqual({
    lo: { bytesIn: 1200, packetsIn: 10, bytesOut: 1200, packetsOut: 10 },
    eth0: { bytesIn: 34, packetsIn: 2, bytesOut: 56, packetsOut: 3 },
  });
});

test("a machine that counts nothing has no counters", () => {
  expect(readCounters("")).toEqual({});
});
