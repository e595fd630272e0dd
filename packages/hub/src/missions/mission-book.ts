import type { MissionRow } from "@homepoint/api";
import {
  demandOf,
  stateOfMission,
  type PolicyMoment,
  type SensitivityLevel,
} from "@homepoint/policy";
import type { Rows } from "../database/rows.ts";
import type { PolicyKeeper } from "../mode/policy-keeper.ts";
import type { WaitingChanges } from "../mode/waiting-changes.ts";
import { hubProblem } from "../problems.ts";

export type StoredMission = {
  readonly name: string;
  readonly from: string;
  readonly until: string;
  readonly sensitivity: SensitivityLevel;
  /** Of the register, by id. */
  readonly devices: readonly string[];
  readonly by: string;
  /** Before its time, or once its end was put on record. */
  readonly endedAt?: string;
};

/** What a mission's state hangs on. */
export type Standing = { readonly policy: PolicyKeeper; readonly waiting: WaitingChanges };

export type KeptMission = StoredMission & { readonly id: string };

/** Planned spans: what each is called, and who flies with what. What it asks is in the policy. */
export class MissionBook {
  readonly #rows: Rows<StoredMission>;
  readonly #missions: Map<string, StoredMission>;
  #version = 0;

  private constructor(rows: Rows<StoredMission>, missions: Map<string, StoredMission>) {
    this.#rows = rows;
    this.#missions = missions;
  }

  static async open(rows: Rows<StoredMission>): Promise<MissionBook> {
    return new MissionBook(rows, new Map((await rows.all()).map(({ id, body }) => [id, body])));
  }

  /** Grows with every change. */
  get version(): number {
    return this.#version;
  }

  list(standing: Standing): MissionRow[] {
    return [...this.#missions]
      .map(([id, mission]) => missionRowOf({ id, ...mission }, standing))
      .toSorted((a, b) => (a.from < b.from ? 1 : -1));
  }

  /** @throws hub/no-such-mission */
  get(id: string): KeptMission {
    const mission = this.#missions.get(id);
    if (!mission) throw hubProblem("no-such-mission", { id });
    return { id, ...mission };
  }

  /** Those whose end is not on record yet, though it has come. */
  over(moment: PolicyMoment): KeptMission[] {
    return [...this.#missions]
      .filter(([, mission]) => mission.endedAt === undefined)
      .filter(([, mission]) => stateOfMission(mission, moment) === "ended")
      .map(([id, mission]) => ({ id, ...mission }));
  }

  /** Those that lasted at some time of a span. */
  during(from: string, until: string): KeptMission[] {
    return [...this.#missions].flatMap(([id, mission]) => {
      const end = earlier(mission.until, mission.endedAt);
      return mission.from <= until && end >= from ? [{ id, ...mission }] : [];
    });
  }

  async put({ id, ...mission }: KeptMission): Promise<void> {
    await this.#rows.put(id, mission);
    this.#missions.set(id, mission);
    this.#version += 1;
  }
}

function earlier(until: string, endedAt: string | undefined): string {
  return endedAt !== undefined && endedAt < until ? endedAt : until;
}

export function missionRowOf(mission: KeptMission, standing: Standing): MissionRow {
  const { id, name, from, until, sensitivity, devices, by, endedAt } = mission;
  const demand = demandOf(sensitivity);
  return {
    id,
    name,
    from,
    until,
    sensitivity,
    devices: [...devices],
    by,
    state: stateNow(mission, standing),
    endedAt: endedAt ?? null,
    asks: demand ? { mode: demand.mode, services: [...demand.grants] } : null,
  };
}

/** As the policy in force has it: what is not in it asks for nothing, whatever was planned. */
function stateNow(mission: KeptMission, { policy, waiting }: Standing): MissionRow["state"] {
  const state = mission.endedAt === undefined ? stateOfMission(mission, policy.moment()) : "ended";
  if (state === "ended" || !demandOf(mission.sensitivity)) return state;
  if (waiting.hasMission(mission.id)) return "waiting";
  return policy.policy.missions?.some(({ id }) => id === mission.id) ? state : "ended";
}
