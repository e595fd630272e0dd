// The gateway as a program, for tests and measurements: `root FOLDER RUNTIME UID`, `daemon FOLDER
// RUNTIME`, and `rules FOLDER RUNTIME UID`, as it is at power-on before the daemon runs.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { GatewayDaemon } from "../daemon.ts";
import { GatewayRoot, prepareSystem, rulesSocketIn, startKeeper } from "../root.ts";
import { readSettings } from "../settings.ts";

const [what, folder = "", runtime = "", uid = "64999"] = process.argv.slice(2);
const onTrouble = (error: unknown) =>
  void process.stderr.write(`trouble: ${String((error as Error).stack ?? error)}\n`);
const manifest = readFileSync(new URL("../../package.json", import.meta.url), "utf8");
const { version } = JSON.parse(manifest) as { readonly version: string };
const settings = await readSettings(join(folder, "gateway.json"));

/** The wall clock jumps when told to, by as many milliseconds as the file says; no other process's. */
function letClockJump(): void {
  const straight = Date;
  let ahead = 0;
  process.on("SIGUSR2", () => {
    ahead = Number(readFileSync(join(folder, "clock-ahead"), "utf8"));
  });
  globalThis.Date = class extends straight {
    constructor(...parts: [] | [value: number | string | Date]) {
      if (parts.length === 0) super(straight.now() + ahead);
      else super(...parts);
    }
    static override now(): number {
      return straight.now() + ahead;
    }
  } as DateConstructor;
}

if (what === "daemon") {
  letClockJump();
  const listeners = [{ fd: 3 }, { fd: 4 }];
  const rulesSocket = rulesSocketIn(runtime);
  const daemon = await GatewayDaemon.start({
    settings,
    folder,
    rulesSocket,
    listeners,
    onTrouble,
    version,
    restart: () => process.kill(process.pid, "SIGTERM"),
  });
  process.on("SIGTERM", () => void daemon.stop().then(() => process.exit(0)));
} else if (what === "rules") {
  const id = Number(uid);
  const parts = { settings, folder, runtime, uid: id, gid: id, onTrouble };
  await prepareSystem({ ...parts, daemon: ["true"] });
  const keeper = await startKeeper({ ...parts, daemon: ["true"] });
  process.stdout.write("rules\n");
  process.on("SIGTERM", () => void keeper.stop().then(() => process.exit(0)));
} else {
  const id = Number(uid);
  const self = fileURLToPath(import.meta.url);
  const program = [process.execPath, "--conditions=@homepoint/source", self] as const;
  const root = await GatewayRoot.start({
    settings,
    folder,
    runtime,
    uid: id,
    gid: id,
    onTrouble,
    daemon: [...program, "daemon", folder, runtime],
  });
  process.on("SIGTERM", () => void root.stop().then(() => process.exit(0)));
}
