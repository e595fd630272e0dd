import { hostsOf } from "@homepoint/inspect";
import { nameOf } from "../keys/sign-in.ts";
import type { Installation } from "../keys/installation.ts";
import type { Handlers } from "../server/handlers.ts";

type CaptureRoute = "listCaptures" | "keepCapture" | "readCapture" | "removeCapture";

export function captureHandlers(installation: Installation): Handlers<CaptureRoute> {
  const record = async (by: string, change: "added" | "removed", name: string) => {
    const { evidence } = installation.unlocked;
    await evidence.append({ kind: "setting-changed", by, setting: "capture", change, name });
  };
  return {
    async listCaptures() {
      return { captures: await installation.unlocked.captures.list() };
    },

    async keepCapture({ input, caller }) {
      const { captures, programs, policy, clock } = installation.unlocked;
      const { name, sha256, program, seen } = input;
      if (program !== null) await programs.get(program);
      const by = nameOf(caller);
      const keptAt = clock().toISOString();
      const row = await captures.keep({ ...input, by, keptAt, policy: policy.policy });
      if (program !== null) {
        const { flows } = await captures.read(row.id);
        const at = seen.totals.from ?? keptAt;
        await programs.addCapture(program, { name, sha256, at, by, hosts: hostsOf(flows) });
      }
      await record(by, "added", name);
      return row;
    },

    async readCapture({ input }) {
      const { captures } = installation.unlocked;
      const { grants, ...judged } = await captures.read(input.id);
      const shown = grants.map(({ service, subject }) => ({ service, subject }));
      const capture = await captures.get(input.id);
      return { capture, judged: { ...structuredClone(judged), grants: shown } as never };
    },

    async removeCapture({ input, caller }) {
      const { captures, programs } = installation.unlocked;
      const { name, sha256, program } = await captures.remove(input.id);
      if (program !== null) await programs.removeCapture(program, sha256);
      await record(nameOf(caller), "removed", name);
      return {};
    },
  };
}
