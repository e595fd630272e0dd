import { fromBase64, toBase64, utf8 } from "@homepoint/base";
import { lastOf, parseVerifierKey, type WitnessedLog } from "@homepoint/evidence";
import { nodeEvidencePrimitives } from "@homepoint/evidence/node";
import type { WitnessedLogRow } from "@homepoint/api";
import type { Installation } from "../keys/installation.ts";
import { nameOf } from "../keys/sign-in.ts";
import { heedWitnesses } from "../mode/confirm-clock.ts";
import type { Handlers } from "../server/handlers.ts";
import { cosignFor } from "./outsiders.ts";

type WitnessRoute =
  | "listWitnesses"
  | "addWitness"
  | "removeWitness"
  | "offerCheckpoint"
  | "addCosignatures"
  | "requestStamp"
  | "addStamp"
  | "getWitness"
  | "addWitnessedLog"
  | "removeWitnessedLog"
  | "cosignCheckpoint";

export function witnessHandlers(installation: Installation): Handlers<WitnessRoute> {
  type Told = { readonly setting: "witness" | "witnessed-log"; readonly name: string };
  const record = async (by: string, change: "added" | "removed", told: Told) => {
    const { evidence } = installation.present;
    await evidence.append({ kind: "setting-changed", by, change, ...told });
  };
  return {
    async listWitnesses() {
      const { evidence, outsiders } = installation.present;
      const { name: origin } = parseVerifierKey(evidence.verifierKey, nodeEvidencePrimitives);
      return {
        origin,
        size: evidence.size,
        witnesses: await outsiders.rows(),
        stamps: await outsiders.stamps(),
        notes: [...(await evidence.witnessed())],
      };
    },

    async addWitness({ input, caller }) {
      const { name, isNew } = await installation.present.outsiders.witnesses.add(input.key);
      if (isNew) await record(nameOf(caller), "added", { setting: "witness", name });
      return { name };
    },

    async removeWitness({ input, caller }) {
      const { witnesses } = installation.present.outsiders;
      const name = input.key.split("+")[0] ?? "";
      if (await witnesses.remove(input.key))
        await record(nameOf(caller), "removed", { setting: "witness", name });
      return {};
    },

    offerCheckpoint: ({ input }) => installation.present.outsiders.offer(input),

    async addCosignatures({ input, caller }) {
      const { outsiders } = installation.present;
      const times = await outsiders.addCosignatures(input.note, nameOf(caller));
      if (installation.state === "open") await heedWitnesses(times, installation.unlocked);
      return { witnesses: await outsiders.rows() };
    },

    async requestStamp() {
      return { request: toBase64(await installation.present.evidence.requestStamp()) };
    },

    addStamp({ input, caller }) {
      const reply = fromBase64(input.reply) ?? new Uint8Array(); // empty is no reply either
      return installation.present.outsiders.addStamp(reply, input.authorities, nameOf(caller));
    },

    async getWitness() {
      const witness = await installation.present.witness();
      return { key: witness.key, logs: (await witness.logs()).map(rowOf) };
    },

    async addWitnessedLog({ input, caller }) {
      const row = rowOf(await (await installation.present.witness()).addLog(input.key));
      await record(nameOf(caller), "added", { setting: "witnessed-log", name: row.origin });
      return row;
    },

    async removeWitnessedLog({ input, caller }) {
      await (await installation.present.witness()).forgetLog(input.origin);
      await record(nameOf(caller), "removed", { setting: "witnessed-log", name: input.origin });
      return {};
    },

    async cosignCheckpoint({ input }) {
      const { evidence, witness } = installation.present;
      const answer = await cosignFor(utf8(input.offer), await witness(), evidence);
      if (answer.cosigned) return { cosigned: true, note: answer.note };
      const { because } = answer;
      return { cosigned: false, because, ...("size" in answer ? { size: answer.size } : {}) };
    },
  };
}

function rowOf(log: WitnessedLog): WitnessedLogRow {
  const { key, last, against } = log;
  const { name: origin } = parseVerifierKey(key, nodeEvidencePrimitives);
  const size = lastOf(log)?.size ?? null;
  return { origin, key, size, last: last ?? null, against: [...against] };
}
