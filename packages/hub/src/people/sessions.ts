import { createHash, randomBytes } from "node:crypto";
import type { Role } from "@homepoint/policy";
import { isDiskFull } from "../database/database.ts";
import type { Rows } from "../database/rows.ts";
import type { Caller } from "../server/access.ts";

export type Session = {
  readonly name: string;
  readonly role: Role;
  /** Milliseconds since 1970. */
  readonly madeAt: number;
  readonly usedAt: number;
};

const minute = 60_000;
const idle = 12 * 60 * minute;
const longest = 30 * 24 * 60 * minute;

/** Who is signed in at which browser. Kept under the hash of the token: the rows open no session. */
export class Sessions {
  readonly #rows: Rows<Session>;
  readonly #clock: () => number;
  readonly #known = new Map<string, Session>();

  private constructor(rows: Rows<Session>, clock: () => number) {
    this.#rows = rows;
    this.#clock = clock;
  }

  static async open(rows: Rows<Session>, clock: () => number): Promise<Sessions> {
    const sessions = new Sessions(rows, clock);
    for (const { id, body } of await rows.all()) sessions.#known.set(id, body);
    return sessions;
  }

  /** The token for the browser; only its hash is kept. */
  async start(person: { readonly name: string; readonly role: Role }): Promise<string> {
    const token = randomBytes(32).toString("base64url");
    const now = this.#clock();
    await this.#keep(hashOf(token), { ...person, madeAt: now, usedAt: now });
    return token;
  }

  /** Undefined where the token opens nothing, or its session lay idle for too long. */
  async find(token: string): Promise<Caller | undefined> {
    const id = hashOf(token);
    const session = this.#known.get(id);
    if (!session) return undefined;
    const now = this.#clock();
    if (now - session.usedAt > idle || now - session.madeAt > longest) {
      await this.end(token);
      return undefined;
    }
    if (now - session.usedAt > minute) await this.#keep(id, { ...session, usedAt: now });
    return { name: session.name, role: session.role, via: "session", scope: "all" };
  }

  async end(token: string): Promise<void> {
    const id = hashOf(token);
    if (!this.#known.delete(id)) return;
    await this.#rows.remove(id);
  }

  async endAll(): Promise<void> {
    const ids = [...this.#known.keys()];
    this.#known.clear();
    await this.#rows.change(ids.map((id) => ({ id, body: undefined })));
  }

  async #keep(id: string, session: Session): Promise<void> {
    this.#known.set(id, session);
    // On a full disk the owner must still get in, to make room: this session then ends with the hub.
    await this.#rows.put(id, session).catch(ignoreFullDisk);
  }
}

function ignoreFullDisk(error: unknown): void {
  if (!isDiskFull(error)) throw error;
}

function hashOf(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
