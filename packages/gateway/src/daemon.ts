import { createServer, type Socket } from "node:net";
import { join } from "node:path";
import type { GatewayTold } from "@homepoint/api";
import type { GatewayPosture } from "@homepoint/evidence";
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
import { TimeKeeper } from "./clock/time-keeper.ts";
import { countLinks } from "./heartbeat.ts";
import { HubSide } from "./hub/hub-side.ts";
import { readJoined, type Joined } from "./hub/joined.ts";
import { listening } from "./listeners.ts";
import { MapShelf } from "./maps/map-shelf.ts";
import { PolicyKeeper } from "./mode/policy-keeper.ts";
import { watchPolicy } from "./mode/watch-policy.ts";
import { AddressBook } from "./names/address-book.ts";
import { listenForNames } from "./names/listen-names.ts";
import { normalAddress } from "./names/normal-address.ts";
import { PolicyResolver, type Opening } from "./names/resolver.ts";
import { askUpstream } from "./names/upstream.ts";
import { servePage } from "./page/page.ts";
import type { Armed } from "./rules/keeper.ts";
import { RulesClient } from "./rules/rules-client.ts";
import type { Tried } from "./rules/nft.ts";
import { Ways } from "./rules/ways.ts";
import { ports, type Settings } from "./settings.ts";
import { serveStatus, type GatewayStatus } from "./status.ts";
import { TriedWatch } from "./watch.ts";

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
  /** Ends this program, to be started again: it belongs to another hub from then on. */
  readonly restart: () => void;
};

