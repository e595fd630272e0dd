import { createHash, randomBytes } from "node:crypto";
import { join } from "node:path";
import { hubTold, type GatewayTold, type HubTold } from "@homepoint/api";
import { isProblem, toBase64, utf8 } from "@homepoint/base";
import { replaceFile } from "@homepoint/base/node";
import { bringMore, parseWitnessKey, type Evidence } from "@homepoint/evidence";
import {
  folderReader,
  nodeEvidencePrimitives as primitives,
  type EvidenceLog,
} from "@homepoint/evidence/node";
import { z } from "zod";
import { readTimeNote } from "../clock/time-note.ts";
import type { PolicyOffer } from "../mode/policy-keeper.ts";
import type { HubClient } from "./hub-client.ts";
import type { Joined } from "./joined.ts";
import type { MapSync } from "../maps/map-sync.ts";

export type HubLinkParts = {
  readonly joined: Joined;
  readonly client: HubClient;
  readonly evidence: EvidenceLog;
  readonly evidenceFolder: string;
  readonly folder: string;
  readonly by: string;
  readonly tell: () => GatewayTold;
  /** The sealed policy in force, as its owners signed it. */
  readonly seal: () => string | undefined;
  readonly offer: (offer: PolicyOffer) => Promise<unknown>;
  /** A time that the hub has signed just now. */
  readonly onTime: (at: number) => Promise<void>;
  readonly maps: MapSync;
  readonly mode: () => GatewayTold["policy"]["mode"];
};

/** `here`: it answered; `away`: it does not; `refused`: it does not know this gateway any more. */
export type HubState = "here" | "away" | "refused" | "unheard";

export type HubStanding = {
  readonly address: string;
  readonly state: HubState;
  readonly answeredAt: string | null;
  readonly why: string | null;
};

const brought = z.object({ taken: z.boolean(), because: z.string().nullable(), size: z.number() });
/** Of a request's body, which the hub reads whole; and runs in one go before it hears more. */
const [mostBundles, mostRuns] = [8, 50];
const changed = z.object({ changed: z.boolean() });
const mostAnswer = 4 << 20;
/** Less than a connection may be silent. */
const waitSeconds = 15;
/** A hub that says sooner that nothing has changed does not wait for changes. */
const leastWaitMs = 1000;
const verdictEveryMs = 3_600_000;

/** Asks the hub for policy and time, and brings it evidence; without it everything goes on. */
export class HubLink {
  readonly #parts: HubLinkParts;
  #standing: HubStanding;
  #meeting: Promise<void> | undefined;
  #exchanging: Promise<HubTold> | undefined;
  /** SHA-256 of the signed policy that was heard last, hexadecimal. */
  #heard = "";
  #waiting: Promise<void> | undefined;
  #recordedAt = Number.NEGATIVE_INFINITY;

  constructor(parts: HubLinkParts) {
    this.#parts = parts;
    const { address } = parts.joined;
    this.#standing = { address, state: "unheard", answeredAt: null, why: null };
  }

  get standing(): HubStanding {
    return this.#standing;
  }

  get bytesSent(): number {
    return this.#parts.client.bytesSent;
  }

  /** Breaks off what is under way; resolves once nothing of it is. */
  async close(): Promise<void> {
    this.#parts.client.close();
    await this.#meeting;
    await this.#waiting;
  }

  /**
   * One exchange, and all that follows from it, unless one is under way. Never throws: that the hub
   * is away is no trouble. As long as it is there, what it changes is heard at once.
   */
  meet(): Promise<void> {
    this.#meeting ??= this.#meetNow().finally(() => (this.#meeting = undefined));
    return this.#meeting;
  }

