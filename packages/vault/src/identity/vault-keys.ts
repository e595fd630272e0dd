import {
  canonicalBytes,
  equalSecrets,
  fromBase64,
  isProblem,
  textOf,
  toBase64,
  toHex,
  utf8,
} from "@homepoint/base";
import { openWhole, sealWhole } from "../age/age-file.ts";
import { X25519Identity } from "../age/x25519.ts";
import { problem } from "../problems.ts";
import type { Primitives } from "../primitives/primitives.ts";

/** What `keys.age` holds. All random, 32 bytes each, none derived from another. */
export type VaultKeys = {
  /** Not secret; 32 hexadecimal digits. */
  readonly installationId: string;
  /** Makes ObjectIds. Permanent: with another, every object would have another id. */
  readonly idKey: Uint8Array;
  /** Makes ring entries ours. */
  readonly ringKey: Uint8Array;
  readonly databaseKey: Uint8Array;
  /** Opens what the evidence keeps sealed beside its leaves. */
  readonly evidence: X25519Identity;
  /** Undefined where no sealed policy was ever in force. */
  readonly policyFloor?: PolicyFloor;
};

/** The sealed policy that was in force last: no older one may be. */
export type PolicyFloor = {
  readonly counter: number;
  /** SHA-256 of its text, 64 hexadecimal digits. */
  readonly sha256: string;
};

const version = 1;
const keyLength = 32;
const noBytes = new Uint8Array();

export function createKeys(primitives: Primitives): VaultKeys {
  return {
    installationId: toHex(primitives.random(16)),
    idKey: primitives.random(keyLength),
    ringKey: primitives.random(keyLength),
    databaseKey: primitives.random(keyLength),
    evidence: X25519Identity.create(primitives),
  };
}

/** `keys.age`: docs/formats/ring.md §3. */
export function sealKeys(
  keys: VaultKeys,
  identity: X25519Identity,
  primitives: Primitives,
): Promise<Uint8Array> {
  const written = {
    version,
    installationId: keys.installationId,
    idKey: toBase64(keys.idKey),
    ringKey: toBase64(keys.ringKey),
    databaseKey: toBase64(keys.databaseKey),
    evidenceIdentity: keys.evidence.secretText(),
    ...(keys.policyFloor ? { policyFloor: floorText(keys.policyFloor) } : {}),
  };
  const mac = toBase64(macOf(written, identity, primitives));
  const bytes = canonicalBytes({ ...written, mac });
  return sealWhole({ bytes, recipients: [identity.recipient], primitives });
}

/** @throws vault/wrong-key, vault/damaged-keys */
export async function openKeys(
  bytes: Uint8Array,
  identity: X25519Identity,
  primitives: Primitives,
): Promise<VaultKeys> {
  try {
    const text = textOf(await openWhole({ bytes, identity, primitives }));
    return parseKeys(JSON.parse(text), identity, primitives);
  } catch (cause) {
    if (isProblem(cause, "vault/not-for-us")) throw problem("wrong-key", {}, { cause });
    throw problem("damaged-keys"); // no cause: it may quote the keys
  }
}

type Written = Readonly<Record<string, string | number>>;

/**
 * Anyone can seal to the vault's recipient; only who has the identity can make this. Without it,
 * whoever can write to the folder could give the vault keys of their own.
 */
function macOf(written: Written, identity: X25519Identity, primitives: Primitives): Uint8Array {
  const secret = identity.copySecret();
  const key = primitives.hkdfSha256({ secret, salt: noBytes, info: utf8("homepoint/keys") });
  secret.fill(0);
  return primitives.hmacSha256(key, canonicalBytes(written));
}

function parseKeys(value: unknown, identity: X25519Identity, primitives: Primitives): VaultKeys {
  const { mac, ...written } = value as Written; // every member is checked below
  if (!equalSecrets(keyOf(mac), macOf(written, identity, primitives)))
    throw problem("damaged-keys");
  const { installationId, evidenceIdentity } = written;
  const policyFloor = floorOf(written["policyFloor"]);
  if (written["version"] !== version || typeof installationId !== "string")
    throw problem("damaged-keys");
  return {
    installationId,
    idKey: keyOf(written["idKey"]),
    ringKey: keyOf(written["ringKey"]),
    databaseKey: keyOf(written["databaseKey"]),
    evidence: X25519Identity.parse(String(evidenceIdentity), primitives),
    ...(policyFloor ? { policyFloor } : {}),
  };
}

function floorText({ counter, sha256 }: PolicyFloor): string {
  return `${counter} ${sha256}`;
}

function floorOf(text: string | number | undefined): PolicyFloor | undefined {
  if (text === undefined) return undefined;
  const [, counter, sha256] = /^(\d{1,15}) ([0-9a-f]{64})$/.exec(String(text)) ?? [];
  if (counter === undefined || sha256 === undefined) throw problem("damaged-keys");
  return { counter: Number(counter), sha256 };
}

function keyOf(value: unknown): Uint8Array {
  const key = typeof value === "string" ? fromBase64(value) : undefined;
  if (key?.length !== keyLength) throw problem("damaged-keys");
  return key;
}
