import type { ByteRange } from "@homepoint/base";
import { openWhole } from "./age/age-file.ts";
import { oneBlock } from "./age/chunks.ts";
import type { X25519Identity } from "./age/x25519.ts";
import type { Clock } from "./clock.ts";
import type { VaultHome } from "./home/vault-home.ts";
import { Access } from "./identity/access.ts";
import { writeRecipients, type Recipients } from "./identity/recipients.ts";
import {
  checkRecipients,
  createSecrets,
  forgetSecrets,
  openSecrets,
  raiseFloor,
  recipientsOf,
  type Secrets,
  type UnlockKey,
} from "./identity/secrets.ts";
import type { PolicyFloor } from "./identity/vault-keys.ts";
import { fileInbox, type Filing } from "./inbox/file-inbox.ts";
import { dropDerived, sealDerived, type Derived } from "./objects/derived.ts";
import { findWhole, getEntry } from "./objects/find-entry.ts";
import {
  backupFiles,
  backupInbox,
  backupObjects,
  type BackupFile,
  type BackupObject,
} from "./objects/backup.ts";
import { entryNames, listObjects, type Listed } from "./objects/list.ts";
import { openObject } from "./objects/open.ts";
import type { ObjectParts } from "./objects/parts.ts";
import { resealObject } from "./objects/reseal.ts";
import { sealObject, type Sealed } from "./objects/seal.ts";
import { shredObject, type Shredded } from "./objects/shred.ts";
import { sweep, type Swept } from "./objects/sweep.ts";
import { verifyAll, type VaultVerification, type VerifyProgress } from "./objects/verify.ts";
import { problem } from "./problems.ts";
import type { Primitives } from "./primitives/primitives.ts";
import type { About, Label } from "./ring/about.ts";
import type { EntryName, ObjectId } from "./ring/entry-name.ts";
import { RowSealer } from "./rows/row-sealer.ts";

export type VaultParts = {
  readonly home: VaultHome;
  readonly primitives: Primitives;
  readonly clock: Clock;
  /** scrypt's, for `identity.age`; for tests. */
  readonly workFactor?: number | undefined;
};

export type UnlockParts = VaultParts & {
  readonly key: UnlockKey;
  /** `restore` writes `recipients.json` again where it was changed; else unlocking is refused. */
  readonly recipients?: "check" | "restore";
};

export type Bytes = Uint8Array | AsyncIterable<Uint8Array>;

/** An unlocked vault. What it gives and takes is plain; what it keeps is sealed. */
export class Vault {
  readonly access: Access;
  /** Seals bodies of rows for databases. */
  readonly rows: RowSealer;
  readonly recipients: Recipients;
  #secrets: Secrets;
  readonly #parts: ObjectParts;
  readonly #running = new Set<Promise<unknown>>();
  #isLocked = false;