  async #meetNow(): Promise<void> {
    try {
      await this.#recordPassing();
      const told = await this.#exchange();
      this.#note("here", null);
      this.#waiting ??= this.#wait().finally(() => (this.#waiting = undefined));
      await this.#bringAll(told);
      await this.#parts.maps.sync(told.maps, this.#parts.client);
    } catch (error) {
      const isRefused = isProblem(error, "gateway/hub-refused");
      const code = isRefused ? String(error.values["code"]) : undefined;
      const why = code ?? (error as Error).message;
      this.#note(code === "api/not-signed-in" ? "refused" : "away", why);
    }
  }

  #exchange(): Promise<HubTold> {
    this.#exchanging ??= this.#exchangeNow().finally(() => (this.#exchanging = undefined));
    return this.#exchanging;
  }

  /** Hears what the hub changes, until that does not answer, or has no news though it says so. */
  async #wait(): Promise<void> {
    try {
      for (let hasNews = true; hasNews;) {
        const [known, askedAt] = [this.#heard, performance.now()];
        const isChanged = await this.#hasChanged(known);
        if (!isChanged && performance.now() - askedAt < leastWaitMs) return; // next time, then
        if (!isChanged) continue;
        // One that is under way may have been answered before the change.
        await this.#exchanging?.catch(() => undefined);
        await this.#exchange();
        hasNews = this.#heard !== known;
      }
    } catch {
      // the next meeting begins again
    }
  }

  async #hasChanged(known: string): Promise<boolean> {
    const path = "/api/gateway/await";
    const body = { known, seconds: waitSeconds };
    const asking = { path, body, mostBytes: mostAnswer };
    return changed.parse(await this.#parts.client.json(asking)).changed;
  }

  async #exchangeNow(): Promise<HubTold> {
    const { client, joined, tell, offer, onTime, folder } = this.#parts;
    const nonce = randomBytes(16).toString("hex");
    const body = { nonce, told: tell(), seal: this.#parts.seal() ?? null };
    const path = "/api/gateway/exchange";
    const told = hubTold.parse(await client.json({ path, body, mostBytes: mostAnswer }));
    const { key, installationId } = joined;
    const at = readTimeNote(told.time, { key, installationId, nonce });
    if (at !== undefined) await onTime(at);
    this.#heard = createHash("sha256").update(told.policy).digest("hex");
    await offer({ policy: told.policy, seal: told.seal });
    if (told.witnessed !== null) await this.#keepWitnessed(told);
    // What is told of a hub that is gone: for whoever looks at the box.
    await replaceFile(join(folder, "hub-last-seen"), utf8(`${new Date().toISOString()}\n`));
    return told;
  }

  /** A note of another log, or without the witness's line, is no reason to stop. */
  async #keepWitnessed({ witnessed, witness }: HubTold): Promise<void> {
    if (witnessed === null || witness === null) return;
    try {
      await this.#parts.evidence.addCosignatures(witnessed, [parseWitnessKey(witness, primitives)]);
    } catch {
      // an older generation's, perhaps
    }
  }

  /** Until all that is signed is there; a generation that ended before the one that goes on. */
  async #bringAll({ mirrored }: HubTold): Promise<void> {
    if (!mirrored) return;
    const newest = this.#parts.evidence.opened.generation;
    let { generation, size } = mirrored;
    if (generation === 0) generation = await this.#first();
    for (let run = 0; run < mostRuns; run += 1) {
      const next = await this.#bring(generation, size);
      if (next === "stop") return;
      if (next === "all") {
        if (generation >= newest) return;
        [generation, size] = [generation + 1, 0];
      } else size = next;
    }
  }

  async #first(): Promise<number> {
    const [first = 1] = await this.#parts.evidence.generations();
    return first;
  }

  async #bring(generation: number, from: number): Promise<number | "all" | "stop"> {
    const { client, evidenceFolder } = this.#parts;
    const asked = { generation, from, most: mostBundles };
    const batch = await bringMore(folderReader(evidenceFolder), asked, primitives);
    if (!batch) return "all";
    const body = {
      ...batch,
      path: batch.path.map(toBase64),
      bundles: batch.bundles.map(({ entries, openings }) => ({
        entries: toBase64(entries),
        openings: toBase64(openings),
      })),
    };
    const path = "/api/gateway/evidence";
    const { taken, because, size } = brought.parse(
      await client.json({ path, body, mostBytes: mostAnswer }),
    );
    if (taken) return batch.to;
    return because === "another-size" && size >= 0 && size !== from ? size : "stop";
  }

  /** Nothing leaves that is not on record: here once an hour, for what is one errand. */
  async #recordPassing(): Promise<void> {
    const { evidence, by, joined, mode } = this.#parts;
    if (performance.now() - this.#recordedAt < verdictEveryMs) return;
    await (evidence satisfies Evidence).append({
      kind: "verdict",
      by,
      attempt: {
        kind: "connection",
        direction: "out",
        subject: { kind: "program", id: by },
        host: new URL(joined.address).hostname.replace(/^\[|\]$/g, ""),
        port: Number(new URL(joined.address).port || 443),
        protocol: "tcp",
      },
      verdict: { allowed: true, because: "own-hub", mode: mode() },
    });
    this.#recordedAt = performance.now();
  }

  #note(state: HubState, why: string | null): void {
    const answeredAt = state === "here" ? new Date().toISOString() : this.#standing.answeredAt;
    this.#standing = { ...this.#standing, state, why, answeredAt };
  }
}
