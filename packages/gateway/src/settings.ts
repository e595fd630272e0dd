import { readFile } from "node:fs/promises";
import { isIP } from "node:net";
import { z } from "zod";
import { gatewayProblem } from "./problems.ts";

const address = z.string().refine((text) => isIP(text) !== 0, "no address");
const link = z.string().regex(/^[a-zA-Z0-9_.-]{1,15}$/, "no interface");
const hardware = z.string().regex(/^([0-9a-f]{2}:){5}[0-9a-f]{2}$/, "no hardware address");
const hostName = z.string().regex(/^[a-z0-9_]([a-z0-9_.-]{0,251}[a-z0-9_])?$/, "no name");

const shape = z.strictObject({
  version: z.literal(1),
  /** Towards tablets and controllers, and towards the uplink. */
  lan: link,
  wan: link,
  /** The gateway's own addresses on the side of the tablets. */
  lanAddresses: z.array(address).min(1).max(2),
  /** Name servers of the uplink; asked for allowed names only. */
  upstream: z.array(address).min(1).max(4),
  /** Devices by the installation's own name for them. Others are named by their hardware. */
  clients: z.array(z.strictObject({ id: z.string().min(1).max(100), hardware })).max(250),
  /** Where the hub and its names are: `own` names of the policy are answered from here. */
  own: z.record(hostName, address),
  /** Who may reach this box by SSH, from the tablets' side; nobody, unless told. */
  sshFrom: z.array(address).max(8),
  /** A receiver of satellites: a device or socket file that tells NMEA sentences, or `gpsd`. */
  gnss: z
    .string()
    .regex(/^(gpsd|\/[^\0\s]{1,200})$/, "no device")
    .optional(),
  /** Whoever may read the facts. */
  recipient: z.string().startsWith("age1"),
  /** Where given, a policy counts only under so many of these keys' signatures. */
  signers: z
    .strictObject({ threshold: z.int().min(1).max(16), keys: z.array(z.string()).min(1).max(16) })
    .optional(),
});

export type Settings = Readonly<z.infer<typeof shape>>;

/** Where the parts meet on this box; the first three are behind redirects. */
export const ports = {
  proxy: 18_443,
  names: 18_053,
  page: 18_080,
  relays: [18_500, 18_999],
} as const;

/** The user that the daemon runs as, and nothing else does. */
export const gatewayUser = "homepoint-gateway";

/** @throws gateway/no-settings, gateway/bad-settings */
export async function readSettings(path: string): Promise<Settings> {
  const text = await readFile(path, "utf8").catch((cause: unknown) => {
    throw gatewayProblem("no-settings", { path }, { cause });
  });
  return parseSettings(text, path);
}

/** @throws gateway/bad-settings */
export function parseSettings(text: string, path: string): Settings {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch (cause) {
    throw gatewayProblem("bad-settings", { path, why: "it is no JSON" }, { cause });
  }
  const read = shape.safeParse(given);
  if (read.success) return read.data;
  const [first] = read.error.issues;
  const why = `${first?.path.join(".") || "it"}: ${first?.message ?? "unclear"}`;
  throw gatewayProblem("bad-settings", { path, why });
}