  private constructor(parts: VaultParts, secrets: Secrets) {
    const { home, primitives, clock } = parts;
    const { identity, keys } = secrets;
    const { idKey, ringKey, databaseKey } = keys;
    this.#secrets = secrets;
    this.#parts = { home, primitives, clock, identity, idKey, ringKey };
    this.recipients = recipientsOf(secrets);
    this.rows = new RowSealer(databaseKey, primitives);
    this.access = new Access(parts, () => this.#unlocked());
  }

  /** @throws vault/exists, vault/weak-passphrase */
  static async create(parts: VaultParts & { readonly passphrase: string }): Promise<Vault> {
    return new Vault(parts, await createSecrets(parts));
  }

  /**
   * @throws vault/no-vault, vault/wrong-passphrase, vault/wrong-key, vault/recipients-changed, and
   * for what is missing or damaged: vault/missing-…, vault/damaged-…, vault/…-recovery-word…
   */
  static async unlock({ key, recipients = "check", ...parts }: UnlockParts): Promise<Vault> {
    const { home, primitives } = parts;
    const secrets = await openSecrets(home, key, primitives);
    try {
      if (recipients === "restore") await writeRecipients(home.files, recipientsOf(secrets));
      else await checkRecipients(home, secrets);
      return new Vault(parts, secrets);
    } catch (error) {
      forgetSecrets(secrets);
      throw error;
    }
  }

  get installationId(): string {
    return this.recipients.installationId;
  }

  /** 32 bytes, borrowed: `lock` overwrites them. @throws vault/locked */
  get databaseKey(): Uint8Array {
    return this.#unlocked().keys.databaseKey;
  }

  /** The sealed policy that was in force last, if one ever was. @throws vault/locked */
  get policyFloor(): PolicyFloor | undefined {
    return this.#unlocked().keys.policyFloor;
  }

  /** Durable in `keys.age` once it resolves. Lower than it was it never gets. @throws vault/locked */
  async raisePolicyFloor(floor: PolicyFloor): Promise<void> {
    const secrets = this.#unlocked();
    const before = secrets.keys.policyFloor;
    if (before && before.counter >= floor.counter) return;
    this.#secrets = await raiseFloor(secrets, floor, this.#parts);
  }

  /** Opens what was sealed to `recipients.evidence`. @throws vault/locked */
  get evidenceIdentity(): X25519Identity {
    return this.#unlocked().keys.evidence;
  }

  /**
   * Takes content in. Once this resolves it survives a power cut; where it rejects, nothing was
   * taken in, or all of it. Holds a few chunks in memory.
   *
   * @throws vault/about-too-long
   */
  seal(bytes: Bytes, label: Label): Promise<Sealed> {
    return this.#run((parts) => sealObject(parts, this.#guard(asBlocks(bytes)), label));
  }

  /**
   * Without a range, the end of the stream says that the content is whole and the object's own;
   * until then it may still turn out damaged. A range is authenticated by itself.
   *
   * @throws vault/unknown-object, vault/missing-payload, vault/damaged-object, vault/forged-entry,
   * vault/damaged-entry, vault/bad-range
   */
  open(id: ObjectId, range?: ByteRange): AsyncIterable<Uint8Array> {
    return this.#open({ id }, range);
  }

  /** @throws vault/unknown-object, vault/forged-entry, vault/damaged-entry */
  async about(id: ObjectId): Promise<About> {
    return await this.#run(async (parts) => (await getEntry(parts, { id })).about);
  }

  /** Every object, in no order. Opens the About of each, some 0.1 ms: keep what you need of it. */
  list(): AsyncIterable<Listed> {
    this.#unlocked();
    return this.#guard(listObjects(this.#parts));
  }

  /** Of every object, in no order. Opens nothing. */
  async *ids(): AsyncIterable<ObjectId> {
    this.#unlocked();
    for await (const { id, kind } of this.#guard(entryNames(this.#parts)))
      if (kind === undefined) yield id;
  }

  /** The files that make a folder this vault, for a backup. All are sealed or public. */
  backupFiles(): Promise<BackupFile[]> {
    return this.#run(({ home }) => backupFiles(home));
  }

  /** What waits in the inbox, for a backup. To be asked for before the objects. */
  backupInbox(): Promise<BackupObject[]> {
    return this.#run(({ home }) => backupInbox(home));
  }

  /** Every object as it is kept, for a backup. */
  backupObjects(): AsyncIterable<BackupObject> {
    this.#unlocked();
    return this.#guard(backupObjects(this.#parts));
  }

  /** Keeps what was made of an object, in place of what was made before. @throws vault/unknown-object */
  sealDerived({
    bytes,
    ...name
  }: Omit<Derived, "bytes"> & { readonly bytes: Bytes }): Promise<void> {
    const blocks = this.#guard(asBlocks(bytes));
    return this.#run((parts) => sealDerived(parts, { ...name, bytes: blocks }));
  }

  /** @throws vault/unknown-derived, and as open */
  openDerived(kind: string, id: ObjectId, range?: ByteRange): AsyncIterable<Uint8Array> {
    return this.#open({ id, kind }, range);
  }

  /** Whether it is there and looks whole; it is not opened. */
  async hasDerived(kind: string, id: ObjectId): Promise<boolean> {
    return await this.#run(async (parts) => (await findWhole(parts, { id, kind })) !== undefined);
  }

  /** Of one kind, or all that can be made again. Says how many. */
  dropDerived(kind?: string): Promise<number> {
    return this.#run((parts) => dropDerived(parts, kind));
  }

  /** For good, with all that was derived from it. Calling it again finishes what a crash cut short. */
  shred(id: ObjectId): Promise<Shredded> {
    return this.#run((parts) => shredObject(parts, id));
  }

  /**
   * Opens a small age file that someone sealed to `recipients.vault`.
   *
   * @throws as openWithIdentity
   */
  openSealed(bytes: Uint8Array): Promise<Uint8Array> {
    return this.#run(({ identity, primitives }) => openWhole({ bytes, identity, primitives }));
  }

  /** A new key for an object and all that was derived from it. @throws as open */
  reseal(id: ObjectId): Promise<void> {
    return this.#run((parts) => resealObject(parts, id));
  }

  /** Files what came in while the vault was locked. */
  fileInbox(): Promise<Filing> {
    return this.#run((parts) => fileInbox(parts));
  }

  /** Removes what crashes left. To be called at start; others may seal meanwhile. */
  sweep(): Promise<Swept> {
    return this.#run(({ home }) => sweep(home));
  }

  /** Opens everything whole and says what does not open. */
  verifyAll(progress?: (now: VerifyProgress) => void): Promise<VaultVerification> {
    const open = (name: EntryName) => this.#open(name);
    return this.#run((parts) => verifyAll(parts, open, progress));
  }

  /**
   * Refuses everything from now on, breaks off what runs, and overwrites the keys once what writes
   * has ended. Copies that the runtime made are out of reach.
   */
  async lock(): Promise<void> {
    this.#isLocked = true;
    await Promise.allSettled(this.#running);
    forgetSecrets(this.#secrets);
    this.rows.forget();
  }

  #unlocked(): Secrets {
    if (this.#isLocked) throw problem("locked");
    return this.#secrets;
  }

  async #run<Result>(work: (parts: ObjectParts) => Promise<Result>): Promise<Result> {
    this.#unlocked();
    const running = work(this.#parts);
    this.#running.add(running);
    try {
      return await running;
    } finally {
      this.#running.delete(running);
    }
  }

  #open(name: EntryName, range?: ByteRange): AsyncIterable<Uint8Array> {
    this.#unlocked();
    return this.#guard(openObject(this.#parts, name, range));
  }

  /** A stream ends with vault/locked when the vault is locked, whatever else went wrong by then. */
  async *#guard<Value>(values: AsyncIterable<Value>): AsyncIterable<Value> {
    try {
      for await (const value of values) {
        this.#unlocked();
        yield value;
      }
    } finally {
      this.#unlocked();
    }
  }
}

function asBlocks(bytes: Bytes): AsyncIterable<Uint8Array> {
  return bytes instanceof Uint8Array ? oneBlock(bytes) : bytes;
}
