import { join } from "node:path";
import type { GatewayTold } from "@homepoint/api";
import { toBase64 } from "@homepoint/base";
import { bringMore } from "@homepoint/evidence";
import {
  EvidenceLog,
  folderReader,
  nodeEvidencePrimitives as primitives,
} from "@homepoint/evidence/node";
import { createClient } from "@homepoint/sdk";
import { X25519Recipient } from "@homepoint/vault";
import { nodePrimitives } from "@homepoint/vault/node";
import type { Invitation } from "../gateways/invitation.ts";
import { program, type TestHub } from "./test-hub.ts";

type Made = {
  readonly hub: TestHub;
  /** Its own, for evidence and key. */
  readonly folder: string;
  readonly clock: () => Date;
};

/** A gateway as it tells of itself when all is well. */
export const standing: GatewayTold = {
  version: "1.2.3",
  isOpen: true,
  rules: "intact",
  policy: {
    mode: "local-data",
    found: "read",
    counter: 0,
    lock: "open",
    seal: null,
    waiting: null,
  },
  observing: [],
  clock: { source: "witness", at: "2026-06-01T10:00:00.000Z" },
  unrecorded: 0,
  evidence: { generation: 1, size: 0, checkpoint: "" },
};

export async function inviteGateway({ client }: TestHub, name = "field-1") {
  const { id, invitation } = await client.inviteGateway({ name });
  const text = Buffer.from(invitation.replace(/^hpg1\./, ""), "base64url").toString();
  return { id, told: JSON.parse(text) as Invitation }; // the hub wrote it
}

/** The evidence of a gateway, before and after it joined. */
export function openGatewayLog({ hub, folder, clock }: Made): Promise<EvidenceLog> {
  const { vault } = hub.hub.installation.unlocked;
  return EvidenceLog.open({
    folder: join(folder, "evidence"),
    signingKey: join(folder, "machine", "key"),
    recipient: X25519Recipient.parse(`${vault.recipients.evidence}`, nodePrimitives),
    by: "gateway",
    now: () => clock().getTime(),
  });
}

/** A gateway that joined a hub, which others can reach, with an evidence of its own to bring. */
export async function joinGateway(made: Made, name?: string) {
  const { hub, folder } = made;
  const log = await openGatewayLog(made);
  const { id, told } = await inviteGateway(hub, name);
  const stranger = createClient(program(hub.url, "none"));
  const { token } = await stranger.joinHub({ code: told.code, key: log.verifierKey });
  const gateway = createClient(program(hub.url, token));
  const tell = async (change: Partial<GatewayTold> = {}) => {
    const { size, checkpoint, opened } = log;
    const evidence = { generation: opened.generation, size, checkpoint };
    return gateway.exchange({ nonce: "n".repeat(32), told: { ...standing, evidence, ...change } });
  };
  const bring = async () => {
    await log.settle();
    const { size = 0 } = (await tell()).mirrored ?? {};
    const toBring = { generation: 1, from: size, most: 16 };
    const batch = await bringMore(folderReader(join(folder, "evidence")), toBring, primitives);
    if (!batch) throw new Error("nothing to bring");
    return gateway.bringEvidence({
      ...batch,
      path: batch.path.map(toBase64),
      bundles: batch.bundles.map(({ entries, openings }) => ({
        entries: toBase64(entries),
        openings: toBase64(openings),
      })),
    });
  };
  return { id, told, log, gateway, tell, bring, token };
}
