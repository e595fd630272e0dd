import { normalAddress } from "../names/normal-address.ts";
import { runTool } from "../rules/nft.ts";
import type { Settings } from "../settings.ts";

const keepMs = 15_000;

type Neighbour = {
  readonly dst?: string;
  readonly lladdr?: string;
  readonly state?: readonly string[];
};

/** ip-neighbour(8): nobody answered. */
const gone = new Set(["FAILED", "INCOMPLETE", "NONE", "NOARP"]);

/** Whose device an address is: by its hardware, which the address alone does not prove. */
export class Clients {
  readonly #settings: Pick<Settings, "clients" | "lan">;
  #table = new Map<string, string>();
  #there: ReadonlySet<string> = new Set();
  #readAt = Number.NEGATIVE_INFINITY;
  #reading: Promise<void> | undefined;

  constructor(settings: Pick<Settings, "clients" | "lan">) {
    this.#settings = settings;
  }

  async nameOf(address: string): Promise<string> {
    const normal = normalAddress(address);
    const isOld = performance.now() - this.#readAt > keepMs;
    if (isOld || !this.#table.has(normal)) await this.#read();
    const hardware = this.#table.get(normal);
    return hardware === undefined ? "unknown" : this.nameOfHardware(hardware);
  }

  /** As `nameOf`, by what is known already. */
  nameKnown(address: string): string {
    const hardware = this.#table.get(normalAddress(address));
    return hardware === undefined ? "unknown" : this.nameOfHardware(hardware);
  }

  nameOfHardware(hardware: string): string {
    const named = this.#settings.clients.find((client) => client.hardware === hardware);
    return named?.id ?? hardware;
  }

  /** Named clients that were there lately. */
  async present(): Promise<readonly string[]> {
    await this.#read();
    const named = new Set(this.#settings.clients.map(({ id }) => id));
    const ids = [...this.#there].map((hardware) => this.nameOfHardware(hardware));
    return [...new Set(ids)].filter((id) => named.has(id)).sort();
  }

  async #read(): Promise<void> {
    this.#reading ??= this.#readNow().finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  async #readNow(): Promise<void> {
    const { ok, out } = await runTool("ip", ["-j", "neigh", "show", "dev", this.#settings.lan]);
    if (!ok) return;
    const rows = JSON.parse(out || "[]") as readonly Neighbour[];
    this.#table = new Map(
      rows.flatMap(({ dst, lladdr }) =>
        dst !== undefined && lladdr !== undefined ? [[normalAddress(dst), lladdr]] : [],
      ),
    );
    this.#there = new Set(
      rows.flatMap(({ lladdr, state = [] }) =>
        lladdr !== undefined && !state.some((each) => gone.has(each)) ? [lladdr] : [],
      ),
    );
    this.#readAt = performance.now();
  }
}
