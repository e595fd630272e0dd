import type { ObjectStore } from "@homepoint/base";
import type { SmallFiles } from "./home/small-files.ts";
import type { VaultHome } from "./home/vault-home.ts";
import { restarted } from "./test-vault.contract.ts";

/** `before` and `after` the change takes effect; `within`: a stream is half written. */
export type When = "before" | "within" | "after";

export type Break = {
  /** Which change breaks, counted from 0. */
  readonly at: number;
  readonly when: When;
  /** `power`: from then on nothing works. `once`: the next change works again. */
  readonly how: "power" | "once";
};

/** A home that breaks on purpose. `hasBroken` says whether it came to that. */
export function breakingHome(inner: VaultHome, plan: Break) {
  let changes = 0;
  let hasBroken = false;

  async function change<Result>(work: () => Promise<Result>): Promise<Result> {
    checkPower();
    const isBreaking = changes === plan.at;
    changes += 1;
    if (!isBreaking) return await work();
    hasBroken = true;
    if (plan.when === "after") await work();
    throw new Error(`broke ${plan.when} change ${plan.at}`);
  }

  function checkPower(): void {
    if (hasBroken && plan.how === "power") throw new Error("there is no power");
  }

  function breakFiles(files: SmallFiles): SmallFiles {
    return {
      read: async (name) => {
        checkPower();
        return await files.read(name);
      },
      create: (name, bytes) => change(() => files.create(name, bytes)),
      replace: (name, bytes, worth) => change(() => files.replace(name, bytes, worth)),
      destroy: (name) => change(() => files.destroy(name)),
      names: (beginning) => {
        checkPower();
        return files.names(beginning);
      },
    };
  }

  function breakStore(store: ObjectStore): ObjectStore {
    return {
      put: async (key, bytes, worth) => {
        const isWithin = changes === plan.at && plan.when === "within";
        if (isWithin) await takeFirst(bytes);
        await change(() => store.put(key, bytes, worth));
      },
      delete: (key) => change(() => store.delete(key)),
      get: (key, range) => {
        checkPower();
        return store.get(key, range);
      },
      size: async (key) => {
        checkPower();
        return await store.size(key);
      },
      keys: () => {
        checkPower();
        return store.keys();
      },
    };
  }

  const home: VaultHome = {
    ...restarted(inner),
    files: breakFiles(inner.files),
    ring: breakFiles(inner.ring),
    inbox: breakFiles(inner.inbox),
    payloads: breakStore(inner.payloads),
  };
  return { home, hasBroken: () => hasBroken };
}

async function takeFirst(bytes: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const _ of bytes) return;
}
