import { apiProblem } from "@homepoint/api";
import { bootOf, upMs as machineUpMs, type Lock } from "@homepoint/base/node";
import { isProblem } from "@homepoint/base";
import type { NewFact, Witness } from "@homepoint/evidence";
import { EvidenceLog } from "@homepoint/evidence/node";
import { hasVault, Inbox, Vault, type UnlockKey, type VaultHome } from "@homepoint/vault";
import { nodePrimitives, openFolderHome } from "@homepoint/vault/node";
import type { Manifest } from "../backups/backup-file.ts";
import { endRestore, finishRestore, restoreBackup } from "../backups/restore.ts";
import type { Changes } from "../changes.ts";
import type { Containment } from "../containment/self.ts";
import type { Diagnostics } from "../diagnostics.ts";
import type { HubFolder } from "../folder.ts";
import { Heartbeat } from "../evidence/heartbeat.ts";
import { Outsiders } from "../evidence/outsiders.ts";
import { once, openOwnWitness } from "../evidence/own-witness.ts";
import { WitnessList } from "../evidence/witness-list.ts";
import { catchUp } from "../logs/catch-up.ts";
import { Room } from "../logs/room.ts";
import { finishShreddings } from "../logs/shred.ts";
import { lockFolder } from "./folder-lock.ts";
import { hereOf } from "../mode/here.ts";
import { judgePolicy } from "../mode/last-policy.ts";
import { PolicyKeeper } from "../mode/policy-keeper.ts";
import { RunningTime } from "../mode/running-time.ts";
import { readLockedTokens, writeLockedTokens } from "../people/locked-tokens.ts";
import type { LockedToken } from "../people/tokens.ts";
import type { HubState } from "../server/access.ts";
import { closeUnlocked, openUnlocked, type Unlocked } from "../unlocked.ts";

export type InstallationParts = {
  readonly folder: HubFolder;
  readonly version: string;
  /** What stands between this process and a network. */
  readonly containment: Containment;
  readonly changes: Changes;
  readonly diagnostics: Diagnostics;
  readonly clock: () => Date;
  readonly readers: number;
  readonly spareBytes: number;
  readonly gnss?: string | undefined;
  readonly upMs?: (() => number) | undefined;
  /** scrypt's, for tests. */
  readonly workFactor?: number | undefined;
};

/** What a hub has of an installation that exists, locked or not. */
export type Present = {
  readonly evidence: EvidenceLog;
  readonly policy: PolicyKeeper;
  readonly inbox: Inbox;
  /** For the inbox: while locked there are no caches that could be dropped. */
  readonly room: Room;
  readonly heartbeat: Heartbeat;
  /** What others say of this log. */
  readonly outsiders: Outsiders;
  /** This hub as a witness of other logs. @throws evidence/damaged-witness */
  readonly witness: () => Promise<Witness>;
};

type How = Extract<NewFact, { kind: "unlocked" }>["how"];
type Why = Extract<NewFact, { kind: "locked" }>["why"];

/** Nobody in particular: the hub itself. */
const hubName = "hub";

/** Holds the folder, and stands between its three states: new, locked, open. */
export class Installation {
  readonly #parts: InstallationParts;
  readonly #lock: Lock;
  readonly #home: VaultHome;
  readonly #runningTime: RunningTime;
  #present: Present | undefined;
  /** There is a vault, and nobody to seal to before it is unlocked: recipients.json is gone. */
  #lacksRecipients = false;
  #unlocked: Unlocked | undefined;
  #lockedTokens: readonly LockedToken[] = [];
  #catchingUp: Promise<void> = Promise.resolve();
  #stopCatchingUp = new AbortController();
  /** One change of state at a time. */
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(
    parts: InstallationParts,
    held: { readonly lock: Lock; readonly home: VaultHome; readonly runningTime: RunningTime },
  ) {
    this.#parts = parts;
    this.#lock = held.lock;
    this.#home = held.home;
    this.#runningTime = held.runningTime;
  }

  /** @throws lock/taken */
  static async open(parts: InstallationParts): Promise<Installation> {
    const lock = await lockFolder(parts.folder.lock);
    try {
      const restored = await finishRestore(parts.folder.path);
      const home = await openFolderHome(parts.folder.path);
      const { clock, upMs = machineUpMs } = parts;
      const clocks = { clock, upMs, boot: await bootOf() };
      const runningTime = await RunningTime.open(parts.folder.runningTime, clocks);
      const installation = new Installation(parts, { lock, home, runningTime });
      if (restored) await installation.#adopt(restored);
      else if (await hasVault(home))
        await installation.#openPresent().catch(installation.#doWithout);
      return installation;
    } catch (error) {
      await lock.release();
      throw error;
    }
  }

