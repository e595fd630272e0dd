import { randomUUID } from "node:crypto";
import { demandOf, type MissionTerms, type Wish } from "@homepoint/policy";
import type { Installation } from "../keys/installation.ts";
import { nameOf } from "../keys/sign-in.ts";
import { changeMode, refuseChange } from "../mode/change-mode.ts";
import { modePartsOf } from "../mode/handlers.ts";
import type { ShownPassword } from "../mode/shown-password.ts";
import { hubProblem } from "../problems.ts";
import type { Handlers } from "../server/handlers.ts";
import type { Unlocked } from "../unlocked.ts";
import { missionRowOf, type KeptMission } from "./mission-book.ts";

type MissionRoute = "listMissions" | "planMission" | "endMission";

const longestMs = 31 * 24 * 3_600_000;

export function missionHandlers(
  installation: Installation,
  shownPassword: ShownPassword,
): Handlers<MissionRoute> {
  return {
    async listMissions() {
      const { unlocked } = installation;
      return { missions: unlocked.missions.list(unlocked) };
    },

    async planMission({ input: { when, ...given }, caller }) {
      const { unlocked } = installation;
      const by = nameOf(caller);
      const mission: KeptMission = { id: randomUUID(), ...given, by };
      refuseImpossible(mission, unlocked);
      const terms = termsOf(mission);
      if (terms) {
        const wish = { kind: "add-mission", mission: terms } as const;
        const change = { wish, by, role: caller?.role ?? "device", why: mission.name } as const;
        await changeMode({ ...change, shown: "nothing" }, modePartsOf(unlocked), when);
      }
      const { id, name, from, until, sensitivity } = mission;
      await unlocked.evidence.append({
        kind: "mission-planned",
        by,
        mission: id,
        name,
        from,
        until,
        sensitivity,
        devices: mission.devices.map((device) => nameOfDevice(unlocked, device)),
      });
      await unlocked.missions.put(mission);
      unlocked.proofs.judgeSoon();
      return missionRowOf(mission, unlocked);
    },

    async endMission({ input, caller, from }) {
      const { unlocked } = installation;
      const mission = unlocked.missions.get(input.id);
      const row = missionRowOf(mission, unlocked);
      if (row.state === "ended") return row;
      const { id, name } = mission;
      const by = nameOf(caller);
      const wish: Wish = { kind: "end-mission", id };
      const change = { wish, by, role: caller?.role ?? "device", why: input.why } as const;
      const parts = modePartsOf(unlocked);
      const refuse = () => refuseChange(change, "wrong-password", parts);
      const shown = await shownPassword.check({ password: input.password, from, refuse }, unlocked);
      await changeMode({ ...change, shown }, parts, "now");
      await dropWhatWaits(id, unlocked);
      await unlocked.evidence.append({
        kind: "mission-ended",
        by,
        mission: id,
        name,
        why: "asked",
      });
      const ended = { ...mission, endedAt: unlocked.policy.moment().at };
      await unlocked.missions.put(ended);
      unlocked.proofs.judgeSoon();
      return missionRowOf(ended, unlocked);
    },
  };
}

/** @throws hub/bad-mission, hub/ended-already, hub/no-such-device */
function refuseImpossible({ from, until, devices }: KeptMission, unlocked: Unlocked): void {
  const lasts = Date.parse(until) - Date.parse(from);
  if (!(lasts > 0 && lasts <= longestMs)) throw hubProblem("bad-mission");
  if (until <= unlocked.policy.moment().at) throw hubProblem("ended-already");
  for (const device of devices) nameOfDevice(unlocked, device);
}

function termsOf({ id, from, until, sensitivity }: KeptMission): MissionTerms | undefined {
  const demand = demandOf(sensitivity);
  return demand && { id, from, until, mode: demand.mode, services: demand.grants };
}

/** @throws hub/no-such-device */
function nameOfDevice({ devices }: Unlocked, id: string): string {
  const found = devices.list().find((device) => device.id === id);
  if (!found) throw hubProblem("no-such-device", { id });
  return found.name;
}

/** What it would ask for after a landing is asked no more. */
async function dropWhatWaits(id: string, { waiting }: Unlocked): Promise<void> {
  for (const row of waiting.list())
    if (row.wish.kind === "add-mission" && row.wish.mission.id === id) await waiting.take(row.id);
}
