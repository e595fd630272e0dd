import { availableParallelism } from "node:os";
import type { RequestListener } from "node:http";
import { randomUUID } from "node:crypto";
import type { SealedPolicy } from "@homepoint/evidence";
import type { UnlockKey } from "@homepoint/vault";
import type { FastifyInstance } from "fastify";
import { Changes } from "./changes.ts";
import type { FrontPlace } from "./containment/front-door.ts";
import { lookAtSelf } from "./containment/self.ts";
import type { Diagnostics } from "./diagnostics.ts";
import { answerOffer } from "./evidence/own-witness.ts";
import { hubFolder, type HubFolder } from "./folder.ts";
import { IdleMemory } from "./idle-memory.ts";
import { handlersOf } from "./handlers.ts";
import { Installation } from "./keys/installation.ts";
import { findWarnings, type Circumstances, type Warning } from "./keys/warnings.ts";
import { usualSpareBytes } from "./logs/room.ts";
import { applySeal } from "./mode/apply-seal.ts";
import { Guessing } from "./people/guessing.ts";
import { SignInRefusals } from "./people/sign-in-refusals.ts";
import { isLoopback, namesOf } from "./server/addresses.ts";
import { identify } from "./server/identify.ts";
import {
  openLoopback,
  openSocket,
  openTls,
  type Certificate,
  type Door,
  type TlsPlace,
} from "./server/listen.ts";
import { buildServer } from "./server/server.ts";
import { hubProblem } from "./problems.ts";
import { safeSocket } from "./server/socket-folder.ts";
import { enrolmentListener, sendToTls } from "./server/tls/enrolment.ts";

export type HubParts = {
  /** The data folder; made where there is none. */
  readonly folder: string;
  readonly version: string;
  /** The built web app; without it the hub answers its API alone. */
  readonly webFolder?: string | undefined;
  readonly diagnostics: Diagnostics;
  readonly clock?: () => Date;
  /** Where a front brings what comes to the address of `listen`; the hub opens no port then. */
  readonly front?: FrontPlace | undefined;
  /** Milliseconds since this machine started, asleep or not; for tests. */
  readonly upMs?: () => number;
  /** scrypt's, for tests. */
  readonly workFactor?: number;
  /** Bytes of the disk that taking in leaves free. */
  readonly spareBytes?: number;
  /** A receiver of satellites: a device or socket file that tells NMEA sentences. */
  readonly gnss?: string | undefined;
};

export type Place = {
  readonly host: string;
  readonly port: number;
  /** More names under which others reach this hub. */
  readonly names?: readonly string[];
  /** The machine's own, where this process cannot see them. */
  readonly addresses?: readonly string[] | undefined;
  /** Given by the owner; without one the hub's own authority makes it, off this machine. */
  readonly certificate?: Certificate | undefined;
};

export type Address = {
  readonly url: string;
  /** Of the hub's own authority, to compare when a device is told to trust it. */
  readonly fingerprint?: string;
};

/** A running hub: it holds its data folder, and answers where it was told to listen. */
export class Hub {
  readonly installation: Installation;
  readonly #parts: HubParts;
  readonly #folder: HubFolder;
  readonly #server: FastifyInstance;
  readonly #refusals: SignInRefusals;
  readonly #allowedHosts: Set<string>;
  readonly #memory: IdleMemory;
  readonly #doors: Door[] = [];
  #keyFile: Circumstances["keyFile"];
  /** What gateways are told to know this hub by. */
  #pin: string | undefined;

  private constructor(parts: HubParts, made: Made) {
    this.#parts = parts;
    this.installation = made.installation;
    this.#folder = made.folder;
    this.#server = made.server;
    this.#refusals = made.refusals;
    this.#allowedHosts = made.allowedHosts;
    this.#memory = made.memory;
  }

  /** @throws lock/taken */
  static async open(parts: HubParts): Promise<Hub> {
    const { diagnostics, version, webFolder, workFactor, spareBytes = usualSpareBytes } = parts;
    const clock = parts.clock ?? (() => new Date());
    const folder = hubFolder(parts.folder);
    const changes = new Changes();
    const { level: containment } = await lookAtSelf(parts.front);
    const readers = Math.max(1, Math.min(4, availableParallelism() - 1));
    const installation = await Installation.open({
      folder,
      version,
      changes,
      containment,
      diagnostics,
      clock,
      readers,
      upMs: parts.upMs,
      workFactor,
      spareBytes,
      gnss: parts.gnss,
    });
    const refusals = new SignInRefusals(clock, diagnostics);
    const guessing = new Guessing(() => performance.now());
    const allowedHosts = new Set(namesOf("127.0.0.1", []));
    const server = await buildServer({
      answerOffer: (body) => answerOffer(body, installation.findPresent()),
      handlers: handlersOf({
        installation,
        front: parts.front,
        version,
        guessing,
        refusals,
        changes,
        warnings: () => hub.warnings(),
        clock,
        pin: () => hub.#pin,
      }),
      state: () => installation.state,
      identify: (credentials) => identify(installation, credentials, clock().getTime()),
      allowedHosts,
      webFolder,
      reportBroken: (error, routeName) => reportBroken(diagnostics, error, routeName),
    });
    await server.ready();
    const memory = new IdleMemory(() => changes.counts.reading > 0);
    const hub = new Hub(parts, { installation, folder, server, refusals, allowedHosts, memory });
    return hub;
  }

