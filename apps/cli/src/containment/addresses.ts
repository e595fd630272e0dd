import { networkInterfaces } from "node:os";

/** Where one listens everywhere: the machine's own addresses, which a hub without a network cannot see. */
export function addressesAt(host: string): readonly string[] {
  if (!["0.0.0.0", "::", "[::]"].includes(host)) return [];
  return Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ scopeid }) => !scopeid)
    .map(({ address, family }) => (family === "IPv6" ? `[${address}]` : address));
}
