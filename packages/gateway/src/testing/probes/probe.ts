import { fileURLToPath } from "node:url";
import type { Service } from "@homepoint/policy";
import { hosts, outside } from "../lab.ts";

/** One way in which something tries to get out. */
export type Probe = {
  /** Of the reference's table of leak tests. */
  readonly row: number;
  readonly name: string;
  /** Where it speaks one alone. */
  readonly family?: Family["family"];
  /** Run on the phone, unless it is the gateway's own box that tries. */
  readonly line: string;
  readonly from?: "gateway";
  /** With these granted its line must succeed; without a list nothing may ever leave. */
  readonly needs?: readonly Service[];
  /** What its success means, where that is not that it passes. */
  readonly success?: string;
  /** The line succeeds whatever the mode, and nothing goes out. */
  readonly answeredHere?: true;
  /** What has to be there; without it the probe is left out, loudly. */
  readonly tool?: string;
  /** With an open router it has nothing to send out: its oracle is another. */
  readonly silentWhenOpen?: true;
  /** A router would not pass it on either: when open, the gateway is a bridge. */
  readonly bridged?: true;
  /** Takes long, or all of the machine: a quick run tries it in fewer modes. */
  readonly heavy?: true;
  /** By itself: it leaves no room for others. */
  readonly alone?: true;
  /** When open all its packets are counted; others end with the first. */
  readonly whole?: true;
};

const programAt = (name: string) => fileURLToPath(new URL(name, import.meta.url));
export const raw = `python3 ${programAt("../raw.py")}`;
const node = `${process.execPath} --conditions=@homepoint/source --disable-warning=ExperimentalWarning`;
export const quic = `${node} ${programAt("../quic-client.ts")}`;
const app = programAt("../../../../../tools/leaks-app.ts");
export const sdkApp = (order: string) => `${node} --dns-result-order=${order} ${app}`;
export const curl = "curl -sSk -m 4 -o /dev/null";
export const tls = "</dev/null timeout 6 openssl s_client -brief -verify_quiet";

export const families = [
  { family: "IPv4", flag: "-4", of: "four", type: "A", wrap: (address: string) => address },
  {
    family: "IPv6",
    flag: "-6",
    of: "six",
    type: "AAAA",
    wrap: (address: string) => `[${address}]`,
  },
] as const;

export type Family = (typeof families)[number];
export type Who = keyof typeof outside;

/** An address, and as it stands in a URL. */
export function placesOf(family: Family) {
  const at = (who: Who) => outside[who][family.of];
  return { at, to: (who: Who) => family.wrap(at(who)) };
}

/** Where a vendor lives at the map's address: the address is learned by the map's name first. */
export function sharedFirst({ type }: Family): string {
  return `dig +short +time=2 +tries=1 ${type} ${hosts.sharedMap} >/dev/null; `;
}