  /** Answers at the folder's socket file, to whoever may open it. @throws hub/foreign-socket-folder */
  async listenOnSocket(): Promise<string> {
    const path = await safeSocket(this.#folder);
    this.#doors.push(await openSocket(this.#listener, path));
    return path;
  }

  /**
   * Answers on the network: this machine alone over plain HTTP, others only over TLS.
   *
   * @throws hub/port-taken, hub/not-an-address, hub/bad-certificate
   */
  async listen({ host, port, names = [], addresses, certificate }: Place): Promise<Address> {
    const { front } = this.#parts;
    const known = namesOf(host, names, addresses);
    for (const name of known) this.#allowedHosts.add(name);
    if (isLoopback(host) && !certificate) {
      const door = await openLoopback(this.#listener, { host, port, front });
      this.#doors.push(door);
      return { url: `http://${urlHost(host)}:${door.address.port}/` };
    }
    this.#pin = certificate?.cert;
    if (certificate)
      return { url: await this.#openTls(sendToTls, { host, port, front, certificate }, known) };
    // Loaded only where it is needed: it is large.
    const { openAuthority } = await import("./server/tls/authority.ts");
    const own = await openAuthority(this.#folder.tls, known.map(withoutBrackets), this.#now());
    this.#pin = own.authority.certificate;
    const strangers = enrolmentListener(own.authority, this.#parts.webFolder);
    const place = { host, port, front, certificate: own.certificate };
    const url = await this.#openTls(strangers, place, known);
    return { url, fingerprint: own.authority.fingerprint };
  }

  /** Opens the vault, as an unattended start does. @throws as Vault.unlock */
  async unlock(key: UnlockKey, keyFile?: Circumstances["keyFile"]): Promise<void> {
    this.#keyFile = keyFile;
    await this.installation.unlock(key, "keyFile" in key ? "key-file" : "passphrase");
  }

  /**
   * Puts a policy in force that was sealed elsewhere. Only where no door is open: neither a page
   * nor a command can ask a running hub for it. The vault is to be unlocked.
   *
   * @throws hub/seal-while-running, hub/seal-refused
   */
  async applySeal(note: Uint8Array): Promise<SealedPolicy> {
    if (this.#doors.length > 0) throw hubProblem("seal-while-running");
    return applySeal(note, this.installation.unlocked);
  }

  warnings(): Warning[] {
    return findWarnings({
      folder: this.#folder.path,
      policyFound: this.installation.findPresent()?.policy.found,
      keyFile: this.#keyFile,
    });
  }

  /** Ends in order: doors first, then what runs, then the record that it ended. */
  async close(why: "asked" | "signal" | "failed" = "asked"): Promise<void> {
    this.#memory.close();
    await Promise.all(this.#doors.map((door) => door.close()));
    await this.#refusals.close(this.installation.findPresent()?.evidence);
    await this.installation.close(why);
    await this.#server.close();
  }

  async #openTls(
    strangers: RequestListener,
    place: TlsPlace,
    known: readonly string[],
  ): Promise<string> {
    const door = await openTls(this.#listener, strangers, place);
    this.#doors.push(door);
    return `https://${urlHost(publicName(place.host, known))}:${door.address.port}/`;
  }

  readonly #listener: RequestListener = (request, response) => {
    this.#memory.note();
    this.#server.routing(request, response);
  };

  #now(): Date {
    return this.#parts.clock?.() ?? new Date();
  }
}

type Made = {
  readonly installation: Installation;
  readonly folder: HubFolder;
  readonly server: FastifyInstance;
  readonly refusals: SignInRefusals;
  readonly allowedHosts: Set<string>;
  readonly memory: IdleMemory;
};

function reportBroken(diagnostics: Diagnostics, error: unknown, routeName: string): string {
  const reference = randomUUID().slice(0, 8);
  diagnostics({
    level: "error",
    what: "a route broke",
    values: { route: routeName, reference },
    error,
  });
  return reference;
}

function urlHost(host: string): string {
  return host.includes(":") && !host.startsWith("[") ? `[${host}]` : host;
}

function withoutBrackets(name: string): string {
  return name.replace(/^\[|\]$/g, "");
}

/** What to print where the hub listens everywhere: the first name that others can use. */
function publicName(host: string, known: readonly string[]): string {
  if (host !== "0.0.0.0" && host !== "::") return host;
  return known.find((name) => !isLoopback(withoutBrackets(name))) ?? host;
}
