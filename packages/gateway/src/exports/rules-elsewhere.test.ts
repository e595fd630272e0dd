import { defaultPolicy, type Policy } from "@homepoint/policy";
import { expect, test } from "vitest";
import { elsewhere, weakness, writeElsewhere } from "./rules-elsewhere.ts";

const moment = { at: "2026-11-22T10:00:00.000Z", runningSeconds: 10 };
const granting: Policy = {
  ...defaultPolicy,
  counter: 4,
  grants: [
    { service: "maps", subject: { kind: "client", id: "tablet" }, by: "Ada", why: "survey" },
  ],
};

test.each(elsewhere)("%s says that it is weaker, and why", (where) => {
  const text = writeElsewhere(where, { policy: granting, moment, client: "tablet" });
  for (const line of weakness[where]) expect(text).toContain(line);
});

test.each(elsewhere)("%s lets pass what is granted to this device, and nothing else", (where) => {
  const text = writeElsewhere(where, { policy: granting, moment, client: "tablet" });
  expect(text.replaceAll("\\", "")).toContain("tile.openstreetmap.org");
  expect(text).not.toMatch(/djiservice|dji\.com|events/);
  const other = writeElsewhere(where, { policy: granting, moment, client: "phone" });
  expect(other.replaceAll("\\", "")).not.toContain("openstreetmap");
});

test.each(elsewhere)("%s lets nothing pass offline", (where) => {
  const policy: Policy = { ...granting, mode: "offline" };
  const text = writeElsewhere(where, { policy, moment, client: "tablet" });
  expect(text).not.toMatch(/openstreetmap|mapbox|maptiler/);
});
