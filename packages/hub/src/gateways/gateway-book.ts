import { createHash, randomBytes, randomUUID } from "node:crypto";
import { join } from "node:path";
import type { GatewayRow, GatewayTold } from "@homepoint/api";
import { equalSecrets, fromHex, toHex, Turns } from "@homepoint/base";
import {
  parseVerifierKey,
  type Evidence,
  type MirrorBatch,
  type MirrorBroken,
} from "@homepoint/evidence";
import {
  Mirror,
  nodeEvidencePrimitives as primitives,
  type MirrorBrought,
} from "@homepoint/evidence/node";
import type { Rows } from "../database/rows.ts";
import { hubProblem } from "../problems.ts";
import type { Caller } from "../server/access.ts";
import { rowOf, type StoredGateway } from "./gateway-row.ts";

const day = 86_400_000;
const minute = 60_000;

export type GatewayBookParts = {
  readonly rows: Rows<StoredGateway>;
  /** Where copies of their evidence lie, a folder each. */
  readonly folder: string;
  readonly evidence: Evidence;
  readonly clock: () => Date;
};

export type Invitation = { readonly id: string; readonly code: string; readonly expiresAt: string };

/** Gateways of this hub: who they are, what they told, and copies of their evidence. */
export class GatewayBook {
  readonly #parts: GatewayBookParts;
  readonly #known: Map<string, StoredGateway>;
  readonly #mirrors = new Map<string, Promise<Mirror>>();
  readonly #writtenAt = new Map<string, number>();
  readonly #turns = new Turns();

  private constructor(parts: GatewayBookParts, known: Map<string, StoredGateway>) {
    this.#parts = parts;
    this.#known = known;
  }

  static async open(parts: GatewayBookParts): Promise<GatewayBook> {
    const rows = await parts.rows.all();
    return new GatewayBook(parts, new Map(rows.map(({ id, body }) => [id, body])));
  }

