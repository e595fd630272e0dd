import { canonicalBytes, textOf } from "@homepoint/base";
import { X25519Recipient } from "../age/x25519.ts";
import type { SmallFiles } from "../home/small-files.ts";
import { problem } from "../problems.ts";
import type { Primitives } from "../primitives/primitives.ts";

/** Whom to seal to while the vault is locked. Public, and plain on the disk. */
export type Recipients = {
  readonly installationId: string;
  readonly vault: X25519Recipient;
  readonly evidence: X25519Recipient;
};

export const recipientsFile = "recipients.json";
const version = 1;

/** docs/formats/ring.md §4 */
export function formatRecipients(recipients: Recipients): Uint8Array {
  return canonicalBytes({
    version,
    installationId: recipients.installationId,
    vault: `${recipients.vault}`,
    evidence: `${recipients.evidence}`,
  });
}

/** Undefined where there is no vault yet. @throws vault/damaged-recipients */
export async function readRecipients(
  files: SmallFiles,
  primitives: Primitives,
): Promise<Recipients | undefined> {
  const bytes = await files.read(recipientsFile);
  if (!bytes) return undefined;
  try {
    return parseRecipients(JSON.parse(textOf(bytes)), primitives);
  } catch (cause) {
    throw problem("damaged-recipients", {}, { cause });
  }
}

export function writeRecipients(files: SmallFiles, recipients: Recipients): Promise<void> {
  return files.replace(recipientsFile, formatRecipients(recipients));
}

function parseRecipients(value: unknown, primitives: Primitives): Recipients {
  const written = value as Readonly<Record<string, unknown>>; // every member is checked below
  const { installationId } = written;
  if (written["version"] !== version || typeof installationId !== "string")
    throw problem("damaged-recipients");
  return {
    installationId,
    vault: X25519Recipient.parse(String(written["vault"]), primitives),
    evidence: X25519Recipient.parse(String(written["evidence"]), primitives),
  };
}
