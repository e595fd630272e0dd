import type { Parameter, ParameterChange } from "../../flight.ts";
import type { Aside } from "./find-rows.ts";
import { secondsAt } from "./log-clock.ts";
import { nameOfKeyed, readKeyed, type Keyed } from "./keyed.ts";
import { kinds } from "./messages.ts";
import type { Scan } from "./scan.ts";

/** More than any log has; bound what a made-up one can cost. */
const mostParameters = 16_384;
const mostChanges = 16_384;

/** Bits of a default's kind ("Default Parameter Message"). */
const systemWide = 1;
const configured = 2;

/** What was set when the log began, what it was changed to, and what is set by default. */
export function readParameters(scan: Scan): readonly Parameter[] {
  const list = new ParameterList();
  for (const aside of scan.asides) {
    const isDefault = aside.kind === kinds.defaultParameter;
    if (!isDefault && aside.kind !== kinds.parameter) continue;
    const { from, end } = aside;
    const keyed = readKeyed({ bytes: scan.bytes, from, end }, isDefault ? 1 : 0);
    if (!keyed) continue;
    const name = nameOfKeyed(scan.bytes, keyed);
    const value = numberOf(scan.view, keyed);
    if (isDefault) list.setDefault(name, scan.view.getUint8(from), value);
    else list.set(name, value, () => timeOf(scan, aside));
  }
  return list.finish();
}

function timeOf(scan: Scan, { from }: Aside): number {
  return secondsAt(scan.clock, from);
}

/** Parameters are whole numbers or fractions of 32 bits. */
function numberOf(view: DataView, { type, from }: Keyed): number | null {
  if (type === "int32_t") return view.getInt32(from, true);
  const value = view.getFloat32(from, true) + 0; // no -0
  return Number.isFinite(value) ? value : null;
}

type Defaults = Pick<Parameter, "defaultValue" | "configurationValue">;

class ParameterList {
  readonly #values = new Map<string, number | null>();
  readonly #changes = new Map<string, ParameterChange[]>();
  readonly #defaults = new Map<string, Defaults>();
  #changed = 0;

  set(name: string, value: number | null, now: () => number): void {
    const isKnown = this.#values.has(name);
    if (!isKnown && this.#values.size < mostParameters) this.#values.set(name, value);
    if (!isKnown || this.#changed >= mostChanges) return;
    const changes = this.#changes.get(name) ?? [];
    const last = changes.at(-1)?.value;
    if (value === (last === undefined ? this.#values.get(name) : last)) return;
    this.#changed += 1;
    changes.push({ at: now(), value });
    this.#changes.set(name, changes);
  }

  setDefault(name: string, groups: number, value: number | null): void {
    const known = this.#defaults.get(name);
    if (!known && this.#defaults.size >= mostParameters) return;
    this.#defaults.set(name, {
      ...known,
      ...((groups & systemWide) !== 0 && { defaultValue: value }),
      ...((groups & configured) !== 0 && { configurationValue: value }),
    });
  }

  finish(): readonly Parameter[] {
    return [...this.#values].map(([name, value]) => {
      const changes = this.#changes.get(name);
      return { name, value, ...this.#defaults.get(name), ...(changes && { changes }) };
    });
  }
}
