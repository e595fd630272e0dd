import { concat, equalSecrets, isProblem } from "@homepoint/base";
import { openHeader } from "../age/age-file.ts";
import { formatHeader, parseHeader, type Header, type Stanza } from "../age/header.ts";
import type { X25519Identity, X25519Recipient } from "../age/x25519.ts";
import { problem } from "../problems.ts";
import type { Primitives } from "../primitives/primitives.ts";
import type { About } from "./about.ts";
import { AboutKey } from "./about-key.ts";
import { formatEntryName, isPayloadName, type EntryName } from "./entry-name.ts";
import { markLength, markOf } from "./mark.ts";
import { openAbout, sealAbout } from "./sealed-about.ts";

const ringType = "homepoint/ring";
const inboxType = "homepoint/inbox";
const version = "1";

/** A payload that was sealed, and all that opens it. */
export type SealedPayload = {
  readonly payload: string;
  readonly fileKey: Uint8Array;
  /** The file key, wrapped. */
  readonly wrapped: readonly Stanza[];
  readonly about: About;
};

/** What judges entries. */
export type EntryKeys = {
  readonly identity: X25519Identity;
  readonly ringKey: Uint8Array;
  readonly primitives: Primitives;
};

export type EntryMaker = Omit<EntryKeys, "identity"> & {
  readonly identity: Pick<X25519Identity, "recipient">;
};

export type RingEntry = {
  readonly name: EntryName;
  readonly payload: string;
  readonly about: About;
  readonly header: Header;
};

/** docs/formats/ring.md §2: a valid age header with one stanza more. */
export async function formatRingEntry(
  name: EntryName,
  sealed: SealedPayload,
  { identity, ringKey, primitives }: EntryMaker,
): Promise<Uint8Array> {
  const { payload, fileKey, wrapped, about } = sealed;
  const aboutKey = new AboutKey(ringKey, primitives);
  const sealedAbout = await sealAbout(about, [identity.recipient, aboutKey], primitives);
  const marked = { name, payload, wrapped, size: about.size, sealedAbout };
  const body = concat(markOf(marked, ringKey, primitives), sealedAbout);
  return formatHeader(
    [...wrapped, { args: [ringType, version, payload], body }],
    fileKey,
    primitives,
  );
}

/**
 * An entry of this vault's own making, its mark checked.
 *
 * @throws vault/damaged-entry, vault/forged-entry
 */
export async function readRingEntry(
  name: EntryName,
  bytes: Uint8Array,
  { ringKey, primitives }: Pick<EntryKeys, "ringKey" | "primitives">,
): Promise<RingEntry> {
  const { header, wrapped, payload, body } = parseEntry(formatEntryName(name), bytes, ringType);
  const sealedAbout = body.subarray(markLength);
  const about = await openAbout(formatEntryName(name), {
    bytes: sealedAbout,
    identity: new AboutKey(ringKey, primitives),
    primitives,
  });
  const marked = { name, payload, wrapped, size: about.size, sealedAbout };
  if (!equalSecrets(body.subarray(0, markLength), markOf(marked, ringKey, primitives)))
    throw problem("forged-entry", { name: formatEntryName(name) });
  return { name, payload, about, header };
}

/** docs/formats/ring.md §5: like a ring entry, without the mark, named like its payload. */
export async function formatInboxEntry(
  sealed: SealedPayload,
  recipient: X25519Recipient,
  primitives: Primitives,
): Promise<Uint8Array> {
  const { payload, fileKey, wrapped, about } = sealed;
  const body = await sealAbout(about, [recipient], primitives);
  return formatHeader(
    [...wrapped, { args: [inboxType, version, payload], body }],
    fileKey,
    primitives,
  );
}

/** @throws vault/damaged-entry, vault/not-for-us, vault/changed-header */
export async function readInboxEntry(
  name: string,
  bytes: Uint8Array,
  { identity, primitives }: EntryKeys,
): Promise<SealedPayload> {
  const { header, wrapped, payload, body } = parseEntry(name, bytes, inboxType);
  if (payload !== name) throw problem("damaged-entry", { name });
  const fileKey = await openHeader(header, identity, primitives);
  const about = await openAbout(name, { bytes: body, identity, primitives });
  return { payload, fileKey, wrapped, about };
}

/**
 * Which payload a ring entry names, by what stands there in plain: enough to keep the payload, not to
 * trust it. Undefined where that cannot be said.
 */
export function payloadNamedBy(bytes: Uint8Array): string | undefined {
  try {
    return findOwn(parseHeader(bytes), ringType)?.args[2];
  } catch (error) {
    if (isProblem(error)) return undefined;
    throw error;
  }
}

/** The file key of a ring entry. @throws vault/forged-entry */
export async function fileKeyOf(entry: RingEntry, keys: EntryKeys): Promise<Uint8Array> {
  try {
    return await openHeader(entry.header, keys.identity, keys.primitives);
  } catch (cause) {
    if (!isProblem(cause)) throw cause;
    throw problem("forged-entry", { name: formatEntryName(entry.name) }, { cause });
  }
}

function parseEntry(name: string, bytes: Uint8Array, type: string) {
  try {
    const header = parseHeader(bytes);
    const own = findOwn(header, type);
    const payload = own?.args[2];
    if (own && payload !== undefined && header.length === bytes.length) {
      const wrapped = header.stanzas.filter((stanza) => stanza !== own);
      return { header, wrapped, payload, body: own.body };
    }
  } catch (cause) {
    if (!isProblem(cause)) throw cause;
    throw problem("damaged-entry", { name }, { cause });
  }
  throw problem("damaged-entry", { name });
}

/** The one stanza of ours, last in the header. */
function findOwn({ stanzas }: Header, type: string): Stanza | undefined {
  const own = stanzas.filter(({ args }) => args[0] === type);
  const [only] = own;
  const isWell =
    own.length === 1 &&
    only === stanzas.at(-1) &&
    only?.args.length === 3 &&
    only.args[1] === version &&
    isPayloadName(only.args[2] ?? "");
  return isWell ? only : undefined;
}