type Opened = {
  readonly evidence: EvidenceLog;
  readonly policy: PolicyKeeper;
  readonly time: TimeKeeper;
  readonly joined: Joined | undefined;
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
  readonly #time: TimeKeeper;
  readonly #hub: HubSide;
  readonly #passed = { up: 0, down: 0 };
  readonly #closers: (() => void)[] = [];
  #rules: RulesClient | undefined;
  #armed: Armed | undefined;
  #beats = 0;
  #isBeating = false;
  /** Asked for while it was at it. */
  #isDue = false;

  private constructor(parts: DaemonParts, { evidence, policy, time, joined }: Opened) {
    this.#parts = parts;
    this.#time = time;
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
      onEnd: (flow: FlowEnd) => this.#noteEnd(flow),
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
    this.#hub = new HubSide({
      ...parts,
      joined,
      by,
      evidence,
      policy,
      time,
      ways: this.#ways,
      tell: () => this.#tell(),
      onPolicy: () => this.#tighten(),
    });
  }

  /** Listening and on record; closed until its first beat reaches the rules. */
  static async start(parts: DaemonParts): Promise<GatewayDaemon> {
    const { folder, settings, onTrouble, version } = parts;
    const joined = await readJoined(folder);
    const time = await TimeKeeper.open({ folder, by, gnss: settings.gnss, hub: joined });
    const evidence = await EvidenceLog.open({
      folder: join(folder, "evidence"),
      signingKey: join(folder, "machine", "evidence-key"),
      recipient: X25519Recipient.parse(joined?.recipient ?? settings.recipient, nodePrimitives),
      by,
      now: () => time.now(),
      onTrouble,
    });
    const isFirst = evidence.opened.because === "first";
    const lastSign = isFirst ? undefined : evidence.latestFactAt;
    const until = new Date(time.now()).toISOString();
    await evidence.append({ kind: "started", by, version });
    if (lastSign !== undefined && lastSign < until)
      await evidence.append({ kind: "gap", by, from: lastSign, until, ...countedBy(time) });
    await time.begin(evidence);
    const policy = await PolicyKeeper.open({
      folder,
      version,
      evidence,
      by,
      signers: settings.signers,
      hub: joined,
      clock: () => new Date(time.now()),
      latestFactAt: () => time.latestFactAt(evidence.latestFactAt),
      clockJumped: () => time.hasJumped,
    });
    const daemon = new GatewayDaemon(parts, { evidence, policy, time, joined });
    await daemon.#listen();
    await daemon.#beat();
    const timer = setInterval(() => void daemon.#beat(), beatMs);
    daemon.#closers.push(
      () => clearInterval(timer),
      () => time.close(),
      watchPolicy(folder, () => void daemon.#beat(), onTrouble),
    );
    return daemon;
  }

  async stop(): Promise<void> {
    for (const close of this.#closers) close();
    // Counters of flows begin anew with the next start: what they are now is held against the link's.
    await this.#heartbeat().catch(this.#parts.onTrouble);
    this.#proxy.cutAll("stopped");
    this.#relays.cutAll("stopped");
    await this.#hub.close();
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
    const { policy, found, mode } = this.#policy;
    const { size, checkpoint, verifierKey } = this.#evidence;
    const { lan, wan } = this.#parts.settings;
    const judged = this.#judge.judged;
    return {
      isOpen: this.#isOpen,
      rules: this.#armed ? { state: this.#armed.state, hash: this.#armed.hash } : null,
      policy: { mode, found, counter: policy.counter, lock: policy.lock },
      missions: this.#policy.missions.map(({ mode, until }) => ({ mode, until })),
      waiting: this.#policy.waiting ?? null,
      hub: this.#hub.standing,
      grants: policy.grants.map(({ service, subject, span }) => {
        return { service, subject: subject.id, until: span?.until ?? null };
      }),
      standard: policy.standard?.clients ?? [],
      standardUntil: policy.standard?.span.until ?? null,
      clock: this.#time.source,
      at: new Date(this.#time.now()).toISOString(),
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
      maps: new MapShelf(join(this.#parts.folder, "maps")),
    });
    await listening(page, () => page.listen(ports.page, "::"));
    this.#closers.push(
      () => void page.closeAllConnections(),
      () => page.close(),
    );
    const answer = async (message: Buffer, address: string) =>
      this.#resolver.answer(message, await this.#clients.nameOf(address));
    this.#closers.push(await listenForNames(answer, this.#parts.onTrouble));
    this.#closers.push(await serveStatus(this.#parts.folder, () => this.status()));
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
      await this.#time.look();
      await this.#hub.beat(this.#beats);
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
      if (before !== "gone") this.#parts.onTrouble(error);
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

  #noteEnd(flow: FlowEnd): void {
    this.#passed.up += flow.bytesUp;
    this.#passed.down += flow.bytesDown;
    this.#ended.note(flow);
  }

  /** What the hub hears; the record is the evidence. */
  #tell(): GatewayTold {
    const { policy, found, mode, waiting } = this.#policy;
    const { size, checkpoint, opened } = this.#evidence;
    return {
      version: this.#parts.version,
      isOpen: this.#isOpen,
      rules: this.#armed?.state ?? "gone",
      policy: {
        mode,
        found,
        counter: policy.counter,
        lock: policy.lock,
        seal: policy.seal?.counter ?? null,
        waiting: waiting ?? null,
      },
      observing: [...(policy.standard?.clients ?? [])],
      clock: { source: this.#time.source, at: new Date(this.#time.now()).toISOString() },
      unrecorded: this.#judge.unrecorded,
      evidence: { generation: opened.generation, size, checkpoint },
    };
  }

  #posture(): GatewayPosture {
    const { policy, mode } = this.#policy;
    const live = this.#proxy.flows;
    const { up, down } = this.#passed;
    return {
      mode,
      counter: policy.counter,
      observing: policy.standard?.clients ?? [],
      rules: this.#armed?.state ?? "gone",
      clock: this.#time.source,
      outer: this.#parts.settings.wan,
      hubBytes: this.#hub.bytesSent,
      bytesUp: live.reduce((sum, { bytesUp }) => sum + bytesUp, up),
      bytesDown: live.reduce((sum, { bytesDown }) => sum + bytesDown, down),
    };
  }

  async #heartbeat(): Promise<void> {
    const { lan, wan } = this.#parts.settings;
    const interfaces = await countLinks([lan, wan]);
    const runningSeconds = Math.round(this.#policy.runningSeconds);
    await this.#evidence.append({
      kind: "heartbeat",
      by,
      runningSeconds,
      interfaces,
      posture: this.#posture(),
      clients: await this.#clients.present(),
    });
  }
}

function countedBy({ countedMs }: TimeKeeper) {
  return countedMs === undefined ? {} : { counted: Math.round(countedMs / 1000) };
}

function seconds(): number {
  return performance.now() / 1000;
}
