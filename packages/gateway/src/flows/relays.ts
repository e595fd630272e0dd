import { createSocket, type Socket } from "node:dgram";
import { isIPv6 } from "node:net";
import type { AddressBook } from "../names/address-book.ts";
import type { RulesClient } from "../rules/rules-client.ts";
import type { Way } from "../rules/grammar.ts";
import type { Ways } from "../rules/ways.ts";
import { ports } from "../settings.ts";
import type { UploadBudget } from "./budget.ts";
import type { Clients } from "./clients.ts";
import type { FlowEnd } from "./flow.ts";
import type { Asked, Judge } from "./judge.ts";

export type RelaysParts = {
  readonly judge: Judge;
  readonly book: AddressBook;
  readonly ways: Ways;
  readonly rules: () => RulesClient | undefined;
  readonly clients: Clients;
  readonly budget: UploadBudget;
  readonly onEnd: (flow: FlowEnd) => void;
};

type Session = {
  readonly asked: Asked;
  readonly outside: Socket;
  readonly isFree: boolean;
  readonly service: FlowEnd["service"];
  up: number;
  down: number;
  lastAt: number;
};

type Relay = {
  readonly way: Way;
  readonly port: number;
  readonly inside: Socket;
  readonly sessions: Map<string, Session | "deciding">;
};

const idleMs = 60_000;
const waySeconds = 600;
const mostSessions = 256;

/**
 * UDP for the few services that need it: time, corrections. Each way out has a port of its own here,
 * which the rules turn its packets to; what comes out is a packet that this program made.
 */
export class Relays {
  readonly #parts: RelaysParts;
  readonly #relays = new Map<string, Relay>();
  #next: number = ports.relays[0];

  constructor(parts: RelaysParts) {
    this.#parts = parts;
  }

  /** Turned here, and renewed, when this resolves to true. */
  async open(way: Way): Promise<boolean> {
    const key = `${way.address} ${way.port}`;
    const relay = this.#relays.get(key) ?? (await this.#bind(way));
    if (!relay) return false;
    this.#relays.set(key, relay);
    const { rules, ways } = this.#parts;
    const client = rules();
    if (!client || !(await ways.open(way, waySeconds))) return false;
    try {
      await client.ask({ kind: "relay", way, port: relay.port, seconds: waySeconds });
    } catch {
      return false;
    }
    return true;
  }

  /** Ends what may no longer pass, and what nobody uses. */
  recheck(): void {
    for (const relay of this.#relays.values())
      for (const [from, session] of relay.sessions) {
        if (session === "deciding") continue;
        const isIdle = performance.now() - session.lastAt > idleMs;
        if (!this.#parts.judge.look(session.asked).allowed) this.#end(relay, from, "policy");
        else if (isIdle) this.#end(relay, from, "closed");
      }
  }

  cutAll(because: FlowEnd["because"]): void {
    for (const relay of this.#relays.values()) {
      for (const from of relay.sessions.keys()) this.#end(relay, from, because);
      relay.inside.close();
    }
    this.#relays.clear();
  }

  async #bind(way: Way): Promise<Relay | undefined> {
    const [first, last] = ports.relays;
    if (this.#relays.size > last - first) return undefined;
    const taken = new Set([...this.#relays.values()].map(({ port }) => port));
    do this.#next = this.#next >= last ? first : this.#next + 1;
    while (taken.has(this.#next));
    const port = this.#next;
    const isSix = isIPv6(way.address);
    const inside = createSocket({ type: isSix ? "udp6" : "udp4", ipv6Only: isSix });
    const relay: Relay = { way, port, inside, sessions: new Map() };
    inside.on("error", () => undefined); // a packet that could not be sent is a packet lost
    await new Promise<void>((resolve) => inside.bind(port, resolve));
    inside.on("message", (message, { address, port: from }) => {
      this.#pass(relay, message, { address, port: from }).catch(() => undefined);
    });
    return relay;
  }

  async #pass(
    relay: Relay,
    message: Buffer,
    from: { readonly address: string; readonly port: number },
  ): Promise<void> {
    const key = `${from.address} ${from.port}`;
    const known = relay.sessions.get(key);
    if (known === "deciding") return;
    if (known) return this.#send(relay, key, message);
    if (relay.sessions.size >= mostSessions) return;
    relay.sessions.set(key, "deciding");
    const session = await this.#begin(relay, from).catch(() => undefined);
    if (!session) return void relay.sessions.delete(key);
    relay.sessions.set(key, session);
    session.outside.on("message", (answer: Buffer) => {
      session.down += answer.length;
      session.lastAt = performance.now();
      relay.inside.send(answer, from.port, from.address);
    });
    this.#send(relay, key, message);
  }

  /** Judged, and on record, before there is a socket to send from. */
  async #begin({ way }: Relay, from: { readonly address: string }): Promise<Session | undefined> {
    const { judge, book, clients } = this.#parts;
    const client = await clients.nameOf(from.address);
    const at = (host: string): Asked => ({ client, host, port: way.port, protocol: "udp" });
    const names = book.namesOf(way.address);
    // Without a name on the wire, all that live at this address must be allowed.
    const refused = names.find((name) => !judge.look(at(name)).allowed);
    const asked = at(refused ?? names[0] ?? way.address);
    const verdict = await judge.enforce(asked);
    if (!verdict.allowed) return undefined;
    const outside = createSocket(isIPv6(way.address) ? "udp6" : "udp4");
    outside.on("error", () => undefined); // refused on the other side: the client asks again
    await new Promise<void>((resolve, reject) => {
      outside.once("error", reject);
      outside.connect(way.port, way.address, resolve);
    });
    const isFree = verdict.because === "standard" || verdict.because === "own-hub";
    const { service } = verdict;
    return { asked, outside, isFree, service, up: 0, down: 0, lastAt: performance.now() };
  }

  #send(relay: Relay, key: string, message: Buffer): void {
    const session = relay.sessions.get(key);
    if (!session || session === "deciding") return;
    const { asked, service, isFree } = session;
    const { budget, judge } = this.#parts;
    if (!judge.look(asked).allowed) return this.#end(relay, key, "policy");
    if (!isFree && !budget.spend(`${asked.client} ${service ?? asked.host}`, message.length))
      return this.#end(relay, key, "budget");
    session.up += message.length;
    session.lastAt = performance.now();
    session.outside.send(message);
  }

  #end(relay: Relay, key: string, because: FlowEnd["because"]): void {
    const session = relay.sessions.get(key);
    relay.sessions.delete(key);
    if (!session || session === "deciding") return;
    session.outside.close();
    const { asked, service, up, down } = session;
    this.#parts.onEnd({
      asked,
      bytesUp: up,
      bytesDown: down,
      because,
      ...(service === undefined ? {} : { service }),
    });
  }
}
