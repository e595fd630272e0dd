import type { RestingMode } from "../mode.ts";
import type { Service } from "../service.ts";
import { checkPointIds, checkPoints, type CheckPoint, type DeviceKind } from "./checklist.ts";
import {
  questionIds,
  questions,
  sensitivityLevels,
  type Answers,
  type Question,
  type SensitivityLevel,
} from "./questions.ts";

/** What enforces it: nothing beyond the app's own switch, the gateway, or a seal on top. */
export type Enforcement = "app" | "gateway" | "gateway-and-seal";

type LevelRow = {
  readonly mode: RestingMode;
  /** What may be granted without giving the flight away. */
  readonly grants: readonly Service[];
  readonly enforcement: Enforcement;
};

const byLevel: Readonly<Record<SensitivityLevel, LevelRow>> = {
  open: { mode: "local-data", grants: ["maps", "time"], enforcement: "app" },
  internal: { mode: "local-data", grants: ["maps", "time"], enforcement: "gateway" },
  // Tiles tell their server which area is looked at.
  confidential: { mode: "local-data", grants: ["time"], enforcement: "gateway" },
  secret: { mode: "offline", grants: [], enforcement: "gateway-and-seal" },
};

/** What a mission or flight of this sensitivity asks for; undefined where it asks for nothing. */
export type Demand = Pick<LevelRow, "mode" | "grants">;

export function demandOf(sensitivity: SensitivityLevel): Demand | undefined {
  return sensitivity === "open" ? undefined : byLevel[sensitivity];
}

export type Checklist = { readonly device: DeviceKind; readonly points: readonly CheckPoint[] };

export type Advice = LevelRow & {
  readonly sensitivity: SensitivityLevel;
  /** The questions whose answers made it so; none where nothing needs protection. */
  readonly because: readonly Question[];
  /** Most flights need nothing of this. */
  readonly needsNothing: boolean;
  readonly checklists: readonly Checklist[];
};

/** From a few answers to a sensitivity, and from that to a mode and a checklist for each device. */
export function advise(answers: Answers, devices: readonly DeviceKind[]): Advice {
  const levelOf = (question: Question): SensitivityLevel => {
    const levels: Readonly<Record<string, SensitivityLevel>> = questions[question];
    return levels[answers[question]] ?? "secret"; // an answer that nobody knows is no comfort
  };
  const highest = Math.max(...questionIds.map((id) => sensitivityLevels.indexOf(levelOf(id))));
  const sensitivity = sensitivityLevels[highest] ?? "secret";
  const needsNothing = sensitivity === "open";
  return {
    ...byLevel[sensitivity],
    sensitivity,
    because: needsNothing ? [] : questionIds.filter((id) => levelOf(id) === sensitivity),
    needsNothing,
    checklists: devices.map((device) => ({ device, points: pointsFor(device, sensitivity) })),
  };
}

/** What is to be ticked off on a device, in the order of the table. */
export function pointsFor(
  device: DeviceKind,
  sensitivity: SensitivityLevel,
): readonly CheckPoint[] {
  const level = sensitivityLevels.indexOf(sensitivity);
  return checkPointIds.filter((id) => {
    const { on, from } = checkPoints[id];
    const isOn = (on as readonly DeviceKind[]).includes(device);
    return isOn && sensitivityLevels.indexOf(from) <= level;
  });
}
