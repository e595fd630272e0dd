import type { Installation } from "../keys/installation.ts";
import type { Handlers } from "../server/handlers.ts";
import { refuseCarrying } from "../evidence/hand-over.ts";
import { makeBackup } from "./make-backup.ts";

type BackupRoute = "listBackups" | "makeBackup" | "forgetBackup" | "restore";

export function backupHandlers(installation: Installation): Handlers<BackupRoute> {
  return {
    async listBackups() {
      return { backups: await installation.unlocked.backups.list() };
    },

    async makeBackup({ input, caller }) {
      const { backups, evidence } = installation.unlocked;
      await refuseCarrying(caller, installation.unlocked);
      const by = caller?.name ?? "owner";
      const { expiresAt } = input;
      const label = { to: input.to || by, expiresAt };
      const { manifest, row, file } = await makeBackup(installation.unlocked, label);
      const { id, madeAt, objects, damaged } = manifest;
      async function* recorded() {
        let bytes = 0;
        for await (const block of file) {
          yield block;
          bytes += block.length;
        }
        await backups.register(id, { ...row, complete: damaged === 0 });
        const told = { backup: id, objects, damaged, bytes, to: label.to };
        const until = expiresAt === null ? {} : { until: expiresAt };
        await evidence.append({ kind: "backed-up", by, ...told, ...until });
      }
      const day = madeAt.slice(0, 10);
      return { type: "application/x-tar", saveAs: `homepoint-${day}.tar`, open: recorded };
    },

    async forgetBackup({ input, caller }) {
      const { backups, evidence } = installation.unlocked;
      const by = caller?.name ?? "owner";
      await evidence.append({ kind: "backup-forgotten", by, backup: input.id });
      await backups.forget(input.id);
      return {};
    },

    async restore({ input }) {
      const { objects } = await installation.restore(input.bytes);
      return { objects };
    },
  };
}
