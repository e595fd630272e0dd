import { canonicalBytes, isProblem, textOf } from "@homepoint/base";
import type { Clock } from "../clock.ts";
import type { VaultHome } from "../home/vault-home.ts";
import type { Primitives } from "../primitives/primitives.ts";
import { writeKeyFile } from "./identity-file.ts";
import { fromRecoveryWords, toRecoveryWords } from "./recovery-words.ts";
import { identityFor, writeIdentity, type Secrets } from "./secrets.ts";

export type AccessParts = {
  readonly home: VaultHome;
  readonly primitives: Primitives;
  readonly clock: Clock;
  /** scrypt's; for tests. */
  readonly workFactor?: number | undefined;
};

const confirmationFile = "recovery.json";
const version = 1;

/** The ways into an unlocked vault: passphrase, recovery words, key file. */
export class Access {
  readonly #parts: AccessParts;
  readonly #secrets: () => Secrets;

  /** @param secrets throws vault/locked once the vault is */
  constructor(parts: AccessParts, secrets: () => Secrets) {
    this.#parts = parts;
    this.#secrets = secrets;
  }

  /** For the owner's sign-in. @throws vault/missing-identity, vault/damaged-identity */
  async checkPassphrase(passphrase: string): Promise<boolean> {
    const { home, primitives } = this.#parts;
    try {
      const found = await identityFor(home, { passphrase }, primitives);
      return this.#isOurs(found.secretText());
    } catch (error) {
      if (isProblem(error, "vault/wrong-passphrase")) return false;
      throw error;
    }
  }

  /** The old passphrase opens nothing once this resolves. @throws vault/weak-passphrase */
  async changePassphrase(passphrase: string): Promise<void> {
    await writeIdentity(this.#secrets().identity, { ...this.#parts, passphrase });
  }

  /** 24 words that open everything, for paper. The same each time. */
  recoveryWords(): string {
    return toRecoveryWords(this.#secrets().identity);
  }

  /** @throws vault/recovery-word-count, vault/unknown-recovery-word, vault/mistaken-recovery-words */
  checkRecoveryWords(words: string): boolean {
    return this.#isOurs(fromRecoveryWords(words, this.#parts.primitives).secretText());
  }

  /** Notes that the owner wrote the words down, if these are they. @throws as checkRecoveryWords */
  async confirmRecoveryWords(words: string): Promise<boolean> {
    if (!this.checkRecoveryWords(words)) return false;
    const confirmedAt = this.#parts.clock().toISOString();
    const bytes = canonicalBytes({ version, confirmedAt });
    await this.#parts.home.files.replace(confirmationFile, bytes);
    return true;
  }

  /** When the words were confirmed, ISO 8601. Undefined: remind the owner. */
  async recoveryConfirmedAt(): Promise<string | undefined> {
    const bytes = await this.#parts.home.files.read(confirmationFile);
    return bytes && readConfirmation(textOf(bytes));
  }

  /** An age identity file, for unattended starts. Who has it opens everything. */
  keyFile(): Uint8Array {
    return writeKeyFile(this.#secrets().identity);
  }

  #isOurs(secretText: string): boolean {
    return this.#secrets().identity.secretText() === secretText;
  }
}

/** A damaged note is no note: the owner is reminded once more. */
function readConfirmation(text: string): string | undefined {
  try {
    const { confirmedAt } = JSON.parse(text) as { readonly confirmedAt?: unknown }; // or it throws
    return typeof confirmedAt === "string" ? confirmedAt : undefined;
  } catch {
    return undefined;
  }
}
