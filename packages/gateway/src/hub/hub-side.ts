import { join } from "node:path";
import type { GatewayTold } from "@homepoint/api";
import type { EvidenceLog } from "@homepoint/evidence/node";
import type { TimeKeeper } from "../clock/time-keeper.ts";
import { MapSync } from "../maps/map-sync.ts";
import type { PolicyKeeper } from "../mode/policy-keeper.ts";
import type { Ways } from "../rules/ways.ts";
import type { Settings } from "../settings.ts";
import { HubClient } from "./hub-client.ts";
import { HubLink, type HubStanding } from "./hub-link.ts";
import { placeOf, type HubPlace, type Joined } from "./joined.ts";
import { doOrder } from "./join.ts";

export type HubSideParts = {
  readonly settings: Settings;
  readonly folder: string;
  readonly joined: Joined | undefined;
  readonly by: string;
  readonly evidence: EvidenceLog;
  readonly policy: PolicyKeeper;
  readonly time: TimeKeeper;
  readonly ways: Ways;
  readonly tell: () => GatewayTold;
  /** A policy has changed. */
  readonly onPolicy: () => Promise<void>;
  /** It belongs to another hub now: everything begins again. */
  readonly restart: () => void;
  readonly onTrouble: (error: unknown) => void;
};

const everyBeats = 10;
const waySeconds = 60;

/** Everything of a gateway that has to do with its hub; it may have none. */
export class HubSide {
  readonly #parts: HubSideParts;
  readonly #link: HubLink | undefined;

  constructor(parts: HubSideParts) {
    this.#parts = parts;
    this.#link = parts.joined && this.#linkTo(parts.joined);
  }

  get standing(): HubStanding | null {
    return this.#link?.standing ?? null;
  }

  get bytesSent(): number {
    return this.#link?.bytesSent ?? 0;
  }

  async close(): Promise<void> {
    await this.#link?.close();
  }

  /** Once a second. */
  async beat(beats: number): Promise<void> {
    if (this.#link && beats % everyBeats === 0) void this.#link.meet();
    await this.#lookAtOrder();
  }

  async #lookAtOrder(): Promise<void> {
    const { folder, settings, evidence, by, restart } = this.#parts;
    const openWay = (place: HubPlace) => this.#openWay(place);
    const done = await doOrder({ folder, settings, evidenceKey: evidence.verifierKey, openWay });
    if (!done) return;
    await evidence.append({ kind: "setting-changed", by, setting: "hub", ...done });
    restart();
  }

  #openWay({ address, port }: HubPlace): Promise<boolean> {
    return this.#parts.ways.open({ address, protocol: "tcp", port }, waySeconds);
  }

  #linkTo(joined: Joined): HubLink | undefined {
    const { settings, folder, evidence, policy, time, tell, by, onPolicy } = this.#parts;
    const place = placeOf(joined.address, settings.own);
    const { pin, token } = joined;
    const client = new HubClient({ place, pin, token, openWay: () => this.#openWay(place) });
    return new HubLink({
      joined,
      client,
      evidence,
      evidenceFolder: join(folder, "evidence"),
      folder,
      by,
      tell,
      seal: () => policy.sealNote,
      offer: async (offer) => {
        if ((await policy.offer(offer)) === "changed") await onPolicy();
      },
      onTime: (at) => time.correct("witness", at),
      maps: new MapSync(join(folder, "maps")),
      mode: () => policy.mode,
    });
  }
}
