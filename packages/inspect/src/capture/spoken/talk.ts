import type { HelloSaid } from "../../tls/client-hello.ts";
import { ja4Of } from "../../tls/ja4.ts";
import type { CapturePrimitives } from "../primitives.ts";
import { hostOf, type RequestHead } from "./http-head.ts";

const mostHosts = 32;
const printable = /[^\x20-\x7e]/g;

/** What a conversation is about, as far as its beginning tells. */
export class Talk {
  spoken: string | undefined;
  serverName: string | undefined;
  /** Headers Host, and targets that name another host, as written. */
  readonly hosts: string[] = [];
  protocols: readonly string[] | undefined;
  ja4: string | undefined;
  program: string | undefined;
  /** A name inside that cannot be read, behind one that is a cover. */
  isCovered = false;

  /** `carrier`: as in JA4. */
  setHello(said: HelloSaid, carrier: "t" | "q" | "d", primitives: CapturePrimitives): void {
    const names = { t: "tls", q: "quic", d: "dtls" } as const;
    const isWithin = this.spoken === "websocket" || this.spoken === "http";
    if (!isWithin || carrier !== "t") this.spoken = this.#spokenWith(said, names[carrier]);
    const [name] = said.serverNames;
    if (name !== undefined) this.serverName = readable(name);
    for (const other of said.serverNames.slice(1)) this.#addHost(readable(other));
    if (said.protocols.length > 0) this.protocols = said.protocols.map(readable);
    this.isCovered ||= said.encrypted;
    this.ja4 = ja4Of(said, carrier, primitives.sha256);
  }

  setHead(head: RequestHead): void {
    this.spoken = this.spoken === "websocket" ? this.spoken : head.spoken;
    this.program ??= head.program && readable(head.program);
    if (head.host !== undefined) this.#addHost(readable(head.host));
    const { target } = head;
    if (target === undefined) return;
    const known = this.hosts.some((host) => hostOf(host) === hostOf(target));
    if (!known) this.#addHost(readable(target));
  }

  /** The name that counts most: the hello's, else the first host. */
  get name(): string | undefined {
    const [host] = this.hosts;
    return this.serverName ?? (host === undefined ? undefined : hostOf(host));
  }

  #addHost(host: string): void {
    if (this.hosts.length < mostHosts && !this.hosts.includes(host)) this.hosts.push(host);
  }

  #spokenWith(said: HelloSaid, plain: string): string {
    if (plain === "dtls" && this.spoken === "stun") return "webrtc";
    return plain === "quic" && said.protocols.some((name) => name.startsWith("doq"))
      ? "doq"
      : plain;
  }
}

/** What comes off the wire must not tell a terminal what to do. */
function readable(text: string): string {
  return text.replace(printable, "\ufffd");
}
