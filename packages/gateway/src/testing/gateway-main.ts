// The gateway as a program, for tests and measurements: `root FOLDER RUNTIME UID`, `daemon FOLDER RUNTIME`.
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { GatewayDaemon } from "../daemon.ts";
import { GatewayRoot, rulesSocketIn } from "../root.ts";
import { readSettings } from "../settings.ts";

const [what, folder = "", runtime = "", uid = "64999"] = process.argv.slice(2);
const onTrouble = (error: unknown) =>
  void process.stderr.write(`trouble: ${String((error as Error).stack ?? error)}\n`);
const settings = await readSettings(join(folder, "gateway.json"));

if (what === "daemon") {
  const listeners = [{ fd: 3 }, { fd: 4 }];
  const rulesSocket = rulesSocketIn(runtime);
  const daemon = await GatewayDaemon.start({
    settings,
    folder,
    rulesSocket,
    listeners,
    onTrouble,
    version: "test",
  });
  process.on("SIGTERM", () => void daemon.stop().then(() => process.exit(0)));
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
