import { createHash, randomBytes, randomUUID } from "node:crypto";
import { routes, type TokenRow } from "@homepoint/api";
import { fromHex, equalSecrets, toHex } from "@homepoint/base";
import type { Rows } from "../database/rows.ts";
import { hubProblem } from "../problems.ts";
import { refuseAccess, type Caller } from "../server/access.ts";

export type StoredToken = Omit<TokenRow, "id"> & { readonly hash: string };

export type NewToken = Pick<TokenRow, "name" | "role" | "scope" | "expiresAt">;

const hour = 3_600_000;

/** API tokens `hp_<id>_<secret>`: the secret is shown once, and kept as its hash. */
export class Tokens {
  readonly #rows: Rows<StoredToken>;
  readonly #clock: () => number;
  readonly #known = new Map<string, StoredToken>();

  private constructor(rows: Rows<StoredToken>, clock: () => number) {
    this.#rows = rows;
    this.#clock = clock;
  }

  static async open(rows: Rows<StoredToken>, clock: () => number): Promise<Tokens> {
    const tokens = new Tokens(rows, clock);
    for (const { id, body } of await rows.all()) tokens.#known.set(id, body);
    return tokens;
  }

  list(): TokenRow[] {
    return [...this.#known].map(([id, token]) => rowOf(id, token));
  }

  async make(wanted: NewToken): Promise<{ token: string; row: TokenRow }> {
    const id = randomUUID().replaceAll("-", "");
    const secret = randomBytes(32).toString("hex");
    const stored: StoredToken = {
      ...wanted,
      madeAt: new Date(this.#clock()).toISOString(),
      usedAt: null,
      hash: hashOf(secret),
    };
    await this.#keep(id, stored);
    return { token: `hp_${id}_${secret}`, row: rowOf(id, stored) };
  }

  /** @throws hub/no-such-token */
  async revoke(id: string): Promise<TokenRow> {
    const token = this.#known.get(id);
    if (!token) throw hubProblem("no-such-token", { id });
    this.#known.delete(id);
    await this.#rows.remove(id);
    return rowOf(id, token);
  }

  /** Undefined where the token opens nothing. */
  async find(text: string): Promise<Caller | undefined> {
    const parts = readToken(text);
    const token = parts && this.#known.get(parts.id);
    if (!parts || !token || !opens(parts, token, this.#clock())) return undefined;
    if (Date.parse(token.usedAt ?? "1970") < this.#clock() - hour)
      await this.#keep(parts.id, { ...token, usedAt: new Date(this.#clock()).toISOString() });
    return { name: token.name, role: token.role, via: "token", scope: token.scope };
  }

  /** What may take in while the keys are away as well: hashes, which open nothing, and no names. */
  forLockedInbox(): LockedToken[] {
    return [...this.#known]
      .filter(([, token]) => mayTakeIn(token))
      .map(([id, { hash, role, scope, expiresAt }]) => ({ id, hash, role, scope, expiresAt }));
  }

  /** What a token is called that was no more than `lockedNameOf` its id; undefined for others. */
  nameBehind(lockedName: string): string | undefined {
    const id = [...this.#known.keys()].find((each) => lockedNameOf(each) === lockedName);
    return id === undefined ? undefined : this.#known.get(id)?.name;
  }

  async #keep(id: string, token: StoredToken): Promise<void> {
    this.#known.set(id, token);
    await this.#rows.put(id, token);
  }
}

export type LockedToken = Pick<StoredToken, "hash" | "role" | "scope" | "expiresAt"> & {
  readonly id: string;
};

/** The same look-up over the list that a locked hub has. */
export function findLocked(
  text: string,
  tokens: readonly LockedToken[],
  now: number,
): Caller | undefined {
  const parts = readToken(text);
  const token = parts && tokens.find(({ id }) => id === parts.id);
  if (!parts || !token || !opens(parts, token, now)) return undefined;
  return { name: lockedNameOf(parts.id), role: token.role, via: "token", scope: "inbox" };
}

/** Names are sealed; a locked hub knows a token by its id. */
function lockedNameOf(id: string): string {
  return `token ${id}`;
}

function mayTakeIn({ name, role, scope }: StoredToken): boolean {
  const caller = { name, role, scope, via: "token" } as const;
  return refuseAccess({ row: routes.takeIn, state: "locked", caller }) === undefined;
}

type TokenParts = { readonly id: string; readonly secret: string };

function readToken(text: string): TokenParts | undefined {
  const [, id, secret] = /^hp_([0-9a-f]{32})_([0-9a-f]{64})$/.exec(text) ?? [];
  return id !== undefined && secret !== undefined ? { id, secret } : undefined;
}

function opens(
  { secret }: TokenParts,
  token: Pick<StoredToken, "hash" | "expiresAt">,
  now: number,
): boolean {
  const given = fromHex(hashOf(secret)) as Uint8Array; // a digest, so hexadecimal
  const kept = fromHex(token.hash);
  if (!kept || !equalSecrets(given, kept)) return false;
  return token.expiresAt === null || Date.parse(token.expiresAt) > now;
}

function hashOf(secret: string): string {
  return toHex(createHash("sha256").update(secret).digest());
}

function rowOf(id: string, { hash: _, ...token }: StoredToken): TokenRow {
  return { id, ...token };
}
