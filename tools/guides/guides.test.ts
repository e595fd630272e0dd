import { expect, test } from "vitest";
import { containmentSteps } from "./containment.ts";
import { Box, gatewaySteps } from "./gateway.ts";
import { linesOf } from "./guide.ts";
import type { Machine } from "./machine.ts";

// `npm run test:guides` types these on a machine with a real systemd. Here is held that they are the
// guides' own, whole and in their order.
const nowhere = {} as Machine; // nothing is typed

test("what is typed to follow the guide of containment is what stands in it", () => {
  expect(containmentSteps(nowhere).map(({ line }) => line)).toEqual(linesOf("containment"));
});

test("what is typed to follow the guide of the gateway is what stands in it", () => {
  const steps = gatewaySteps(new Box({} as never, nowhere)); // nor is there a lab
  expect(steps.map(({ line }) => line)).toEqual(linesOf("gateway"));
});
