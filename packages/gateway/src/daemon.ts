import { createSocket } from "node:dgram";
import { rm } from "node:fs/promises";
import { createServer, type Server, type Socket } from "node:net";
import { join } from "node:path";
import { EvidenceLog } from "@homepoint/evidence/node";
import { X25519Recipient } from "@homepoint/vault";
import { nodePrimitives } from "@homepoint/vault/node";
import { UploadBudget } from "./flows/budget.ts";
import { Clients } from "./flows/clients.ts";
import { EndedFlows } from "./flows/ended-flows.ts";
import type { FlowEnd } from "./flows/flow.ts";
import { Judge } from "./flows/judge.ts";
import { Proxy } from "./flows/proxy.ts";
import { Relays } from "./flows/relays.ts";
import { clockSource, countLinks } from "./heartbeat.ts";
import { PolicyKeeper } from "./mode/policy-keeper.ts";
import { watchPolicy } from "./mode/watch-policy.ts";
import { AddressBook } from "./names/address-book.ts";
import { normalAddress } from "./names/normal-address.ts";
import { PolicyResolver, type Opening } from "./names/resolver.ts";
import { askUpstream } from "./names/upstream.ts";
import { servePage } from "./page/page.ts";
import type { Armed } from "./rules/keeper.ts";
import { RulesClient } from "./rules/rules-client.ts";
import type { Tried } from "./rules/nft.ts";
import { Ways } from "./rules/ways.ts";
import { ports, type Settings } from "./settings.ts";
import type { GatewayStatus } from "./status.ts";
import { ClockWatch, TriedWatch } from "./watch.ts";

export type DaemonParts = {
  readonly settings: Settings;
  /** Policy, evidence and what is kept of the running time. */
  readonly folder: string;
  /** Where the keeper of the rules listens. */
  readonly rulesSocket: string;
  readonly version: string;
  /** Transparent listeners, inherited: any foreign address's connections end in them. */
  readonly listeners: readonly { readonly fd: number }[];
  readonly onTrouble: (error: unknown) => void;
};

const by = "gateway";
const beatMs = 1000;
const heartbeatEvery = 60;
const icmp: ReadonlySet<number> = new Set([1, 58]);

/** The gateway's own part: names, flows, records. It has no rights but to ask the rules' keeper. */
export class GatewayDaemon {
  readonly #parts: DaemonParts;
  readonly #evidence: EvidenceLog;
  readonly #policy: PolicyKeeper;
  readonly #judge: Judge;
  readonly #book = new AddressBook(seconds);
  readonly #clients: Clients;
  readonly #ways: Ways;
  readonly #proxy: Proxy;
  readonly #relays: Relays;
  readonly #ended: EndedFlows;
  readonly #resolver: PolicyResolver;
  readonly #tried = new TriedWatch();
  readonly #clock = new ClockWatch();
  readonly #closers: (() => void)[] = [];
  #rules: RulesClient | undefined;
  #armed: Armed | undefined;
  #beats = 0;
  #isBeating = false;
  /** Asked for while it was at it. */
  #isDue = false;

