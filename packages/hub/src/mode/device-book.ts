import { randomUUID } from "node:crypto";
import type { DeviceRow } from "@homepoint/api";
import {
  uncoveredWays,
  type DeviceKind,
  type DeviceThen,
  type WayOut,
  type WayState,
} from "@homepoint/policy";
import type { Rows } from "../database/rows.ts";
import { hubProblem } from "../problems.ts";

/** What was said of a device, from when on. */
type Said = {
  readonly kind: DeviceKind;
  readonly ways: Partial<Record<WayOut, WayState>>;
  readonly serials?: readonly string[];
  readonly client?: string | null;
  /** Unknown of devices that were registered before this was kept. */
  readonly since?: string;
};

export type StoredDevice = Said & {
  readonly name: string;
  /** What was said before, the latest first. */
  readonly before?: readonly Said[];
  /** Taken out of the register; flights before that still go by it. */
  readonly goneAt?: string;
};

export type DeviceGiven = {
  readonly name: string;
  readonly kind: DeviceKind;
  readonly ways: StoredDevice["ways"];
  readonly serials: readonly string[];
  readonly client: string | null;
};

const longestHistory = 200;

/** The register of each device's ways out: what stands in them now, and what stood there before. */
export class DeviceBook {
  readonly #rows: Rows<StoredDevice>;
  readonly #clock: () => Date;
  readonly #devices: Map<string, StoredDevice>;
  #version = 0;

  private constructor(
    rows: Rows<StoredDevice>,
    clock: () => Date,
    devices: Map<string, StoredDevice>,
  ) {
    this.#rows = rows;
    this.#clock = clock;
    this.#devices = devices;
  }

  static async open(rows: Rows<StoredDevice>, clock: () => Date): Promise<DeviceBook> {
    const devices = new Map((await rows.all()).map(({ id, body }) => [id, body]));
    return new DeviceBook(rows, clock, devices);
  }

  /** Grows with every change. */
  get version(): number {
    return this.#version;
  }

  get isEmpty(): boolean {
    return this.#devices.size === 0;
  }

  list(): DeviceRow[] {
    return [...this.#devices]
      .filter(([, { goneAt }]) => goneAt === undefined)
      .map(([id, body]) => rowOf(id, body))
      .toSorted((a, b) => a.name.localeCompare(b.name));
  }

  async add(device: DeviceGiven): Promise<DeviceRow> {
    const id = randomUUID();
    return this.#put(id, { ...device, since: this.#now() });
  }

  /** @throws hub/no-such-device */
  async change(id: string, device: DeviceGiven): Promise<DeviceRow> {
    const { name: _, before = [], ...said } = this.#find(id);
    const history = [said, ...before].slice(0, longestHistory);
    return this.#put(id, { ...device, since: this.#now(), before: history });
  }

  /** @throws hub/no-such-device */
  async remove(id: string): Promise<DeviceRow> {
    return this.#put(id, { ...this.#find(id), goneAt: this.#now() });
  }

  /**
   * The register as it stood in a span of time. What was said only after it began counts, and says
   * of itself that it came later; so does what was said while it lasted.
   */
  asOf(from: string, until: string): (DeviceThen & { readonly id: string })[] {
    return [...this.#devices]
      .filter(([, { goneAt }]) => goneAt === undefined || goneAt > from)
      .map(([id, device]) => ({ id, ...deviceThen(device, from, until) }));
  }

  async #put(id: string, device: StoredDevice): Promise<DeviceRow> {
    await this.#rows.put(id, device);
    this.#devices.set(id, device);
    this.#version += 1;
    return rowOf(id, device);
  }

  #find(id: string): StoredDevice {
    const device = this.#devices.get(id);
    if (!device || device.goneAt !== undefined) throw hubProblem("no-such-device", { id });
    return device;
  }

  #now(): string {
    return this.#clock().toISOString();
  }
}

function deviceThen(device: StoredDevice, from: string, until: string): DeviceThen {
  const { name, before = [] } = device;
  const all: readonly Said[] = [device, ...before];
  const inForce = all.find(({ since }) => since !== undefined && since <= from);
  const isChanged = all.some(
    ({ since }) => since === undefined || (since > from && since <= until),
  );
  const { kind, ways, serials = [], client } = inForce ?? all.at(-1) ?? device;
  return {
    name,
    kind,
    ways,
    // A serial belongs to the device whenever it was told.
    serials: [...new Set([...serials, ...(device.serials ?? [])])],
    client: client ?? name,
    saidBefore: inForce !== undefined && !isChanged,
  };
}

function rowOf(id: string, device: StoredDevice): DeviceRow {
  const { name, kind, ways, serials = [], client = null, since } = device;
  return {
    id,
    name,
    kind,
    ways,
    serials: [...serials],
    client,
    since: since ?? new Date(0).toISOString(),
    uncovered: [...uncoveredWays(device)],
  };
}
