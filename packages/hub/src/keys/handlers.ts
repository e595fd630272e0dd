import type { UnlockKey } from "@homepoint/vault";
import { hubProblem } from "../problems.ts";
import type { Handlers } from "../server/handlers.ts";
import type { Installation } from "./installation.ts";
import { checkPassphrase, guess, nameOf, signIn, wordsOf, type SignInParts } from "./sign-in.ts";
import type { Warning } from "./warnings.ts";

export type KeyParts = SignInParts & {
  readonly version: string;
  readonly warnings: () => readonly Warning[];
};

type KeyRoute = "status" | "setUp" | "unlock" | "recover" | "lock" | "signOut";

export function keyHandlers(parts: KeyParts): Handlers<KeyRoute> {
  const { installation, version, warnings } = parts;
  return {
    async status({ caller }) {
      const { state } = installation;
      const isOwner = caller?.role === "owner" && state === "open";
      const confirmedAt =
        isOwner && (await installation.unlocked.vault.access.recoveryConfirmedAt());
      return {
        version,
        state,
        signedIn: caller && state === "open" ? { name: caller.name, role: caller.role } : null,
        recoveryConfirmed: isOwner ? confirmedAt !== undefined : null,
        waitingInInbox: state === "locked" ? await waitingInInbox(installation) : 0,
        warnings: state === "open" && !isOwner ? [] : [...warnings()],
      };
    },

    async setUp({ input, session }) {
      const unlocked = await installation.setUp(input.passphrase, input.ownerName);
      await signIn(unlocked, session);
      return { recoveryWords: wordsOf(unlocked) };
    },

    async unlock({ input, ...stranger }) {
      await guess(parts, stranger, () => openWith(installation, { passphrase: input.passphrase }));
      await signIn(installation.unlocked, stranger.session);
      return {};
    },

    async recover({ input, ...stranger }) {
      const recoveryWords = input.recoveryWords.join(" ");
      await guess(parts, stranger, async () => {
        await openWith(installation, { recoveryWords });
        if (!installation.unlocked.vault.access.checkRecoveryWords(recoveryWords))
          throw hubProblem("wrong-recovery-words");
      });
      const { vault, evidence, people, sessions } = installation.unlocked;
      await vault.access.changePassphrase(input.newPassphrase);
      await evidence.append({ kind: "passphrase-changed", by: people.owner?.name ?? "owner" });
      await sessions.endAll();
      await signIn(installation.unlocked, stranger.session);
      return {};
    },

    async lock({ caller, session }) {
      await installation.lock(nameOf(caller), "asked");
      session.clear();
      return {};
    },

    async signOut({ caller, session }) {
      if (session.token !== undefined && installation.state === "open") {
        await installation.unlocked.sessions.end(session.token);
        if (caller)
          await installation.unlocked.evidence.append({
            kind: "signed-out",
            by: caller.name,
            person: caller.name,
          });
      }
      session.clear();
      return {};
    },
  };
}

async function waitingInInbox(installation: Installation): Promise<number> {
  return (await installation.findPresent()?.inbox.waiting()) ?? 0;
}

/** Signing in while the vault is open, unlocking it where it is not: the passphrase does both. */
async function openWith(installation: Installation, key: UnlockKey): Promise<void> {
  if (installation.state === "open" && "passphrase" in key)
    return checkPassphrase(installation.unlocked, key.passphrase);
  await installation.unlock(key, "passphrase" in key ? "passphrase" : "recovery-words");
}
