import { chmod, chown, rm } from "node:fs/promises";
import { createServer, type Server, type Socket } from "node:net";
import { createInterface } from "node:readline";
import { gatewayProblem } from "../problems.ts";
import { nftLines, readRequest } from "./grammar.ts";
import { NftShell } from "./nft-shell.ts";
import { nft, seeRules, type Tried } from "./nft.ts";
import { table, triedSets, writeRuleset, type RulesetParts } from "./ruleset.ts";

const lookEveryMs = 1000;

export type RulesState = "intact" | "changed" | "gone";

/** What `arm` answers. */
export type Armed = {
  readonly state: RulesState;
  readonly hash: string;
  readonly tried: readonly Tried[];
};

/**
 * Root's part: loads the static rules, watches that they stay as they are, and puts elements into
 * their sets when the daemon asks in the fixed grammar. It knows no policy.
 */
export class RulesKeeper {
  readonly #parts: RulesetParts;
  readonly #server: Server;
  readonly #timer: NodeJS.Timeout;
  readonly #shell = new NftShell();
  #expected = "";
  #state: RulesState = "gone";
  #tried: readonly Tried[] = [];
  #isLooking = false;

  private constructor(parts: RulesetParts) {
    this.#parts = parts;
    this.#server = createServer((socket) => this.#serve(socket));
    this.#timer = setInterval(() => void this.#look(), lookEveryMs);
  }

  /** Loads the rules, closed; only then does it listen. @throws gateway/rules-not-loaded */
  static async start(
    parts: RulesetParts,
    { socket, gid }: { readonly socket: string; readonly gid: number },
  ): Promise<RulesKeeper> {
    const keeper = new RulesKeeper(parts);
    try {
      await keeper.#load();
      await keeper.#listen(socket);
      await chown(socket, 0, gid);
      await chmod(socket, 0o660);
      return keeper;
    } catch (error) {
      // Or it would go on looking, and whoever waits for its end would wait for ever.
      await keeper.stop();
      throw error;
    }
  }

  async #listen(socket: string): Promise<void> {
    await rm(socket, { force: true });
    await new Promise<void>((resolve, reject) => {
      this.#server.once("error", reject);
      this.#server.listen(socket, resolve);
    });
  }

  /** The rules stay, and stay closed. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#server.close();
    this.#shell.close();
    await nft([...nftLines({ kind: "shut" }, []), `flush set inet ${table} alive`]);
  }

  async #load(): Promise<void> {
    const { ok, err } = await nft([writeRuleset(this.#parts)]);
    if (!ok) throw gatewayProblem("rules-not-loaded", { why: err });
    const seen = await seeRules(triedSets);
    if (!seen) throw gatewayProblem("rules-not-loaded", { why: "nft does not list them" });
    this.#expected = seen.hash;
    this.#state = "intact";
  }

  /** Rules that are no longer ours are ours again at once, and closed: what was open is gone. */
  async #look(): Promise<void> {
    if (this.#isLooking) return;
    this.#isLooking = true;
    try {
      const seen = await seeRules(triedSets);
      if (seen?.hash === this.#expected) {
        this.#tried = seen.tried;
        // `changed` stays until the daemon has been told.
        return;
      }
      this.#state = seen ? "changed" : "gone";
      const { ok } = await nft([writeRuleset(this.#parts)]);
      if (!ok) this.#state = "gone";
    } finally {
      this.#isLooking = false;
    }
  }

  #serve(socket: Socket): void {
    socket.on("error", () => socket.destroy());
    const lines = createInterface({ input: socket });
    lines.on("error", () => socket.destroy());
    let turn = Promise.resolve();
    lines.on("line", (line) => {
      turn = turn.then(async () => {
        const answer = await this.#answer(line);
        if (socket.writable) socket.write(`${answer}\n`);
      });
    });
  }

  async #answer(line: string): Promise<string> {
    const request = readRequest(line);
    if (!request) return "no that is no request";
    if (request.kind === "arm") return this.#arm();
    if (request.kind !== "shut" && this.#state !== "intact") return "no the rules were changed";
    const { ok, err } = await this.#shell.run(nftLines(request, []));
    return ok ? "ok" : `no ${err.split("\n")[0] ?? ""}`;
  }

  /** A way stays open only while every rule on this machine is what it was at the start. */
  async #arm(): Promise<string> {
    const state = this.#state;
    const seen = state === "intact" ? undefined : await seeRules(triedSets);
    const isAgain = seen?.hash === this.#expected;
    if (isAgain) this.#state = "intact";
    const { lan, wan } = this.#parts;
    if (state === "intact") {
      const { ok } = await this.#shell.run(nftLines({ kind: "arm" }, [lan, wan]));
      if (!ok) this.#state = "gone";
    }
    const armed: Armed = { state, hash: seen?.hash ?? this.#expected, tried: this.#tried };
    return `ok ${JSON.stringify(armed)}`;
  }
}
