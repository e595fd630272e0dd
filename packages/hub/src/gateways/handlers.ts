import { createHash } from "node:crypto";
import type { GatewayEvidence } from "@homepoint/api";
import { fromBase64, isProblem } from "@homepoint/base";
import type { MirrorBatch } from "@homepoint/evidence";
import { readFileIfThere } from "@homepoint/base/node";
import { textOf } from "@homepoint/base";
import type { Installation } from "../keys/installation.ts";
import { nameOf } from "../keys/sign-in.ts";
import { Guessing } from "../people/guessing.ts";
import { hubProblem } from "../problems.ts";
import type { Caller } from "../server/access.ts";
import type { Handlers } from "../server/handlers.ts";
import type { Unlocked } from "../unlocked.ts";
import { uncoveredLately } from "./gateway-facts.ts";
import { heedSeal } from "./heed-seal.ts";
import { writeInvitation } from "./invitation.ts";
import { witnessMirror } from "./witness.ts";

type GatewayRoute =
  | "listGateways"
  | "inviteGateway"
  | "removeGateway"
  | "signTime"
  | "joinHub"
  | "exchange"
  | "awaitPolicy"
  | "bringEvidence"
  | "fetchMap";

export type GatewayParts = {
  readonly installation: Installation;
  readonly clock: () => Date;
  /** Certificate that gateways are to know the hub by; undefined where none could reach it. */
  readonly pin: () => string | undefined;
};

export function gatewayHandlers(parts: GatewayParts): Handlers<GatewayRoute> {
  return { ...peoplesHandlers(parts), ...gatewaysOwnHandlers(parts) };
}

type PeoplesRoute = "listGateways" | "inviteGateway" | "removeGateway" | "signTime";

function peoplesHandlers({ installation, clock, pin }: GatewayParts): Handlers<PeoplesRoute> {
  const record = async (by: string, change: "added" | "removed", name: string) => {
    const { evidence } = installation.unlocked;
    await evidence.append({ kind: "setting-changed", by, setting: "gateway", change, name });
  };
  return {
    async listGateways() {
      const { unlocked } = installation;
      const uncovered = (id: string) => uncoveredLately(id, unlocked, clock());
      const { counter } = unlocked.policy.policy;
      return { gateways: await unlocked.gateways.list(counter, uncovered) };
    },

    async inviteGateway({ input: { name }, caller }) {
      const { gateways, hubKey, vault } = installation.unlocked;
      const certificate = pin();
      if (certificate === undefined) throw hubProblem("no-door-for-gateways");
      const { id, code, expiresAt } = await gateways.invite(name);
      await record(nameOf(caller), "added", name);
      const key = hubKey.verifierKey;
      const installationId = vault.installationId;
      const told = {
        v: 1,
        name,
        code,
        installation: installationId,
        pin: certificate,
        key,
      } as const;
      return { id, expiresAt, invitation: writeInvitation(told) };
    },

    async removeGateway({ input: { id }, caller }) {
      const { name } = await installation.unlocked.gateways.remove(id);
      await record(nameOf(caller), "removed", name);
      return {};
    },

    async signTime() {
      return { note: installation.unlocked.hubKey.signTime("carried", clock()) };
    },
  };
}

type OwnRoute = Exclude<GatewayRoute, PeoplesRoute>;

function gatewaysOwnHandlers({ installation, clock }: GatewayParts): Handlers<OwnRoute> {
  const guessing = new Guessing(() => performance.now());
  return {
    async joinHub({ input: { code, key }, from }) {
      const { gateways, evidence, vault } = installation.unlocked;
      const isWrong = (error: unknown) => isProblem(error, "hub/not-invited");
      const join = () => gateways.join(code, key);
      const joined = await guessing.guard(from ?? "socket", join, isWrong);
      const { name } = joined;
      const change = { setting: "gateway", change: "replaced", name } as const;
      await evidence.append({ kind: "setting-changed", by: name, ...change });
      const recipient = `${vault.recipients.evidence}`;
      return { ...joined, installationId: vault.installationId, recipient };
    },

    async exchange({ input: { nonce, told, seal }, caller }) {
      const { unlocked } = installation;
      const { gateways, hubKey, policy, maps } = unlocked;
      const witness = await installation.present.witness();
      const id = idOf(caller);
      await gateways.hear(id, told);
      await heedSeal(seal, unlocked);
      const standing = await gateways.standing(id);
      const { broken, witnessed } = gateways.get(id);
      const { generation, size } = standing ?? { generation: 0, size: 0 };
      return {
        time: hubKey.signTime(nonce, clock()),
        policy: hubKey.signPolicy(policy.policy),
        seal: await sealIn(unlocked),
        mirrored: broken && broken !== "began-anew" ? null : { generation, size },
        witnessed,
        witness: witnessed === null ? null : witness.key,
        maps: (await maps.list()).map(({ id, name, size }) => ({ id, name, size })),
      };
    },

    async awaitPolicy({ input: { known, seconds }, signal }) {
      const { hubKey, policy } = installation.unlocked;
      const isKnown = () => hashOf(hubKey.signPolicy(policy.policy)) === known;
      const over = AbortSignal.any([signal, AbortSignal.timeout(seconds * 1000)]);
      while (isKnown() && !over.aborted) await policy.changed(over);
      return { changed: !isKnown() };
    },

    async bringEvidence({ input, caller }) {
      const { gateways, proofs } = installation.unlocked;
      const id = idOf(caller);
      const brought = await gateways.bring(id, batchOf(input));
      if (brought.taken && brought.isWhole) {
        const witness = await installation.present.witness();
        await witnessMirror(id, { gateways, witness });
      }
      if (brought.taken) proofs.judgeLatelySoon();
      const size = (await gateways.standing(id))?.size ?? 0;
      return brought.taken
        ? { taken: true, because: null, size, isWhole: brought.isWhole }
        : { taken: false, because: brought.because, size: brought.size, isWhole: false };
    },

    async fetchMap({ input }) {
      const { maps } = installation.unlocked;
      const { id, size } = await maps.get(input.id);
      return { type: "application/vnd.pmtiles", size, open: (range) => maps.open(id, range) };
    },
  };
}

/** The rows let nobody else come here. */
function idOf(caller: Caller | undefined): string {
  return caller?.gateway as string;
}

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** The note of the sealed policy, as its owners signed it. */
async function sealIn({ policy, folder }: Unlocked): Promise<string | null> {
  if (policy.policy.lock !== "sealed") return null;
  const note = await readFileIfThere(folder.policyNote);
  return note ? textOf(note) : null;
}

function batchOf(given: GatewayEvidence): MirrorBatch {
  const { follows, path, bundles, ...rest } = given;
  const bytes = (text: string) => fromBase64(text) ?? new Uint8Array();
  return {
    ...rest,
    ...(typeof follows === "string" ? { follows } : {}),
    path: path.map(bytes),
    bundles: bundles.map(({ entries, openings }) => ({
      entries: bytes(entries),
      openings: bytes(openings),
    })),
  };
}
