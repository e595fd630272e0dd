import { z } from "zod";
import { handovers } from "./handover.ts";
import { isLocalHost, normalHost } from "./host.ts";
import { restingModes } from "./mode.ts";
import { locks, longestStandardSeconds, type Policy } from "./policy.ts";
import { services } from "./service.ts";
import { roles, subjectKinds } from "./subject.ts";

const instant = z.iso.datetime();
const seconds = z.number().min(0).max(Number.MAX_SAFE_INTEGER);
const name = z.string().min(1).max(200);
const sentence = z.string().max(2000);

const span = z
  .strictObject({ from: instant, until: instant, fromRunning: seconds, untilRunning: seconds })
  .refine(({ from, until }) => Date.parse(from) <= Date.parse(until))
  .refine(({ fromRunning, untilRunning }) => fromRunning <= untilRunning);

const grant = z.strictObject({
  service: z.enum(services),
  subject: z.strictObject({ kind: z.enum(subjectKinds), id: name }),
  span: span.exactOptional(),
  by: name,
  why: sentence,
});

const standard = z
  .strictObject({
    clients: z.array(name).min(1).max(1000),
    span,
    by: name,
    why: sentence,
  })
  .refine(({ span: { from, until, fromRunning, untilRunning } }) => {
    const wallSeconds = (Date.parse(until) - Date.parse(from)) / 1000;
    return Math.max(wallSeconds, untilRunning - fromRunning) <= longestStandardSeconds;
  });

const mission = z
  .strictObject({
    id: name,
    from: instant,
    until: instant,
    mode: z.enum(restingModes),
    services: z.array(z.enum(services)).max(services.length),
  })
  .refine(({ from, until }) => Date.parse(from) <= Date.parse(until));

const verifierKeys = z.array(z.string().min(1).max(500)).max(100);

const seal = z
  .strictObject({
    counter: z.int().min(0),
    threshold: z.int().min(1).max(100),
    keys: verifierKeys.min(1),
    successors: verifierKeys,
    catalogue: z.string().regex(/^[0-9a-f]{64}$/),
    versions: z.array(z.string().min(1).max(100)).max(100),
  })
  .refine(({ threshold, keys }) => threshold <= keys.length)
  .refine(({ keys, successors }) => [0, keys.length].includes(successors.length))
  .refine(({ keys, successors }) => {
    const all = [...keys, ...successors];
    return new Set(all).size === all.length;
  });

/** The shape of a policy, checked where it comes in from a file and where it is changed. */
export const policyShape: z.ZodType<Policy> = z
  .strictObject({
    version: z.literal(1),
    installationId: name.exactOptional(),
    counter: z.int().min(0),
    mode: z.enum(restingModes),
    grants: z.array(grant).max(10_000),
    standard: standard.exactOptional(),
    own: z.array(z.string().refine(isOwnHost)).max(100),
    missions: z.array(mission).max(1000).exactOptional(),
    handovers: z
      .partialRecord(z.enum(handovers), z.array(z.enum(roles)).max(roles.length))
      .exactOptional(),
    lock: z.enum(locks),
    password: z.string().min(1).max(1000).exactOptional(),
    seal: seal.exactOptional(),
  })
  .refine(({ grants }) => new Set(grants.map(keyOf)).size === grants.length)
  .refine(({ missions = [] }) => new Set(missions.map(({ id }) => id)).size === missions.length)
  .refine(({ lock, seal: given }) => given === undefined || lock === "sealed");

/** The hub is on this machine or network: a public name here would be a hole in every mode. */
export function isOwnHost(host: string): boolean {
  return normalHost(host) === host && isLocalHost(host);
}

function keyOf({ service, subject }: z.infer<typeof grant>): string {
  return JSON.stringify([service, subject.kind, subject.id]);
}
