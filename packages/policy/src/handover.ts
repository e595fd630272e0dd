import type { Role } from "./subject.ts";

/**
 * Ways in which something is let go: `export` (standard formats onto the owner's own disk),
 * `download` (through the browser or a token), `release` (sealed to one receiver), `key-request`
 * (the requests for log keys, carried by hand), `removable-media` (backups and key files: sealed,
 * or a secret, and made to be carried away).
 */
export const handovers = [
  "export",
  "download",
  "release",
  "key-request",
  "removable-media",
] as const;
export type Handover = (typeof handovers)[number];

/** Roles that may let go at most. A policy can narrow this, never widen it. */
export const handoverRoles: Readonly<Record<Handover, readonly Role[]>> = {
  export: ["owner", "manager"],
  download: ["owner", "manager", "pilot"],
  release: ["owner", "manager"],
  "key-request": ["owner", "manager"],
  "removable-media": ["owner", "manager"],
};

/** For each handover, the roles a policy leaves it to. */
export type HandoverRules = Readonly<Partial<Record<Handover, readonly Role[]>>>;
