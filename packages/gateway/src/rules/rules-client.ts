import { connect, type Socket } from "node:net";
import { createInterface } from "node:readline";
import { gatewayProblem } from "../problems.ts";
import { writeRequest, type Request } from "./grammar.ts";
import type { Armed } from "./keeper.ts";

const patienceMs = 2000;

type Waiting = {
  readonly resolve: (answer: string) => void;
  readonly reject: (error: Error) => void;
};

/** The daemon's side of the keeper's socket. */
export class RulesClient {
  readonly #socket: Socket;
  readonly #waiting: Waiting[] = [];

  private constructor(socket: Socket) {
    this.#socket = socket;
    const lines = createInterface({ input: socket });
    lines.on("line", (line) => this.#waiting.shift()?.resolve(line));
    lines.on("error", () => socket.destroy()); // it tells again what the socket does
    socket.on("close", () => {
      for (const { reject } of this.#waiting.splice(0)) reject(gatewayProblem("rules-gone"));
    });
    socket.on("error", () => socket.destroy());
  }

  /** @throws gateway/rules-gone */
  static async connect(path: string): Promise<RulesClient> {
    const socket = connect(path);
    await new Promise<void>((resolve, reject) => {
      socket.once("connect", resolve);
      socket.once("error", (cause) => reject(gatewayProblem("rules-gone", {}, { cause })));
    });
    return new RulesClient(socket);
  }

  /** @throws gateway/rules-refused, gateway/rules-gone */
  async arm(): Promise<Armed> {
    return JSON.parse(await this.ask({ kind: "arm" })) as Armed; // our own keeper wrote it
  }

  /** @throws gateway/rules-refused, gateway/rules-gone */
  async ask(request: Request): Promise<string> {
    if (this.#socket.destroyed) throw gatewayProblem("rules-gone");
    const answer = await new Promise<string>((resolve, reject) => {
      const timer = setTimeout(() => this.#socket.destroy(), patienceMs);
      const over =
        <Value>(end: (value: Value) => void) =>
        (value: Value) => {
          clearTimeout(timer);
          end(value);
        };
      this.#waiting.push({ resolve: over(resolve), reject: over(reject) });
      this.#socket.write(`${writeRequest(request)}\n`);
    });
    if (answer === "ok") return "";
    if (answer.startsWith("ok ")) return answer.slice(3);
    throw gatewayProblem("rules-refused", { why: answer.slice(3) });
  }

  close(): void {
    this.#socket.destroy();
  }
}
