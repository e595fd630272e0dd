import type { Clock } from "../clock.ts";
import type { VaultHome } from "../home/vault-home.ts";
import { readRecipients, type Recipients } from "../identity/recipients.ts";
import { oneBlock } from "../age/chunks.ts";
import { sealNewPayload } from "../objects/new-payload.ts";
import { problem } from "../problems.ts";
import type { Primitives } from "../primitives/primitives.ts";
import { checkLabel, type Label } from "../ring/about.ts";
import { isPayloadName } from "../ring/entry-name.ts";
import { formatInboxEntry } from "../ring/entry.ts";

export type InboxParts = {
  readonly home: VaultHome;
  readonly primitives: Primitives;
  readonly clock: Clock;
};

export type Received = {
  /** Names it in the report of the filing. */
  readonly name: string;
  readonly size: number;
  readonly sha256: string;
};

/** Takes in while the vault is locked: knows the public recipient, and can open nothing. */
export class Inbox {
  readonly recipients: Recipients;
  readonly #parts: InboxParts;

  private constructor(parts: InboxParts, recipients: Recipients) {
    this.#parts = parts;
    this.recipients = recipients;
  }

  /** @throws vault/no-vault, vault/damaged-recipients */
  static async open(parts: InboxParts): Promise<Inbox> {
    const recipients = await readRecipients(parts.home.files, parts.primitives);
    if (!recipients) throw problem("no-vault");
    return new Inbox(parts, recipients);
  }

  /**
   * Once this resolves the bytes survive a power cut and will be filed on unlocking. Where the
   * stream breaks, nothing is left. Holds a few chunks in memory.
   *
   * @throws vault/about-too-long
   */
  async seal(bytes: Uint8Array | AsyncIterable<Uint8Array>, label: Label): Promise<Received> {
    checkLabel(label);
    const { home, primitives, clock } = this.#parts;
    const recipient = this.recipients.vault;
    const stream = bytes instanceof Uint8Array ? oneBlock(bytes) : bytes;
    const source = { home, primitives, recipient, bytes: stream };
    return await sealNewPayload(source, async ({ size, sha256, hash: _, ...sealed }) => {
      const about = { takenInAt: clock().toISOString(), ...label, size, sha256 };
      const entry = await formatInboxEntry({ ...sealed, about }, recipient, primitives);
      await home.inbox.replace(sealed.payload, entry); // a new name: there is nothing to replace
      return { name: sealed.payload, size, sha256 };
    });
  }

  /** How many wait to be filed. */
  async waiting(): Promise<number> {
    let count = 0;
    for await (const name of this.#parts.home.inbox.names()) if (isPayloadName(name)) count += 1;
    return count;
  }
}
