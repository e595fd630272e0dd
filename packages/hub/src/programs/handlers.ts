import { handOver } from "../evidence/hand-over.ts";
import { nameOf } from "../keys/sign-in.ts";
import type { Installation } from "../keys/installation.ts";
import type { Handlers } from "../server/handlers.ts";
import { describeProgram } from "./describe-program.ts";

type ProgramRoute =
  | "listPrograms"
  | "addProgram"
  | "readProgram"
  | "changeProgram"
  | "removeProgram"
  | "keepInspection"
  | "readInspection"
  | "addProgramCapture"
  | "addAttestation"
  | "openAttestation"
  | "removeAttestation";

export function programHandlers(installation: Installation): Handlers<ProgramRoute> {
  const record = async (by: string, change: "added" | "replaced" | "removed", name: string) => {
    const { evidence } = installation.unlocked;
    await evidence.append({ kind: "setting-changed", by, setting: "program", change, name });
  };
  const now = () => installation.unlocked.clock().toISOString();
  return {
    async listPrograms() {
      return { programs: await installation.unlocked.programs.list() };
    },

    async addProgram({ input, caller }) {
      const row = await installation.unlocked.programs.add(input);
      await record(nameOf(caller), "added", row.name);
      return row;
    },

    async readProgram({ input }) {
      const { programs, policy } = installation.unlocked;
      return describeProgram(input.id, programs, policy.policy);
    },

    async changeProgram({ input: { id, ...part }, caller }) {
      const row = await installation.unlocked.programs.change(id, part);
      await record(nameOf(caller), "replaced", row.name);
      return row;
    },

    async removeProgram({ input, caller }) {
      const { name } = await installation.unlocked.programs.remove(input.id);
      await record(nameOf(caller), "removed", name);
      return {};
    },

    async keepInspection({ input: { inspection }, caller }) {
      const by = nameOf(caller);
      const kept = await installation.unlocked.programs.keep({ inspection, by, at: now() });
      await record(by, kept.isNew ? "added" : "replaced", kept.program.name);
      return kept;
    },

    async readInspection({ input }) {
      const { programs } = installation.unlocked;
      return { inspection: await programs.inspection(input.id, input.object) };
    },

    async addProgramCapture({ input: { id, ...capture }, caller }) {
      const { programs } = installation.unlocked;
      const by = nameOf(caller);
      await programs.addCapture(id, { ...capture, by });
      await record(by, "replaced", (await programs.get(id)).name);
      return {};
    },

    async addAttestation({ input: { id, bytes, expires, ...about }, caller }) {
      const { programs } = installation.unlocked;
      const by = nameOf(caller);
      const paper = { ...about, expires: expires ?? null, by, at: now() };
      const row = await programs.attest(id, paper, bytes);
      await record(by, "replaced", (await programs.get(id)).name);
      return row;
    },

    async openAttestation({ input, caller }) {
      const { programs } = installation.unlocked;
      const { id: object, fileName, size } = await programs.attestation(input.id, input.object);
      return handOver(
        {
          type: "application/octet-stream",
          size,
          saveAs: fileName,
          open: () => programs.open(object),
        },
        { caller, handover: "download", objects: [object], format: "original" },
        installation.unlocked,
      );
    },

    async removeAttestation({ input, caller }) {
      const { programs } = installation.unlocked;
      const { name } = await programs.removeAttestation(input.id, input.object);
      await record(nameOf(caller), "replaced", name);
      return {};
    },
  };
}
