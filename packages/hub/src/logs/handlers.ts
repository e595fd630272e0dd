import type { TakenIn } from "@homepoint/api";
import { handOver } from "../evidence/hand-over.ts";
import type { Installation } from "../keys/installation.ts";
import type { Caller } from "../server/access.ts";
import type { Handlers } from "../server/handlers.ts";
import { rebuild } from "./rebuild.ts";
import { shredLog } from "./shred.ts";

type LogRoute =
  | "takeIn"
  | "listLogs"
  | "exportLog"
  | "resealLog"
  | "shredLog"
  | "rebuild"
  | "listWatchedFolders"
  | "watchFolder"
  | "unwatchFolder";

const nothingToSay: TakenIn = { outcome: "taken-in", log: null, flights: [], because: null };

export function logHandlers(installation: Installation): Handlers<LogRoute> {
  return {
    async takeIn({ input, caller }) {
      const by = caller?.name ?? "device";
      if (installation.state !== "open") {
        const { name, source, bytes } = input;
        const { inbox, room } = installation.present;
        await room.make();
        await inbox.seal(bytes, { name, source, kind: "log", by });
        return { ...nothingToSay, outcome: "waiting" };
      }
      const taken = await installation.unlocked.takeIn.takeIn({ ...input, by });
      return isInboxOnly(caller) ? nothingToSay : taken;
    },

    async listLogs({ input }) {
      const logs = installation.unlocked.logs.list(input.reading);
      return { total: logs.length, logs: logs.slice(input.offset, input.offset + input.limit) };
    },

    async exportLog({ input, caller }) {
      const { vault, logs } = installation.unlocked;
      const { name, size } = logs.get(input.id);
      return handOver(
        { type: "application/octet-stream", size, saveAs: name, open: () => vault.open(input.id) },
        { caller, handover: "download", objects: [input.id], format: "original" },
        installation.unlocked,
      );
    },

    async resealLog({ input, caller }) {
      const { vault, logs, evidence } = installation.unlocked;
      logs.get(input.id);
      await vault.reseal(input.id);
      await evidence.append({ kind: "resealed", by: caller?.name ?? "owner", object: input.id });
      return {};
    },

    async shredLog({ input, caller }) {
      const by = caller?.name ?? "owner";
      return { backups: await shredLog(input.id, by, installation.unlocked) };
    },

    rebuild: ({ caller }) => rebuild(installation.unlocked, caller?.name ?? "owner"),

    async listWatchedFolders() {
      return { folders: installation.unlocked.watched.list() };
    },

    async watchFolder({ input, caller }) {
      const { watched, evidence } = installation.unlocked;
      const folder = await watched.add(input.path);
      await evidence.append({
        kind: "setting-changed",
        by: caller?.name ?? "owner",
        setting: "watched-folder",
        change: "added",
        name: folder.path,
      });
      return folder;
    },

    async unwatchFolder({ input, caller }) {
      const { watched, evidence } = installation.unlocked;
      const path = await watched.remove(input.id);
      if (path !== undefined)
        await evidence.append({
          kind: "setting-changed",
          by: caller?.name ?? "owner",
          setting: "watched-folder",
          change: "removed",
          name: path,
        });
      return {};
    },
  };
}

/** A device's write-only inbox learns nothing but that its file is safe. */
function isInboxOnly(caller: Caller | undefined): boolean {
  return caller?.scope === "inbox";
}