  /** As it was found at the start. */
  get containment(): Containment {
    return this.#parts.containment;
  }

  get state(): HubState {
    if (this.#unlocked) return "open";
    return this.#present || this.#lacksRecipients ? "locked" : "new";
  }

  /** @throws api/locked, api/not-set-up */
  get unlocked(): Unlocked {
    if (this.#unlocked) return this.#unlocked;
    throw this.state === "new" ? apiProblem("not-set-up") : apiProblem("locked");
  }

  /** @throws api/not-set-up, api/locked */
  get present(): Present {
    if (this.#present) return this.#present;
    throw this.state === "new" ? apiProblem("not-set-up") : apiProblem("locked");
  }

  /** Undefined as well where recipients.json is gone and the vault was not unlocked since. */
  findPresent(): Present | undefined {
    return this.#present;
  }

  /** Tokens that may take in while the keys are away. */
  get lockedTokens(): readonly LockedToken[] {
    return this.#lockedTokens;
  }

  /** Makes vault, policy and evidence, and opens them. @throws vault/weak-passphrase */
  setUp(passphrase: string, ownerName: string): Promise<Unlocked> {
    return this.#inTurn(async () => {
      if (this.state !== "new") throw apiProblem("set-up-already");
      const vault = await Vault.create({ ...this.#vaultParts(), passphrase });
      await PolicyKeeper.create(this.#policyParts(), vault.installationId);
      await this.#openPresent();
      return this.#openWith(vault, "passphrase", ownerName);
    });
  }

  /** @throws vault/wrong-passphrase, vault/wrong-key, and what else keeps a vault shut */
  unlock(key: UnlockKey, how: How): Promise<Unlocked> {
    return this.#inTurn(async () => {
      if (this.#unlocked) return this.#unlocked;
      if (this.state === "new") throw apiProblem("not-set-up");
      const recipients = this.#lacksRecipients ? "restore" : "check";
      const vault = await Vault.unlock({ ...this.#vaultParts(), key, recipients });
      if (this.#lacksRecipients) await this.#openWithRecipients(vault);
      return this.#openWith(vault, how, "Owner");
    });
  }

  /** Forgets the keys. What runs is broken off; what was acknowledged stays. */
  lock(by: string, why: Why): Promise<void> {
    return this.#inTurn(() => this.#lockNow(by, why));
  }

  /** Fills an empty hub from a backup; it is locked then, under the backup's own passphrase. */
  restore(file: AsyncIterable<Uint8Array>): Promise<Manifest> {
    return this.#inTurn(async () => {
      if (this.state !== "new") throw apiProblem("set-up-already");
      const manifest = await restoreBackup(this.#parts.folder.path, file);
      await this.#adopt(manifest);
      return manifest;
    });
  }

  /** Resolves once what a crash or a lock left undone is made good. */
  caughtUp(): Promise<void> {
    return this.#catchingUp;
  }

  /** To be called when tokens changed, so that a locked hub knows them too. */
  async keepLockedTokens(): Promise<void> {
    this.#lockedTokens = this.unlocked.tokens.forLockedInbox();
    await writeLockedTokens(this.#parts.folder.lockedTokens, this.#lockedTokens);
  }

  async close(why: "asked" | "signal" | "failed"): Promise<void> {
    await this.#inTurn(async () => {
      await this.#lockNow(hubName, "stopped");
      // The last counters before the silence, so that what passes in it can be told.
      await this.#present?.heartbeat.stop().catch(this.#tell);
      await this.#present?.evidence.append({ kind: "stopped", by: hubName, why }).catch(this.#tell);
      try {
        await this.#present?.evidence.close();
        await this.#runningTime.close();
      } finally {
        await this.#lock.release();
      }
    });
  }

  /** A folder that was filled from a backup becomes an installation. */
  async #adopt({ id, objects }: Manifest): Promise<void> {
    await this.#openPresent("as-new-generation");
    const { evidence } = this.present;
    await evidence.append({ kind: "restored", by: hubName, backup: id, objects });
    await endRestore(this.#parts.folder.path);
  }

  async #openPresent(goOn: "where-it-ended" | "as-new-generation" = "where-it-ended") {
    const { folder, clock, version } = this.#parts;
    const inbox = await Inbox.open({ home: this.#home, primitives: nodePrimitives, clock });
    const policy = await PolicyKeeper.open(this.#policyParts());
    const evidence = await EvidenceLog.open({
      folder: folder.evidence,
      signingKey: folder.signingKey,
      recipient: inbox.recipients.evidence,
      by: hubName,
      now: () => clock().getTime(),
      goOn,
      onTrouble: this.#tell,
    });
    evidence.subscribe(() => this.#parts.changes.note("evidence"));
    policy.heed(evidence);
    const lastSign = evidence.opened.because === "first" ? undefined : evidence.latestFactAt;
    await evidence.append({ kind: "started", by: hubName, version });
    const { watch } = this.#runningTime;
    const jump = watch.take();
    if (jump) await evidence.append({ kind: "clock", by: hubName, source: "system", ...jump });
    await evidence.append({ kind: "containment", by: hubName, level: this.containment });
    if (policy.found !== "read")
      await evidence.append({ kind: "policy-found", by: hubName, found: policy.found });
    this.#lockedTokens = await readLockedTokens(folder.lockedTokens);
    const heartbeat = await Heartbeat.start(
      {
        evidence,
        by: hubName,
        runningSeconds: () => this.#runningTime.seconds,
        onTrouble: this.#tell,
      },
      { lastSign, now: clock(), countedMs: watch.countedMs },
    );
    const { spareBytes } = this.#parts;
    const room = new Room({ folder: folder.path, spareBytes, dropCaches: async () => undefined });
    const witnesses = await WitnessList.open(folder.evidence);
    const outsiders = new Outsiders({ evidence, witnesses, clock });
    const witness = once(() => openOwnWitness(folder.witness, clock));
    this.#present = { evidence, policy, inbox, room, heartbeat, outsiders, witness };
  }

  /** Only a damaged file is as good as none: a changed one is for its owner to look at. */
  readonly #doWithout = (error: unknown): void => {
    if (!isProblem(error, "vault/no-vault") && !isProblem(error, "vault/damaged-recipients"))
      throw error;
    this.#lacksRecipients = true;
    this.#tell(error);
  };

  /** Unlocking wrote the recipients again: what could not be sealed before begins. */
  async #openWithRecipients(vault: Vault): Promise<void> {
    try {
      await this.#openPresent();
      this.#lacksRecipients = false;
      const change = {
        setting: "recipients",
        change: "replaced",
        name: "recipients.json",
      } as const;
      await this.present.evidence.append({ kind: "setting-changed", by: hubName, ...change });
    } catch (error) {
      await vault.lock();
      throw error;
    }
  }

  async #openWith(vault: Vault, how: How, ownerName: string): Promise<Unlocked> {
    const { evidence, policy } = this.present;
    let unlocked: Unlocked | undefined;
    try {
      unlocked = await openUnlocked({ ...this.#parts, vault, evidence, policy });
      await evidence.append({ kind: "unlocked", by: hubName, how });
      await judgePolicy({ policy, rows: unlocked.tables.state.policies, evidence, vault });
      if (!unlocked.people.owner) await this.#addOwner(unlocked, ownerName);
      // Before anyone can bring again what is to go.
      await finishShreddings(unlocked, this.#tell);
    } catch (error) {
      await this.#forget(vault, unlocked);
      throw error;
    }
    this.#unlocked = unlocked;
    await this.keepLockedTokens().catch(this.#tell);
    this.#stopCatchingUp = new AbortController();
    this.#catchingUp = this.#catchUp(unlocked).catch(this.#tell);
    return unlocked;
  }

  async #addOwner({ people, evidence }: Unlocked, name: string): Promise<void> {
    const { id, role } = await people.add({ name, role: "owner" });
    await evidence.append({ kind: "person-added", by: hubName, person: id, name, role });
  }

  async #catchUp(unlocked: Unlocked): Promise<void> {
    await catchUp({ ...unlocked, signal: this.#stopCatchingUp.signal });
  }

  async #lockNow(by: string, why: Why): Promise<void> {
    const unlocked = this.#unlocked;
    if (!unlocked) return;
    this.#unlocked = undefined;
    this.#stopCatchingUp.abort();
    await this.#catchingUp;
    await this.#forget(unlocked.vault, unlocked);
    await unlocked.evidence.append({ kind: "locked", by, why }).catch(this.#tell);
  }

  /** Whatever does not close, the keys go. */
  async #forget(vault: Vault, unlocked: Unlocked | undefined): Promise<void> {
    if (unlocked) await closeUnlocked(unlocked).catch(this.#tell);
    await vault.lock();
  }

  #inTurn<Result>(change: () => Promise<Result>): Promise<Result> {
    const turn = this.#turn.then(change);
    this.#turn = turn.catch(() => undefined); // told to whoever asked for the change
    return turn;
  }

  #vaultParts() {
    const { clock, workFactor } = this.#parts;
    return { home: this.#home, primitives: nodePrimitives, clock, workFactor };
  }

  #policyParts() {
    const { folder, clock, version, workFactor } = this.#parts;
    const runningTime = this.#runningTime;
    return { path: folder.policy, clock, runningTime, here: hereOf(version), workFactor };
  }

  readonly #tell = (error: unknown): void => {
    this.#parts.diagnostics({ level: "error", what: "something in the background failed", error });
  };
}
