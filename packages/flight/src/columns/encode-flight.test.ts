import { concat, utf8 } from "@homepoint/base";
import { fly, plans, writeSrt, writeUlog } from "@homepoint/testdata";
import { expect, test } from "vitest";
import { openLog } from "../read-log.ts";
import { encodeFlight } from "./encode-flight.ts";
import { openColumns } from "./open-columns.ts";

const flown = fly(plans.point);

test("parameters and properties are kept beside the columns, not in them", async () => {
  const log = await openLog(writeUlog(flown).bytes, "made.ulg");
  const encoded = encodeFlight(log, 0);
  const [flight] = log.flights;
  expect(flight?.parameters?.length).toBeGreaterThan(1);
  expect(encoded?.particulars).toEqual({
    parameters: flight?.parameters,
    properties: flight?.properties,
  });
  const file = concat(...(encoded?.columns ?? []));
  const { directory } = await openColumns({
    size: file.length,
    read: async (first, last) => file.subarray(first, last + 1),
  });
  expect(directory.flight.parameters).toBeUndefined();
  expect(directory.flight.properties).toBeUndefined();
  expect(directory.flight.moments.length).toBe(flight?.moments.length);
});

test("a log that says nothing of the kind has no particulars", async () => {
  const bytes = utf8(writeSrt(flown, "tags"));
  const encoded = encodeFlight(await openLog(bytes, "made.srt"), 0);
  expect(encoded?.particulars).toBeUndefined();
});
