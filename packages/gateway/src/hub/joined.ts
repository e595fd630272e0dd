import { X509Certificate } from "node:crypto";
import { isIP } from "node:net";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { textOf, utf8 } from "@homepoint/base";
import { readFileIfThere, replaceFile } from "@homepoint/base/node";
import { isOwnHost } from "@homepoint/policy";
import { z } from "zod";
import { gatewayProblem } from "../problems.ts";
import type { Settings } from "../settings.ts";

const text = z.string().min(1).max(10_000);

const joinedShape = z.strictObject({
  v: z.literal(1),
  /** `https://ADDRESS:PORT` */
  address: text,
  id: text,
  name: text,
  token: text,
  /** Certificate that the hub is known by. */
  pin: text,
  /** Verifier key of what the hub signs for gateways. */
  key: text,
  installationId: text,
  /** Whoever reads this gateway's facts. */
  recipient: text.startsWith("age1"),
});

/** The hub that this gateway belongs to: docs/formats/gateway-hub.md §2. Its token is a secret. */
export type Joined = Readonly<z.infer<typeof joinedShape>>;

const invitationShape = z.object({
  v: z.literal(1),
  name: text,
  code: text,
  installation: text,
  pin: text,
  key: text,
});
export type Invitation = Readonly<z.infer<typeof invitationShape>>;

const joinedFile = "hub.json";

/** Undefined where it has joined none. @throws gateway/bad-hub-file */
export async function readJoined(folder: string): Promise<Joined | undefined> {
  const path = join(folder, joinedFile);
  const bytes = await readFileIfThere(path);
  if (!bytes) return undefined;
  const read = joinedShape.safeParse(parseJson(textOf(bytes)));
  if (!read.success) throw gatewayProblem("bad-hub-file", { path });
  return read.data;
}

/** Readable by its owner alone. */
export function writeJoined(folder: string, joined: Joined): Promise<void> {
  return replaceFile(join(folder, joinedFile), utf8(`${JSON.stringify(joined, null, 2)}\n`));
}

export function forgetJoined(folder: string): Promise<void> {
  return rm(join(folder, joinedFile), { force: true });
}

/** The line that the hub made. @throws gateway/bad-invitation */
export function parseInvitation(line: string): Invitation {
  const [, encoded = ""] = /^\s*hpg1\.([A-Za-z0-9_-]{1,20000})\s*$/.exec(line) ?? [];
  const read = invitationShape.safeParse(parseJson(Buffer.from(encoded, "base64url").toString()));
  if (!read.success || !isCertificate(read.data.pin)) throw gatewayProblem("bad-invitation");
  return read.data;
}

export type HubPlace = { readonly host: string; readonly address: string; readonly port: number };

/**
 * Where a hub is: an address, or a name that the settings give one. Only on a network of one's own:
 * nothing else is reached without a policy. @throws gateway/bad-hub-address
 */
export function placeOf(given: string, own: Settings["own"]): HubPlace {
  const whole = given.includes("://") ? given : `https://${given}`;
  const url = URL.canParse(whole) ? new URL(whole) : undefined;
  const host = url?.hostname.replace(/^\[|\]$/g, "") ?? "";
  const address = isIP(host) ? host : (own[host] ?? "");
  if (url?.protocol !== "https:" || !isIP(address) || !isOwnHost(address))
    throw gatewayProblem("bad-hub-address", { given });
  return { host, address, port: Number(url.port || 4780) };
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).raw.length > 0;
  } catch {
    return false; // it is none
  }
}

function parseJson(given: string): unknown {
  try {
    return JSON.parse(given);
  } catch {
    return undefined; // the shape says so
  }
}
