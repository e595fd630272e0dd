import { z } from "zod";
import { ownerOnly, nothing } from "../access.ts";
import { route, type Route } from "../route.ts";
import { passphrase, recoveryWords, statusShape } from "../shapes.ts";

/** Set-up, unlocking, signing in; the keys of the vault. */
export const keyRoutes = {
  status: route({
    method: "GET",
    path: "/api/status",
    summary: "In which state the hub is, and who you are to it",
    access: "anyone",
    works: "always",
    kind: "json",
    answer: statusShape,
  }),
  setUp: route({
    method: "POST",
    path: "/api/set-up",
    summary: "Make the vault: answers the recovery words, once, and signs the owner in",
    access: "anyone",
    works: "before-set-up",
    kind: "json",
    body: z.object({
      passphrase,
      ownerName: z.string().trim().min(1).max(200).default("Owner"),
    }),
    answer: z.object({ recoveryWords }),
    problems: ["vault/weak-passphrase", "api/set-up-already", "api/not-encrypted"],
  }),
  unlock: route({
    method: "POST",
    path: "/api/unlock",
    summary: "Open the vault with the passphrase; signs the owner in",
    access: "anyone",
    works: "always",
    kind: "json",
    body: z.object({ passphrase }),
    answer: nothing,
    problems: ["api/wrong-passphrase", "api/too-many-tries", "api/not-encrypted"],
  }),
  recover: route({
    method: "POST",
    path: "/api/recover",
    summary: "Open the vault with the recovery words and choose a new passphrase",
    access: "anyone",
    works: "always",
    kind: "json",
    body: z.object({ recoveryWords, newPassphrase: passphrase }),
    answer: nothing,
    problems: ["hub/wrong-recovery-words", "vault/weak-passphrase", "api/too-many-tries"],
  }),
  lock: route({
    method: "POST",
    path: "/api/lock",
    summary: "Forget the keys; what devices bring is still sealed, and read when unlocked",
    access: ownerOnly,
    works: "when-open",
    kind: "json",
    answer: nothing,
  }),
  signOut: route({
    method: "POST",
    path: "/api/sign-out",
    summary: "End this session",
    access: "anyone",
    works: "always",
    kind: "json",
    answer: nothing,
  }),
  confirmRecovery: route({
    method: "POST",
    path: "/api/recovery/confirm",
    summary: "Show that the recovery words were written down",
    access: ownerOnly,
    works: "when-open",
    kind: "json",
    body: z.object({
      words: z
        .array(z.object({ position: z.number().int().min(1).max(24), word: z.string().max(20) }))
        .min(3)
        .max(24),
    }),
    answer: nothing,
    problems: ["hub/wrong-recovery-words"],
  }),
  showRecovery: route({
    method: "POST",
    path: "/api/recovery/show",
    summary: "The recovery words again; this goes on record",
    access: ownerOnly,
    works: "when-open",
    kind: "json",
    body: z.object({ passphrase }),
    answer: z.object({ recoveryWords }),
    problems: ["api/wrong-passphrase", "api/too-many-tries"],
  }),
  changePassphrase: route({
    method: "POST",
    path: "/api/passphrase",
    summary: "Change the passphrase",
    access: ownerOnly,
    works: "when-open",
    kind: "json",
    body: z.object({ passphrase, newPassphrase: passphrase }),
    answer: nothing,
    problems: ["api/wrong-passphrase", "vault/weak-passphrase", "api/too-many-tries"],
  }),
  makeKeyFile: route({
    method: "POST",
    path: "/api/key-file",
    summary: "An age identity file that opens the vault without anyone typing; goes on record",
    access: ownerOnly,
    works: "when-open",
    kind: "json",
    body: z.object({
      passphrase,
      /** Whether it will lie on the vault's own disk, where it protects from no thief. */
      sameDisk: z.boolean().default(true),
    }),
    answer: z.object({ keyFile: z.string() }),
    problems: ["api/wrong-passphrase", "api/too-many-tries"],
  }),
  checkVault: route({
    method: "POST",
    path: "/api/check",
    summary: "Open every sealed object whole, and say which ones do not",
    access: ownerOnly,
    works: "when-open",
    kind: "stream",
    answer: z.object({
      done: z.number().int(),
      of: z.number().int(),
      findings: z.array(z.object({ name: z.string(), code: z.string() })),
    }),
  }),
} as const satisfies Readonly<Record<string, Route>>;
