import type { Lab } from "./lab.ts";

/** What comes unasked from outside: at the tablet behind the gateway, and at the gateway itself. */
type Knock = { readonly name: string; readonly line: string; readonly reachesOpen: boolean };

const tabletPort = 8000;
const boxPorts = [22, 53, 80, 18_053, 18_080, 18_443, 18_500];
const get = "curl -sS -m 2 -o /dev/null";

const knocks: readonly Knock[] = [
  { name: "tablet, IPv4", line: `${get} http://10.77.0.10:${tabletPort}/`, reachesOpen: true },
  { name: "tablet, IPv6", line: `${get} http://[fd77::10]:${tabletPort}/`, reachesOpen: true },
  ...boxPorts.map((port) => ({
    name: `gateway, port ${port}`,
    line: `timeout 1 bash -c 'echo >/dev/tcp/198.51.100.2/${port}' || timeout 1 bash -c 'echo >/dev/tcp/2001:db8:1::2/${port}'`,
    reachesOpen: false,
  })),
];

/** The tablet listens, so that whatever arrives is answered. */
export async function listenOnTablet(lab: Lab): Promise<void> {
  lab.start(lab.phone, ["python3", "-m", "http.server", String(tabletPort), "--bind", "::"]);
  const isListening = `for n in $(seq 50); do curl -s -o /dev/null http://[::1]:${tabletPort}/ && exit; sleep 0.2; done; exit 1`;
  await lab.sh(lab.phone, isListening);
}

/** Tells each that arrives though it must not, and with an open router each that does not. */
export async function knock(lab: Lab, mode: string): Promise<readonly string[]> {
  const said = await Promise.all(
    knocks.map(async ({ name, line, reachesOpen }) => {
      const { code } = await lab.sh(lab.internet, line);
      const arrived = code === 0;
      if (mode === "open")
        return reachesOpen && !arrived ? `FAIL: ${name}, not even when open` : "";
      return arrived ? `LEAK: unasked, ${name}` : "";
    }),
  );
  return said.filter((text) => text !== "");
}
