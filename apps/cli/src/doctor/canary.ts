import { randomBytes } from "node:crypto";
import { createSocket, type Socket as UdpSocket } from "node:dgram";
import { createServer, isIPv6, type Server } from "node:net";
import { networkInterfaces } from "node:os";
import { canaryWays, type Canary, type CanaryWay } from "@homepoint/hub";

/** Waits outside for whoever gets out, and tells them apart by what they bring. */
export class CanaryCage {
  readonly canary: Canary;
  readonly #servers: readonly [Server, UdpSocket];
  readonly #seen: string[] = [];

  private constructor(canary: Canary, servers: readonly [Server, UdpSocket]) {
    this.canary = canary;
    this.#servers = servers;
  }

  static async open(host: string): Promise<CanaryCage> {
    const [tcp, udp] = [createServer(), createSocket(isIPv6(host) ? "udp6" : "udp4")];
    await new Promise<void>((resolve, reject) => {
      tcp.once("error", reject).listen(0, host, resolve);
    });
    await new Promise<void>((resolve, reject) => {
      udp.once("error", reject).bind(0, host, resolve);
    });
    const address = tcp.address();
    const tcpPort = typeof address === "object" && address !== null ? address.port : 0;
    const token = randomBytes(8).toString("hex");
    const cage = new CanaryCage({ host, tcpPort, udpPort: udp.address().port, token }, [tcp, udp]);
    tcp.on("connection", (socket) => {
      socket.on("data", (text) => {
        cage.#seen.push(text.toString("latin1"));
        socket.end();
      });
      socket.on("error", () => socket.destroy());
    });
    udp.on("message", (text) => void cage.#seen.push(text.toString("latin1")));
    return cage;
  }

  /** The ways by which something reached it since it was asked last. */
  arrived(): readonly CanaryWay[] {
    const seen = this.#seen.splice(0).join("\n");
    return canaryWays.filter((way) => seen.includes(`${this.canary.token}-${way}`));
  }

  close(): void {
    const [tcp, udp] = this.#servers;
    tcp.close();
    udp.close();
  }
}

/** Where canaries are set: at this machine itself, and at one address of each family it has besides. */
export function canaryHosts(): readonly string[] {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  const outer = all.filter(({ internal, scopeid }) => !internal && !scopeid);
  const firstOf = (family: string) => outer.find((each) => each.family === family)?.address;
  return ["127.0.0.1", firstOf("IPv4"), firstOf("IPv6")].filter((host) => host !== undefined);
}