  /** Names of those that joined, by id. */
  get joined(): readonly { readonly id: string; readonly name: string }[] {
    return [...this.#known]
      .filter(([, { joinedAt }]) => joinedAt !== null)
      .map(([id, { name }]) => ({ id, name }));
  }

  async list(
    counter: number,
    uncovered: (id: string) => Promise<number | null>,
  ): Promise<GatewayRow[]> {
    const rows = [...this.#known].map(async ([id, stored]) => {
      const isJoined = stored.joinedAt !== null;
      const standing = isJoined ? (await this.#mirror(id)).standing : undefined;
      const uncoveredSeconds = isJoined ? await uncovered(id) : null;
      return rowOf(id, stored, { standing, counter, uncoveredSeconds });
    });
    return (await Promise.all(rows)).toSorted((a, b) => a.name.localeCompare(b.name));
  }

  /** The code is told once, and kept as its hash. */
  async invite(name: string): Promise<Invitation> {
    const id = randomUUID().replaceAll("-", "");
    const secret = randomBytes(32).toString("hex");
    const now = this.#parts.clock().getTime();
    const expiresAt = new Date(now + day).toISOString();
    await this.#keep(id, {
      name,
      madeAt: new Date(now).toISOString(),
      hash: hashOf(secret),
      expiresAt,
      joinedAt: null,
      key: null,
      lastSeenAt: null,
      told: null,
      witnessedAt: null,
      witnessed: null,
      broken: null,
    });
    return { id, code: `${id}_${secret}`, expiresAt };
  }

  /** Takes an invitation, once. @throws hub/not-invited, evidence/bad-key */
  async join(code: string, key: string): Promise<{ id: string; name: string; token: string }> {
    const parts = readCode(code);
    const stored = parts && this.#known.get(parts.id);
    const now = this.#parts.clock();
    const isOpen = Date.parse(stored?.expiresAt ?? "") > now.getTime();
    if (!parts || !stored || !isOpen || !isSecret(parts.secret, stored.hash))
      throw hubProblem("not-invited");
    parseVerifierKey(key, primitives);
    const secret = randomBytes(32).toString("hex");
    const joined = { expiresAt: null, joinedAt: now.toISOString(), hash: hashOf(secret), key };
    await this.#keep(parts.id, { ...stored, ...joined });
    return { id: parts.id, name: stored.name, token: `hpg_${parts.id}_${secret}` };
  }

  /** Its token opens nothing any more. Its evidence stays where it is. @throws hub/no-such-gateway */
  async remove(id: string): Promise<StoredGateway> {
    const stored = this.get(id);
    this.#known.delete(id);
    this.#mirrors.delete(id);
    await this.#parts.rows.remove(id);
    return stored;
  }

  /** @throws hub/no-such-gateway */
  get(id: string): StoredGateway {
    const stored = this.#known.get(id);
    if (!stored) throw hubProblem("no-such-gateway", { id });
    return stored;
  }

  /** Undefined where the token is no gateway's. */
  find(bearer: string): Caller | undefined {
    const parts = bearer.startsWith("hpg_") ? readCode(bearer.slice(4)) : undefined;
    const stored = parts && this.#known.get(parts.id);
    if (!parts || !stored || stored.joinedAt === null) return undefined;
    if (!isSecret(parts.secret, stored.hash)) return undefined;
    const { name } = stored;
    return { name, role: "device", via: "token", scope: "gateway", gateway: parts.id };
  }

  /** Keeps what a gateway tells of itself; a break in its evidence is on record, once. */
  async hear(id: string, told: GatewayTold): Promise<void> {
    const { generation, checkpoint, size } = told.evidence;
    const mirror = await this.#mirror(id);
    const broken = mirror.compare(generation, checkpoint);
    if (broken) await this.noteBroken(id, broken, size);
    const now = this.#parts.clock();
    const stored = { ...this.get(id), told, lastSeenAt: now.toISOString() };
    this.#known.set(id, stored);
    // It is heard every few seconds; for the next start a minute is exact enough.
    const since = now.getTime() - (this.#writtenAt.get(id) ?? 0);
    if (since < minute && since >= 0) return;
    this.#writtenAt.set(id, now.getTime());
    await this.#parts.rows.put(id, stored);
  }

  /** Keeps some of its evidence, if it goes on from what is here. */
  bring(id: string, batch: MirrorBatch): Promise<MirrorBrought> {
    return this.#turns.take(id, async () => {
      const mirror = await this.#mirror(id);
      const before = mirror.standing;
      const isFirst = before.generation === 0;
      if (isFirst && !this.#isNamed(id, batch))
        return { taken: false, because: "bad-signature", size: 0 };
      const brought = await mirror.take(batch);
      const because = brought.taken ? brought.remark : brought.because;
      if (because && because !== "another-size")
        await this.noteBroken(id, because, batch.to, before.size);
      else if (brought.taken && this.get(id).broken) await this.#change(id, { broken: null });
      return brought;
    });
  }

  /** What of the evidence is here; undefined before the first of it. */
  async standing(id: string) {
    const { standing } = await this.#mirror(id);
    return standing.generation === 0 ? undefined : standing;
  }

  folderOf(id: string): string {
    return join(this.#parts.folder, id);
  }

  /** The copy carries the witness's line from now on. */
  async noteWitnessed(
    id: string,
    { note, at }: { readonly note: string; readonly at: string },
  ): Promise<void> {
    await (await this.#mirror(id)).keepCosigned(note);
    await this.#change(id, { witnessedAt: at, witnessed: note });
  }

  /** On record once for each kind of break, until its evidence goes on again. */
  async noteBroken(id: string, broken: MirrorBroken, size: number, known?: number): Promise<void> {
    const { name, broken: before } = this.get(id);
    if (before === broken) return;
    await this.#change(id, { broken });
    const here = known ?? (await this.#mirror(id)).standing.size;
    await this.#parts.evidence.append({
      kind: "mirror-broken",
      by: "hub",
      gateway: name,
      because: broken,
      size,
      known: Math.max(0, here),
    });
  }

  /** The first that is heard of a log is signed by the key that joined. */
  #isNamed(id: string, { key }: MirrorBatch): boolean {
    const joined = this.get(id).key ?? "";
    return key === joined || (nameOf(key) !== nameOf(joined) && originOf(key) === originOf(joined));
  }

  async #change(id: string, change: Partial<StoredGateway>): Promise<void> {
    await this.#keep(id, { ...this.get(id), ...change });
  }

  async #keep(id: string, stored: StoredGateway): Promise<void> {
    this.#known.set(id, stored);
    await this.#parts.rows.put(id, stored);
  }

  #mirror(id: string): Promise<Mirror> {
    const known = this.#mirrors.get(id) ?? Mirror.open(this.folderOf(id));
    this.#mirrors.set(id, known);
    return known;
  }
}

/** Generations of one log differ in what follows the last slash. */
function originOf(key: string): string {
  return nameOf(key).replace(/\/\d+$/, "");
}

function nameOf(key: string): string {
  return key.split("+")[0] ?? "";
}

function readCode(text: string): { readonly id: string; readonly secret: string } | undefined {
  const [, id, secret] = /^([0-9a-f]{32})_([0-9a-f]{64})$/.exec(text) ?? [];
  return id !== undefined && secret !== undefined ? { id, secret } : undefined;
}

function isSecret(secret: string, hash: string): boolean {
  const [given, kept] = [fromHex(hashOf(secret)), fromHex(hash)];
  return given !== undefined && kept !== undefined && equalSecrets(given, kept);
}

function hashOf(secret: string): string {
  return toHex(createHash("sha256").update(secret).digest());
}
