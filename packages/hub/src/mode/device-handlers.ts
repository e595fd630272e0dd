import type { Attested, DeviceRow } from "@homepoint/api";
import { nameOf } from "../keys/sign-in.ts";
import type { Installation } from "../keys/installation.ts";
import type { Handlers } from "../server/handlers.ts";
import type { DeviceGiven } from "./device-book.ts";
import { lookBack } from "./mode-facts.ts";

type DeviceRoute =
  | "listDevices"
  | "addDevice"
  | "changeDevice"
  | "removeDevice"
  | "attest"
  | "listAttested";

export function deviceHandlers(installation: Installation): Handlers<DeviceRoute> {
  type Told = "added" | "replaced" | "removed";
  const record = async (by: string, change: Told, device: DeviceRow) => {
    const { evidence, proofs } = installation.unlocked;
    const { id, name, kind, ways, serials, client } = device;
    await evidence.append({ kind: "setting-changed", by, setting: "device", change, name });
    if (change !== "removed")
      await evidence.append({
        kind: "ways-told",
        by,
        device: id,
        name,
        of: kind,
        ways: ways as DeviceGiven["ways"], // zod leaves out what was not given
        serials,
        client: client ?? name,
      });
    proofs.judgeSoon();
  };
  return {
    async listDevices() {
      return { devices: installation.unlocked.devices.list() };
    },

    async addDevice({ input, caller }) {
      const row = await installation.unlocked.devices.add(input as DeviceGiven);
      await record(nameOf(caller), "added", row);
      return row;
    },

    async changeDevice({ input: { id, ...device }, caller }) {
      const row = await installation.unlocked.devices.change(id, device as DeviceGiven);
      await record(nameOf(caller), "replaced", row);
      return row;
    },

    async removeDevice({ input, caller }) {
      const device = await installation.unlocked.devices.remove(input.id);
      await record(nameOf(caller), "removed", device);
      return {};
    },

    async attest({ input, caller }) {
      const { evidence } = installation.unlocked;
      const entry = await evidence.append({ kind: "attested", by: nameOf(caller), ...input });
      return { entry };
    },

    async listAttested({ input }) {
      const attested: Attested[] = [];
      const isAll = await lookBack(installation.unlocked, ({ index, fact }) => {
        if (fact?.kind === "attested") {
          const { at, by, device, sensitivity, points } = fact;
          attested.push({ entry: index, at, by, device, sensitivity, points: [...points] });
        }
        return attested.length < input.limit ? "more" : "enough";
      });
      return { attested, isAll };
    },
  };
}
