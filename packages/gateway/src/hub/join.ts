import { chown, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { isProblem, textOf, utf8 } from "@homepoint/base";
import { readFileIfThere, replaceFile } from "@homepoint/base/node";
import { z } from "zod";
import type { Settings } from "../settings.ts";
import { HubClient, type HubClientParts } from "./hub-client.ts";
import {
  forgetJoined,
  parseInvitation,
  placeOf,
  writeJoined,
  type HubPlace,
  type Joined,
} from "./joined.ts";

/** What `homepoint gateway join` leaves for the daemon, which alone may speak to the hub. */
export type JoinOrder =
  | { readonly kind: "join"; readonly address: string; readonly invitation: string }
  | { readonly kind: "leave" };

const orderFile = "hub-order.json";
const answerFile = "hub-answer.json";
const mostAnswer = 1 << 20;

const orderShape = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("join"), address: z.string(), invitation: z.string() }),
  z.strictObject({ kind: z.literal("leave") }),
]);
const answerShape = z.object({
  id: z.string(),
  name: z.string(),
  token: z.string(),
  installationId: z.string(),
  recipient: z.string().startsWith("age1"),
});

/** The daemon finds it within a second. */
export async function leaveOrder(folder: string, order: JoinOrder): Promise<void> {
  await rm(join(folder, answerFile), { force: true });
  await giveFile(folder, orderFile, utf8(JSON.stringify(order)));
}

/** Puts a file where the daemon finds it, and may read it, whoever puts it there. */
export async function giveFile(folder: string, name: string, bytes: Uint8Array): Promise<void> {
  const path = join(folder, name);
  const { uid, gid } = await stat(folder);
  await replaceFile(`${path}.given`, bytes);
  if (process.getuid?.() === 0) await chown(`${path}.given`, uid, gid);
  await rename(`${path}.given`, path);
}

/** What the daemon said to the last order; undefined as long as it has not. */
export async function readOrderAnswer(folder: string): Promise<string | undefined> {
  const bytes = await readFileIfThere(join(folder, answerFile));
  return bytes && textOf(bytes);
}

export type JoinParts = {
  readonly folder: string;
  readonly settings: Settings;
  /** Verifier key of this gateway's evidence. */
  readonly evidenceKey: string;
  readonly openWay: (place: HubPlace) => Promise<boolean>;
};

export type OrderDone =
  | { readonly change: "added"; readonly name: string }
  | { readonly change: "removed"; readonly name: string };

/** Does what was ordered, once. Undefined where nothing was, or where it could not be. */
export async function doOrder(parts: JoinParts): Promise<OrderDone | undefined> {
  const { folder } = parts;
  const path = join(folder, orderFile);
  const bytes = await readFileIfThere(path);
  if (!bytes) return undefined;
  await rm(path, { force: true });
  const read = orderShape.safeParse(JSON.parse(textOf(bytes)));
  try {
    if (!read.success) throw new Error("The order cannot be read.");
    const done = await carryOut(read.data, parts);
    await replaceFile(join(folder, answerFile), utf8("done"));
    return done;
  } catch (error) {
    const sentence = isProblem(error) ? error.message : (error as Error).message;
    await replaceFile(join(folder, answerFile), utf8(sentence));
    return undefined;
  }
}

async function carryOut(order: JoinOrder, parts: JoinParts): Promise<OrderDone> {
  if (order.kind === "leave") {
    await forgetJoined(parts.folder);
    return { change: "removed", name: "hub" };
  }
  const joined = await joinHub(order, parts);
  await writeJoined(parts.folder, joined);
  return { change: "added", name: joined.address };
}

async function joinHub(
  { address: given, invitation: line }: Extract<JoinOrder, { kind: "join" }>,
  { settings, evidenceKey, openWay }: JoinParts,
): Promise<Joined> {
  const invitation = parseInvitation(line);
  const place = placeOf(given, settings.own);
  const { pin, code, key, installation } = invitation;
  const parts: HubClientParts = { place, pin, openWay: () => openWay(place) };
  const body = { code, key: evidenceKey };
  const asking = { path: "/api/gateway/join", body, mostBytes: mostAnswer };
  const answer = answerShape.parse(await new HubClient(parts).json(asking));
  const { id, name, token, recipient } = answer;
  const host = place.host.includes(":") ? `[${place.host}]` : place.host;
  const address = `https://${host}:${place.port}`;
  return { v: 1, address, id, name, token, pin, key, installationId: installation, recipient };
}
