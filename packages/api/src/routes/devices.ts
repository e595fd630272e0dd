import { z } from "zod";
import {
  checkPointIds,
  deviceKinds,
  sensitivityLevels,
  waysOut,
  wayStates,
} from "@homepoint/policy";
import { id, mayFly, mayLook, mayManage, nothing } from "../access.ts";
import { route, type Route } from "../route.ts";
import { instant } from "../shapes.ts";

const name = z.string().trim().min(1).max(200);
const points = z.array(z.enum(checkPointIds)).min(1).max(100);

const device = z.object({
  name,
  kind: z.enum(deviceKinds),
  /** What stands in each of its ways out; one that is left out is not known. */
  ways: z.partialRecord(z.enum(waysOut), z.enum(wayStates)),
  /** As logs tell them: what joins a flight with its devices. */
  serials: z.array(z.string().trim().min(1).max(100)).max(20).default([]),
  /** Its name at the gateway; null where that is its own. */
  client: name.nullable().default(null),
});

const deviceRow = device.extend({
  id: z.string(),
  /** When it was said what stands in its ways. */
  since: instant,
  /** Ways that nothing covers: a flight with one of them is not proved. */
  uncovered: z.array(z.enum(waysOut)),
});
export type DeviceRow = z.infer<typeof deviceRow>;

const attested = z.object({
  entry: z.number().int(),
  at: instant,
  by: z.string(),
  device: z.string(),
  sensitivity: z.string(),
  points: z.array(z.string()),
});
export type Attested = z.infer<typeof attested>;

/** Devices and their ways out, and what people attest of them. */
export const deviceRoutes = {
  listDevices: route({
    method: "GET",
    path: "/api/devices",
    summary: "Devices, and which of their ways out nothing covers",
    access: mayLook,
    works: "when-open",
    kind: "json",
    answer: z.object({ devices: z.array(deviceRow) }),
  }),
  addDevice: route({
    method: "POST",
    path: "/api/devices",
    summary: "Register a device and what stands in each of its ways out",
    access: mayManage,
    works: "when-open",
    kind: "json",
    body: device,
    answer: deviceRow,
  }),
  changeDevice: route({
    method: "PUT",
    path: "/api/devices/:id",
    summary: "Say anew what stands in the ways out of a device",
    access: mayManage,
    works: "when-open",
    kind: "json",
    params: id,
    body: device,
    answer: deviceRow,
    problems: ["hub/no-such-device"],
  }),
  removeDevice: route({
    method: "DELETE",
    path: "/api/devices/:id",
    summary: "Take a device out of the register",
    access: mayManage,
    works: "when-open",
    kind: "json",
    params: id,
    answer: nothing,
    problems: ["hub/no-such-device"],
  }),
  attest: route({
    method: "POST",
    path: "/api/attested",
    summary: "Put on record that points of a checklist were done on a device",
    access: mayFly,
    works: "when-open",
    kind: "json",
    body: z.object({ device: name, sensitivity: z.enum(sensitivityLevels), points }),
    answer: z.object({ entry: z.number().int() }),
  }),
  listAttested: route({
    method: "GET",
    path: "/api/attested",
    summary: "What people attested, newest first, from the facts",
    access: mayLook,
    works: "when-open",
    kind: "json",
    query: z.object({ limit: z.coerce.number().int().min(1).max(1000).default(50) }),
    answer: z.object({ attested: z.array(attested), isAll: z.boolean() }),
  }),
} as const satisfies Readonly<Record<string, Route>>;
