import type { AppendFile, LogFolder } from "./log-folder.ts";

export type Break = "before" | "within" | "after";

/** What breaks: the write with this number, that one alone or all from it on. */
export type Plan = {
  readonly at: number;
  readonly how: Break;
  readonly afterwards: "goes on" | "dies";
  /** The error's code, as a disk gives it. */
  readonly code?: string;
};

/** Counts the writes of all folders it makes, and breaks one of them on purpose. */
export class Breaker {
  readonly #plan: Plan | undefined;
  writes = 0;
  /** Numbers of the writes that can be broken in their middle; others are whole or not at all. */
  readonly divisible: number[] = [];
  readonly #opened: AppendFile[] = [];

  constructor(plan?: Plan) {
    this.#plan = plan;
  }

  wrap(inner: LogFolder): LogFolder {
    const write = <T>(work: (part: "all" | "half") => Promise<T>) => this.#write(work);
    return {
      read: (path) => inner.read(path),
      replace: (path, bytes) =>
        write((part) => (part === "all" ? inner.replace(path, bytes) : Promise.resolve())),
      replaceAndDestroy: (path, bytes) =>
        write((part) =>
          part === "all" ? inner.replaceAndDestroy(path, bytes) : Promise.resolve(),
        ),
      write: (path, bytes) => {
        this.divisible.push(this.writes + 1);
        return write((part) => inner.write(path, partOf(bytes, part)));
      },
      syncNames: () => write((part) => (part === "all" ? inner.syncNames() : Promise.resolve())),
      remove: (path) => write((part) => (part === "all" ? inner.remove(path) : Promise.resolve())),
      openAppend: async (path) => {
        const file = await inner.openAppend(path);
        this.#opened.push(file);
        const append = <T>(work: (part: "all" | "half") => Promise<T>) => {
          this.divisible.push(this.writes + 1);
          return write(work);
        };
        return new BreakingAppendFile(file, { write, append });
      },
    };
  }

  /** What a system does for a process that died. */
  async closeAll(): Promise<void> {
    for (const file of this.#opened) await file.close().catch(() => undefined); // closed already
  }

  async #write<T>(work: (part: "all" | "half") => Promise<T>): Promise<T> {
    this.writes += 1;
    const how = this.#howNow();
    if (how === "before") throw this.#error();
    const result = await work(how === "within" ? "half" : "all");
    if (how) throw this.#error();
    return result;
  }

  #howNow(): Break | undefined {
    const { at = 0, how, afterwards } = this.#plan ?? {};
    if (this.writes === at) return how;
    return afterwards === "dies" && this.writes > at ? "before" : undefined;
  }

  #error(): Error {
    return Object.assign(new Error("the disk broke"), { code: this.#plan?.code ?? "EIO" });
  }
}

type BreakingWrite = <T>(work: (part: "all" | "half") => Promise<T>) => Promise<T>;

class BreakingAppendFile implements AppendFile {
  readonly #inner: AppendFile;
  readonly #breaking: { readonly write: BreakingWrite; readonly append: BreakingWrite };
  /** What is acknowledged; the file itself may hold more. */
  size: number;

  constructor(
    inner: AppendFile,
    breaking: { readonly write: BreakingWrite; readonly append: BreakingWrite },
  ) {
    this.#inner = inner;
    this.#breaking = breaking;
    this.size = inner.size;
  }

  async append(bytes: Uint8Array): Promise<void> {
    await this.#breaking.append((part) => this.#inner.append(partOf(bytes, part)));
    this.size += bytes.length;
  }

  async truncate(size: number): Promise<void> {
    await this.#breaking.write((part) =>
      part === "all" ? this.#inner.truncate(size) : Promise.resolve(),
    );
    this.size = size;
  }

  close(): Promise<void> {
    return this.#inner.close();
  }
}

function partOf(bytes: Uint8Array, part: "all" | "half"): Uint8Array {
  return part === "all" ? bytes : bytes.subarray(0, bytes.length >> 1);
}
