import { Socket } from "node:net";
import { exitCodes } from "../exit-codes.ts";

/** Why a program is to end; `alone`: who was to live as long as it does not live. */
export type Stop = "signal" | "alone";

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Tools that end a group of processes may tell one of them twice, at once. */
const oneWishMs = 250;

/** Calls back each time that someone wants this process to end. */
export function onSignals(told: () => void): void {
  let last = -Infinity;
  const note = () => {
    const now = performance.now();
    if (now - last < oneWishMs) return;
    last = now;
    told();
  };
  for (const signal of signals) process.on(signal, note);
}

/** Without a listener Node answers this signal with a debugger, which could change anything here. */
export function keepDebuggerOut(): void {
  process.on("SIGUSR1", () => undefined);
}

/**
 * Resolves when the process is told to end; a second signal ends it at once. A front says so over
 * its lifeline, as a terminal or a service manager may have told both of them already: what comes
 * that way counts on its own.
 */
export function untilStopped(lifeline?: number): Promise<Stop> {
  return new Promise((resolve) => {
    let told = 0;
    onSignals(() => {
      told += 1;
      if (told > 1) process.exit(exitCodes.failed);
      resolve("signal");
    });
    if (lifeline === undefined) return;
    const line = new Socket({ fd: lifeline });
    line.on("data", (text) => {
      if (String(text).includes("now")) process.exit(exitCodes.failed);
      resolve("signal");
    });
    line.on("error", () => resolve("alone"));
    line.on("close", () => resolve("alone"));
    line.unref();
  });
}
