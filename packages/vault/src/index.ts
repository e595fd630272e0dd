export { openWhole, openWithIdentity, sealToRecipients, sealWhole } from "./age/age-file.ts";
export type { OpenParts, SealParts } from "./age/age-file.ts";
export { PassphraseIdentity, PassphraseRecipient } from "./age/passphrase.ts";
export type { PassphraseParts } from "./age/passphrase.ts";
export type { Identity, Recipient } from "./age/recipient.ts";
export { X25519Identity, X25519Recipient } from "./age/x25519.ts";
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
