import { createInterface } from "node:readline/promises";
import {
  reportWords,
  scopeShape,
  type AuditPlan,
  type PlannedCrossing,
  type PlannedPhase,
} from "@homepoint/inspect";
import type { AuditGuide } from "@homepoint/inspect/node";
import { cliProblem } from "../problems.ts";
import type { Output } from "../output.ts";
import { Progress } from "../progress.ts";

/** What is asked of whoever stands beside the device. */
const asks: Readonly<Record<PlannedPhase["change"], string>> = {
  baseline: "Use the app as ever: sign in, look at the map, let it settle.",
  "first-start": "Start the app for the first time after installing it.",
  "mode-toggled":
    "Switch the app's own mode off and on again, so that it ends as this part needs it.",
  "controller-plugged": "Connect the controller.",
  "controller-power": "Switch the controller off and on.",
  "aircraft-power": "Switch the aircraft off and on.",
  "position-fix": "Wait outside until the aircraft has found its position.",
  "take-off": "Take off.",
  flight: "Fly.",
  landing: "Land.",
  "log-close": "Disarm, and wait until the app has closed its log.",
  "media-download": "Download photos and videos from the aircraft.",
  "controller-unplugged": "Disconnect the controller.",
  "swipe-close": "Swipe the app away.",
  "app-restart": "Start the app again.",
  reboot: "Restart the device, and unlock it.",
  "network-change": "Leave the network and join it again.",
  idle: "Leave everything on, and touch nothing.",
};

async function ask(question: string): Promise<string> {
  if (!process.stdin.isTTY)
    throw cliProblem("wrong-usage", {
      what: "Nobody is here to ask. Give a --plan in which every state has a line to do.",
    });
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return (await lines.question(question)).trim();
  } finally {
    lines.close();
  }
}

/** Leads a person through, in the terminal. */
export class TerminalGuide implements AuditGuide {
  readonly #output: Output;
  readonly #progress: Progress;

  constructor(output: Output) {
    this.#output = output;
    this.#progress = new Progress(output);
  }

  async crossing(planned: PlannedCrossing, place: number): Promise<void> {
    const { app, posture, mode } = planned;
    if (planned.inner !== undefined || planned.outer !== undefined) return;
    const words = reportWords.en;
    const gateway = mode === undefined ? "" : ` in ${words.mode[mode]} mode`;
    this.told("");
    this.told(`Part ${place + 1}: ${words.app[app]}, ${words.posture[posture]}${gateway}.`);
    if (posture === "enforcing" && app !== "standard")
      this.told("Behind a closed gateway the app's own mode is not tested, only the gateway.");
    await ask("Set app and gateway so, then press Enter. ");
  }

  async phase(planned: PlannedPhase): Promise<"done" | "skipped"> {
    this.told(asks[planned.change]);
    return (await ask("Enter when it is done, s to leave it out. ")).toLowerCase() === "s"
      ? "skipped"
      : "done";
  }

  watching({ change }: PlannedPhase, secondsLeft: number): void {
    const minutes = `${Math.floor(secondsLeft / 60)}:${String(secondsLeft % 60).padStart(2, "0")}`;
    this.#progress.show(`watching, ${reportWords.en.change[change]}: ${minutes} left`);
    if (secondsLeft <= 1) this.#progress.clear();
  }

  told(line: string): void {
    this.#output.err(line);
  }
}

const scopeQuestions = [
  ["app", "App"],
  ["appVersion", "Its version"],
  ["vendor", "Its maker, as DJI"],
  ["aircraft", "Aircraft"],
  ["aircraftFirmware", "Its firmware"],
  ["controller", "Controller"],
  ["controllerFirmware", "Its firmware"],
  ["device", "Phone or tablet, and its system"],
  ["auditor", "Who audits"],
  ["where", "Where, and on which network"],
] as const;

/** What the audit is about, asked once. What is left empty is said to be not told. */
export async function askScope(): Promise<AuditPlan["scope"]> {
  const told = new Map<string, string>();
  for (const [name, question] of scopeQuestions) told.set(name, await ask(`${question}: `));
  for (const name of ["vendor", "where"]) if (told.get(name) === "") told.delete(name);
  const scope: unknown = Object.fromEntries(told);
  if (!scopeShape(scope)) throw cliProblem("wrong-usage", { what: "That is too long to note." });
  return scope;
}
