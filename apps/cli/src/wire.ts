import { homedir } from "node:os";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Diagnostics } from "@homepoint/hub";
import { pino } from "pino";

type Environment = Readonly<Record<string, string | undefined>>;

/** Where the data lie where nobody says otherwise, as each system has it. */
export function defaultFolder(environment: Environment, platform: NodeJS.Platform): string {
  const given = environment["HOMEPOINT_DATA"];
  if (given) return given;
  const home = homedir();
  if (platform === "win32")
    return join(environment["LOCALAPPDATA"] ?? join(home, "AppData/Local"), "Homepoint");
  if (platform === "darwin") return join(home, "Library/Application Support/Homepoint");
  return join(environment["XDG_DATA_HOME"] || join(home, ".local/share"), "homepoint");
}

/** The key file that systemd hands to a service (systemd.exec(5), LoadCredential). */
export function credentialFile(environment: Environment): string | undefined {
  const folder = environment["CREDENTIALS_DIRECTORY"];
  return folder && join(folder, "homepoint-key");
}

/** The operator's own key of an app at DJI, under the name that others' tools use as well. */
export function djiAppKey(environment: Environment): string | undefined {
  return environment["DJI_API_KEY"];
}

export function version(): string {
  const manifest = readFileSync(new URL("../package.json", import.meta.url), "utf8");
  return (JSON.parse(manifest) as { readonly version: string }).version;
}

/** The built web app, beside this package. */
export function webFolder(): string {
  return fileURLToPath(new URL("../../web/dist", import.meta.url));
}

/** Diagnostics as JSON lines on standard error, so that standard output stays the answer's. */
export function makeDiagnostics(level: "info" | "warn"): Diagnostics {
  const log = pino(
    { level, base: null, redact: ["passphrase", "token", "words"] },
    pino.destination(2),
  );
  return ({ level: at, what, values, error }) =>
    log[at]({ ...values, ...(error ? { err: error } : {}) }, what);
}
