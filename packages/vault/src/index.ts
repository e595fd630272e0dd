export { openWhole, openWithIdentity, sealToRecipients, sealWhole } from "./age/age-file.ts";
export type { OpenParts, SealParts } from "./age/age-file.ts";
export {
  largestWorkFactor,
  PassphraseIdentity,
  PassphraseRecipient,
  usualWorkFactor,
  type PassphraseParts,
} from "./age/passphrase.ts";
export { chunkSize } from "./age/payload.ts";
export type { Identity, Recipient } from "./age/recipient.ts";
export { X25519Identity, X25519Recipient } from "./age/x25519.ts";
export type { Clock } from "./clock.ts";
export { MemoryFiles } from "./home/memory-files.ts";
export type { SmallFiles } from "./home/small-files.ts";
export { memoryHome, type VaultHome } from "./home/vault-home.ts";
export type { Access } from "./identity/access.ts";
export { judgePassphrase, type Strength } from "./identity/passphrase-strength.ts";
export { readRecipients, type Recipients } from "./identity/recipients.ts";
export { hasVault, type UnlockKey } from "./identity/secrets.ts";
export type { Filed, Filing } from "./inbox/file-inbox.ts";
export { Inbox, type InboxParts, type Received } from "./inbox/inbox.ts";
export type { BackupFile, BackupObject, HeldObject } from "./objects/backup.ts";
export type { Listed } from "./objects/list.ts";
export type { Sealed } from "./objects/seal.ts";
export type { Shredded } from "./objects/shred.ts";
export { sweep, type Swept } from "./objects/sweep.ts";
export type { Finding, VaultVerification, VerifyProgress } from "./objects/verify.ts";
export { noblePrimitives } from "./primitives/noble.ts";
export {
  tagLength,
  type Chunk,
  type Derivation,
  type Primitives,
  type RunningSha256,
  type Stretching,
  type X25519Key,
} from "./primitives/primitives.ts";
export type { About, Label } from "./ring/about.ts";
export type { ObjectId } from "./ring/entry-name.ts";
export { RowSealer, type RowPlace } from "./rows/row-sealer.ts";
export { Vault, type Bytes, type UnlockParts, type VaultParts } from "./vault.ts";
export type { PolicyFloor } from "./identity/vault-keys.ts";
