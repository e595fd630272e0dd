import { randomUUID } from "node:crypto";
import type { DeviceRow } from "@homepoint/api";
import { uncoveredWays, type DeviceKind, type WayOut, type WayState } from "@homepoint/policy";
import type { Rows } from "../database/rows.ts";
import { hubProblem } from "../problems.ts";

export type StoredDevice = {
  readonly name: string;
  readonly kind: DeviceKind;
  readonly ways: Partial<Record<WayOut, WayState>>;
};

/** The register of each device's ways out. */
export class DeviceBook {
  readonly #rows: Rows<StoredDevice>;

  constructor(rows: Rows<StoredDevice>) {
    this.#rows = rows;
  }

  async list(): Promise<DeviceRow[]> {
    const rows = await Array.fromAsync(this.#rows.each());
    return rows
      .map(({ id, body }) => rowOf(id, body))
      .toSorted((a, b) => a.name.localeCompare(b.name));
  }

  async add(device: StoredDevice): Promise<DeviceRow> {
    const id = randomUUID();
    await this.#rows.put(id, device);
    return rowOf(id, device);
  }

  /** @throws hub/no-such-device */
  async change(id: string, device: StoredDevice): Promise<DeviceRow> {
    await this.#find(id);
    await this.#rows.put(id, device);
    return rowOf(id, device);
  }

  /** @throws hub/no-such-device */
  async remove(id: string): Promise<StoredDevice> {
    const device = await this.#find(id);
    await this.#rows.remove(id);
    return device;
  }

  async #find(id: string): Promise<StoredDevice> {
    const device = await this.#rows.get(id);
    if (!device) throw hubProblem("no-such-device", { id });
    return device;
  }
}

function rowOf(id: string, device: StoredDevice): DeviceRow {
  return { id, ...device, uncovered: [...uncoveredWays(device)] };
}
