import { hostname, networkInterfaces, type NetworkInterfaceInfo } from "node:os";

const loopback = ["127.0.0.1", "localhost", "[::1]"];
const everywhere = new Set(["0.0.0.0", "::", "[::]"]);

/** Whether a host to listen on is this machine and nothing else. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127(\.\d{1,3}){3}$/.test(host);
}

/** Whether an address that something came from is this machine's own. */
export function isLoopbackAddress(address: string): boolean {
  return isLoopback(address.replace(/^::ffff:/i, ""));
}

/**
 * Names and addresses under which others reach a hub that listens on `host`, besides those its
 * owner names: what its certificate says, and what a Host header may say.
 */
export function namesOf(
  host: string,
  more: readonly string[],
  addresses: readonly string[] = machineAddresses(),
): string[] {
  if (isLoopback(host)) return [...new Set([...loopback, host, ...more])];
  const own = everywhere.has(host) ? [...addresses, hostname(), `${hostname()}.local`] : [host];
  return [...new Set([...loopback, ...own, ...more])].map((name) => name.toLowerCase());
}

/** What this process can see of them: nothing where not even the question is allowed. */
export function ownAddresses(): readonly NetworkInterfaceInfo[] {
  try {
    return Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  } catch {
    return []; // the question is a socket of its own family, AF_NETLINK
  }
}

function machineAddresses(): string[] {
  return ownAddresses()
    .filter(({ scopeid }) => !scopeid)
    .map(({ address, family }) => (family === "IPv6" ? `[${address}]` : address));
}
