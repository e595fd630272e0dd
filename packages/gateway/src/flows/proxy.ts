import { connect, type Socket } from "node:net";
import type { Verdict } from "@homepoint/policy";
import type { AddressBook } from "../names/address-book.ts";
import { normalAddress } from "../names/normal-address.ts";
import type { Ways } from "../rules/ways.ts";
import { Blocks } from "./blocks.ts";
import type { UploadBudget } from "./budget.ts";
import type { Clients } from "./clients.ts";
import { Flow, type FlowEnd } from "./flow.ts";
import type { Asked, Judge } from "./judge.ts";
import { readName } from "./read-name.ts";

export type ProxyParts = {
  readonly judge: Judge;
  readonly book: AddressBook;
  readonly ways: Ways;
  readonly budget: UploadBudget;
  readonly clients: Clients;
  /** The gateway's own addresses: nothing is proxied to them. */
  readonly ownAddresses: readonly string[];
  /** Told how each flow that passed has ended. */
  readonly onEnd: (flow: FlowEnd) => void;
};

type Target = { readonly client: string; readonly address: string; readonly port: number };
type Meant = { readonly asked: Asked; readonly said: readonly Buffer[] };

const tlsPort = 443;
const helloMs = 5000;
/** A protocol in which the other side speaks first must not wait long for a name. */
const glanceMs = 300;
const connectMs = 15_000;
const waySeconds = 600;
const mostFlows = 1000;
const mostUndecided = 512;

/**
 * Speaks for the clients: takes their connections, finds out what they mean, has it judged, and
 * only then connects. Bytes pass from one socket to the other; no packet does.
 */
export class Proxy {
  readonly #parts: ProxyParts;
  readonly #flows = new Set<Flow>();
  readonly #blocks = new Blocks();
  #undecided = 0;

  constructor(parts: ProxyParts) {
    this.#parts = parts;
  }

  get flows(): readonly Flow[] {
    return [...this.#flows];
  }

  accept(socket: Socket): void {
    socket.on("error", () => socket.destroy());
    if (this.#flows.size >= mostFlows || this.#undecided >= mostUndecided)
      return this.#turnAway(socket);
    this.#undecided += 1;
    this.#take(socket)
      .catch(() => socket.resetAndDestroy())
      .finally(() => {
        this.#undecided -= 1;
      });
  }

  /** Cuts every flow that the policy does not let pass now, and renews the ways of the others. */
  async recheck(): Promise<void> {
    const { judge, ways } = this.#parts;
    for (const flow of this.#flows) {
      if (!judge.look(flow.asked).allowed) flow.cut("policy");
      else {
        const { address, asked } = flow;
        await ways.open({ address, protocol: "tcp", port: asked.port }, waySeconds);
      }
    }
  }

  cutAll(because: FlowEnd["because"]): void {
    for (const flow of this.#flows) flow.cut(because);
  }

  #turnAway(socket: Socket): void {
    const { judge, clients } = this.#parts;
    const { localAddress = "", localPort = 0, remoteAddress = "" } = socket;
    const client = clients.nameKnown(remoteAddress);
    judge.turnAway({
      client,
      host: normalAddress(localAddress),
      port: localPort,
      protocol: "tcp",
    });
    socket.resetAndDestroy();
  }

  async #take(socket: Socket): Promise<void> {
    const { clients, ownAddresses, judge } = this.#parts;
    const { localAddress = "", localPort = 0, remoteAddress = "" } = socket;
    const address = normalAddress(localAddress);
    if (ownAddresses.includes(address)) return void socket.resetAndDestroy();
    const client = await clients.nameOf(remoteAddress);
    const meant = await this.#findOut(socket, { client, address, port: localPort });
    const verdict = await judge.enforce(meant.asked);
    if (!verdict.allowed || socket.destroyed) return void socket.resetAndDestroy();
    await this.#forward(socket, { address, verdict, ...meant });
  }

  /** What the client wants, by the name it says if that is needed to tell. */
  async #findOut(socket: Socket, { client, address, port }: Target): Promise<Meant> {
    const { judge, book } = this.#parts;
    const at = (host: string): Asked => ({ client, host, port, protocol: "tcp" });
    if (judge.look(at(address)).because === "own-hub") return { asked: at(address), said: [] };
    if (judge.modeOf(client) === "standard") {
      const { name, said } = await readName(socket, port === tlsPort ? helloMs : glanceMs);
      const [known] = book.namesOf(address);
      return { asked: at(name ?? known ?? address), said };
    }
    const names = book.namesOf(address);
    const [first] = names;
    // Without a name on the wire, all that live at this address must be allowed.
    const areAllowed = names.every((name) => judge.look(at(name)).allowed);
    if (port !== tlsPort && first !== undefined && areAllowed)
      return { asked: at(first), said: [] };
    const { name, said, isTls } = await readName(socket, helloMs);
    if (name === undefined) return { asked: at(address), said };
    // Whoever claims an allowed name at an address that we never gave for it is taken by the address.
    const isProven = isTls && port === tlsPort && book.knows(name, address);
    const isBelieved = isProven || !judge.look(at(name)).allowed;
    return { asked: at(isBelieved ? name : address), said };
  }

  async #forward(
    client: Socket,
    {
      address,
      asked,
      said,
      verdict,
    }: Meant & { readonly address: string; readonly verdict: Verdict },
  ): Promise<void> {
    const { ways, budget, judge } = this.#parts;
    const { port } = asked;
    if (!(await ways.open({ address, protocol: "tcp", port }, waySeconds)))
      return void client.resetAndDestroy();
    const reader = this.#blocks.reader((bytes, written) => flow.down(bytes, written));
    const outside = connect({
      host: address,
      port,
      allowHalfOpen: true,
      noDelay: true,
      onread: reader.onread,
    });
    outside.once("close", reader.end);
    outside.setTimeout(connectMs, () => outside.destroy());
    const isFree = verdict.because === "own-hub" || verdict.because === "standard";
    const flow = new Flow({
      client,
      outside,
      asked,
      address,
      said,
      ...(verdict.service === undefined ? {} : { service: verdict.service }),
      ...(isFree ? {} : { budget }),
      onEnd: (end) => {
        this.#flows.delete(flow);
        this.#parts.onEnd(end);
      },
    });
    this.#flows.add(flow);
    if (!judge.look(asked).allowed) flow.cut("policy");
  }
}