  private constructor(parts: DaemonParts, evidence: EvidenceLog, policy: PolicyKeeper) {
    this.#parts = parts;
    this.#evidence = evidence;
    this.#policy = policy;
    const { settings } = parts;
    const rules = () => this.#rules;
    const [policyNow, moment] = [() => policy.policy, () => policy.moment()];
    this.#judge = new Judge({ policy: policyNow, moment, evidence, by });
    this.#clients = new Clients(settings);
    this.#ways = new Ways(rules, seconds);
    this.#ended = new EndedFlows({ evidence, by, onTrouble: parts.onTrouble });
    const shared = {
      judge: this.#judge,
      book: this.#book,
      ways: this.#ways,
      clients: this.#clients,
      budget: new UploadBudget(seconds),
      ownAddresses: settings.lanAddresses,
      onEnd: (flow: FlowEnd) => this.#ended.note(flow),
    };
    this.#proxy = new Proxy(shared);
    this.#relays = new Relays({ ...shared, rules });
    this.#resolver = new PolicyResolver(
      {
        judge: this.#judge,
        book: this.#book,
        own: settings.own,
        ownAddresses: settings.lanAddresses,
        askUpstream: (name, type) =>
          askUpstream(settings.upstream, {
            name,
            type,
          }),
        open: (opening) => this.#open(opening),
      },
      seconds,
    );
  }

  /** Listening and on record; closed until its first beat reaches the rules. */
  static async start(parts: DaemonParts): Promise<GatewayDaemon> {
    const { folder, settings, onTrouble, version } = parts;
    const evidence = await EvidenceLog.open({
      folder: join(folder, "evidence"),
      signingKey: join(folder, "machine", "evidence-key"),
      recipient: X25519Recipient.parse(settings.recipient, nodePrimitives),
      by,
      onTrouble,
    });
    const lastSign = evidence.latestFactAt;
    const until = new Date().toISOString();
    await evidence.append({ kind: "started", by, version });
    if (lastSign !== undefined && lastSign < until)
      await evidence.append({ kind: "gap", by, from: lastSign, until });
    const clock = () => new Date();
    const { signers } = settings;
    const policy = await PolicyKeeper.open({ folder, signers, evidence, by, clock });
    const daemon = new GatewayDaemon(parts, evidence, policy);
    await daemon.#listen();
    await daemon.#beat();
    const timer = setInterval(() => void daemon.#beat(), beatMs);
    daemon.#closers.push(() => clearInterval(timer));
    daemon.#closers.push(watchPolicy(folder, () => void daemon.#beat(), onTrouble));
    return daemon;
  }

  async stop(): Promise<void> {
    for (const close of this.#closers) close();
    this.#proxy.cutAll("stopped");
    this.#relays.cutAll("stopped");
    await this.#ways.shut().catch(() => undefined); // the rules close by themselves
    this.#rules?.close();
    await this.#ended.flush();
    await this.#judge.drain("all").catch(this.#parts.onTrouble);
    await this.#evidence
      .append({ kind: "stopped", by, why: "signal" })
      .catch(this.#parts.onTrouble);
    await this.#evidence.close();
  }

  get #isOpen(): boolean {
    return this.#armed?.state === "intact" && this.#rules !== undefined;
  }

  async status(): Promise<GatewayStatus> {
    const { policy, found } = this.#policy;
    const { size, checkpoint, verifierKey } = this.#evidence;
    const { lan, wan } = this.#parts.settings;
    const judged = this.#judge.judged;
    return {
      isOpen: this.#isOpen,
      rules: this.#armed ? { state: this.#armed.state, hash: this.#armed.hash } : null,
      policy: { mode: policy.mode, found, counter: policy.counter, lock: policy.lock },
      grants: policy.grants.map(({ service, subject }) => ({ service, subject: subject.id })),
      standard: policy.standard?.clients ?? [],
      clock: await clockSource(),
      flows: this.#proxy.flows.map(({ asked, bytesUp, bytesDown }) => ({
        client: asked.client,
        host: asked.host,
        bytesUp,
        bytesDown,
      })),
      judged: judged.slice(-50).map(({ at, attempt, verdict }) => ({
        at,
        client: attempt.subject.id,
        host: attempt.host,
        allowed: verdict.allowed,
        because: verdict.because,
        service: verdict.service ?? null,
      })),
      unrecorded: this.#judge.unrecorded,
      evidence: { size, checkpoint, verifierKey },
      interfaces: await countLinks([lan, wan]),
      pid: process.pid,
    };
  }

  async #listen(): Promise<void> {
    const accept = (socket: Socket) => this.#proxy.accept(socket);
    for (const { fd } of this.#parts.listeners) {
      const server = createServer(
        { allowHalfOpen: true, pauseOnConnect: true, highWaterMark: 1 << 20 },
        accept,
      );
      await listening(server, () => server.listen({ fd }));
      this.#closers.push(() => server.close());
    }
    const page = servePage({
      nameOf: (address) => this.#clients.nameOf(address),
      modeOf: (client) => this.#judge.modeOf(client),
      judged: () => this.#judge.judged,
      isOpen: () => this.#isOpen,
    });
    await listening(page, () => page.listen(ports.page, "::"));
    this.#closers.push(
      () => void page.closeAllConnections(),
      () => page.close(),
    );
    await this.#listenForNames();
    await this.#listenForStatus();
  }

  async #listenForNames(): Promise<void> {
    const answer = async (message: Buffer, address: string) =>
      this.#resolver.answer(message, await this.#clients.nameOf(address));
    for (const type of ["udp4", "udp6"] as const) {
      const socket = createSocket({ type, ipv6Only: type === "udp6" });
      socket.on("error", this.#parts.onTrouble);
      socket.on("message", (message, from) => {
        answer(message, from.address)
          .then((reply) => reply && socket.send(reply, from.port, from.address))
          .catch(this.#parts.onTrouble);
      });
      await new Promise<void>((resolve) => socket.bind(ports.names, resolve));
      this.#closers.push(() => socket.close());
    }
    const server = createServer((socket) => {
      socket.setTimeout(5000, () => socket.destroy());
      socket.on("error", () => socket.destroy());
      let said = Buffer.alloc(0);
      socket.on("data", (block: Buffer) => {
        said = Buffer.concat([said, block]);
        if (said.length > 2048) return void socket.destroy();
        if (said.length < 2 || said.length < 2 + said.readUInt16BE(0)) return;
        const message = said.subarray(2, 2 + said.readUInt16BE(0));
        said = Buffer.alloc(0);
        answer(message, socket.remoteAddress ?? "")
          .then((reply) => {
            if (!reply) return void socket.destroy();
            socket.end(
              Buffer.concat([Buffer.from([reply.length >> 8, reply.length & 255]), reply]),
            );
          })
          .catch(() => socket.destroy());
      });
    });
    await listening(server, () => server.listen(ports.names, "::"));
    this.#closers.push(() => server.close());
  }

  async #listenForStatus(): Promise<void> {
    const path = join(this.#parts.folder, "status.sock");
    await rm(path, { force: true });
    const server = createServer((socket) => {
      socket.on("error", () => socket.destroy());
      this.status().then(
        (status) => socket.end(JSON.stringify(status)),
        () => socket.destroy(),
      );
    });
    await listening(server, () => server.listen(path));
    this.#closers.push(() => server.close());
  }

  /** Opens what the policy allows at an address that was resolved for it. */
  async #open({ address, seconds, ways }: Opening): Promise<boolean> {
    for (const { protocol, port } of ways) {
      if (protocol !== "tcp" && protocol !== "udp") continue;
      const way = { address: normalAddress(address), protocol, port } as const;
      const isOpen =
        protocol === "udp" ? await this.#relays.open(way) : await this.#ways.open(way, seconds);
      if (!isOpen) return false;
    }
    return true;
  }

  /** Once a second: still here, still the rules, still the policy. */
  async #beat(): Promise<void> {
    if (this.#isBeating) return void (this.#isDue = true);
    [this.#isBeating, this.#isDue] = [true, false];
    try {
      await this.#arm();
      if ((await this.#policy.look("running")) === "changed") await this.#tighten();
      this.#relays.recheck();
      await this.#proxy.recheck();
      await this.#noteClock();
      await this.#judge.drain("over");
      if (this.#beats % heartbeatEvery === 0) await this.#heartbeat();
      this.#beats += 1;
    } catch (error) {
      this.#parts.onTrouble(error);
    } finally {
      this.#isBeating = false;
    }
    if (this.#isDue) await this.#beat();
  }

  async #arm(): Promise<void> {
    const before = this.#armed?.state;
    try {
      this.#rules ??= await this.#connectRules();
      this.#armed = await this.#rules.arm();
    } catch (error) {
      this.#rules?.close();
      this.#rules = undefined;
      this.#armed = { state: "gone", hash: this.#armed?.hash ?? "", tried: [] };
      if (before === "intact") this.#parts.onTrouble(error);
    }
    const { state, hash, tried } = this.#armed;
    if (state !== "intact") {
      this.#proxy.cutAll("rules");
      this.#relays.cutAll("rules");
      this.#ways.forget();
    }
    if (state !== before)
      this.#evidence
        .append({ kind: "rules-found", by, found: state, hash })
        .catch(this.#parts.onTrouble);
    for (const row of this.#tried.fresh(tried)) this.#noteTried(row).catch(this.#parts.onTrouble);
  }

  async #connectRules(): Promise<RulesClient> {
    const client = await RulesClient.connect(this.#parts.rulesSocket);
    await client.ask({ kind: "shut" });
    this.#ways.forget();
    return client;
  }

  /** Closes every way, then opens again what is still allowed. */
  async #tighten(): Promise<void> {
    await this.#proxy.recheck();
    this.#relays.recheck();
    await this.#ways.shut().catch(this.#parts.onTrouble);
    for (const { host, address } of this.#book.rows()) {
      const { settings } = this.#parts;
      const clients = settings.clients.map(({ id }) => id);
      const ways = clients.flatMap((client) => this.#judge.waysTo(client, host));
      if (ways.length === 0) this.#book.forget(host);
      else await this.#open({ client: "", host, address, seconds: 600, ways });
    }
    await this.#proxy.recheck();
  }

  async #noteTried({ hardware, address, protocol, port }: Tried): Promise<void> {
    const client = this.#clients.nameOfHardware(hardware);
    const named = protocol === 17 ? "udp" : protocol === 6 ? "tcp" : "other";
    const asked = {
      client,
      host: normalAddress(address),
      port: port ?? 0,
      protocol: icmp.has(protocol) ? ("icmp" as const) : (named as "udp" | "tcp" | "other"),
    };
    const mayPass = this.#judge.look(asked).allowed;
    // Only UDP can be let through afterwards; an allowing that nothing follows is not recorded.
    if (mayPass && asked.protocol !== "udp") return;
    if (!mayPass) return void (await this.#judge.enforce(asked));
    await this.#relays.open({ address: asked.host, protocol: "udp", port: asked.port });
  }

  async #noteClock(): Promise<void> {
    const jumped = this.#clock.look(Date.now());
    if (jumped) await this.#evidence.append({ kind: "clock", by, source: "system", ...jumped });
  }

  async #heartbeat(): Promise<void> {
    const { lan, wan } = this.#parts.settings;
    const interfaces = await countLinks([lan, wan]);
    const runningSeconds = Math.round(this.#policy.runningSeconds);
    await this.#evidence.append({ kind: "heartbeat", by, runningSeconds, interfaces });
  }
}

async function listening(server: Server, listen: () => void): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.once("listening", resolve);
    listen();
  });
}

function seconds(): number {
  return performance.now() / 1000;
}
