import type { Attested } from "@homepoint/api";
import { nameOf } from "../keys/sign-in.ts";
import type { Installation } from "../keys/installation.ts";
import type { Handlers } from "../server/handlers.ts";
import type { StoredDevice } from "./device-book.ts";
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
  const record = async (by: string, change: Told, { name }: StoredDevice) => {
    const { evidence } = installation.unlocked;
    await evidence.append({ kind: "setting-changed", by, setting: "device", change, name });
  };
  return {
    async listDevices() {
      return { devices: await installation.unlocked.devices.list() };
    },

    async addDevice({ input, caller }) {
      const row = await installation.unlocked.devices.add(input as StoredDevice);
      await record(nameOf(caller), "added", row as StoredDevice);
      return row;
    },

    async changeDevice({ input: { id, ...device }, caller }) {
      const row = await installation.unlocked.devices.change(id, device as StoredDevice);
      await record(nameOf(caller), "replaced", device as StoredDevice);
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
