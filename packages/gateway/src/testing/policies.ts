import { defaultPolicy, type Grant, type Policy, type Service } from "@homepoint/policy";
import type { Allowed } from "./judge-window.ts";
import { hosts, outside } from "./lab.ts";

const grantOf = (service: Service): Grant => ({
  service,
  subject: {
    kind: "client",
    id: "tablet",
  },
  by: "test",
  why: "test",
});
const seal = {
  counter: 1,
  threshold: 1,
  keys: ["k+00+A"],
  successors: [],
  catalogue: "0".repeat(64),
  versions: [],
};

export const policies: Readonly<Record<string, Policy>> = {
  offline: {
    ...defaultPolicy,
    counter: 1,
    mode: "offline",
    grants: (["maps", "time"] as const).map(grantOf),
  },
  "local-data": { ...defaultPolicy, counter: 1 },
  sealed: { ...defaultPolicy, counter: 1, lock: "sealed", seal },
  "with maps, time": {
    ...defaultPolicy,
    counter: 1,
    grants: (["maps", "time"] as const).map(grantOf),
  },
  restricted: {
    ...defaultPolicy,
    counter: 1,
    mode: "restricted",
    grants: (["maps", "rtk"] as const).map(grantOf),
  },
};

const placesOf: Partial<
  Record<
    Service,
    readonly {
      readonly host: string;
      /** Nowhere, where the name leads to nobody. */
      readonly at?: { readonly four: string; readonly six: string };
    }[]
  >
> = {
  maps: [
    { host: hosts.map, at: outside.map },
    { host: hosts.sharedMap, at: outside.cdn },
    { host: hosts.liar },
  ],
  time: [{ host: hosts.time, at: outside.time }],
  rtk: [{ host: hosts.rtk, at: outside.rtk }],
  "log-keys": [{ host: hosts.keys, at: outside.keys }],
};

export function allowedBy({ mode, grants }: Policy): Allowed {
  const places = mode === "offline" ? [] : grants.flatMap(({ service }) => placesOf[service] ?? []);
  return {
    addresses: new Set(places.flatMap(({ at }) => (at ? [at.four, at.six] : []))),
    names: new Set(places.map(({ host }) => host)),
    nameServers: new Set(places.length > 0 ? Object.values(outside.names) : []),
  };
}
