import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = join(import.meta.dirname, "../../..");
const program = join(root, "apps/cli/bin/homepoint.mjs");
const built = ["apps/cli/dist/main.js", "apps/web/dist/index.html"];

/** What has to be built before a hub can serve the page; nothing when all is there. */
export function missingBuilds(): readonly string[] {
  return built.filter((path) => !existsSync(join(root, path)));
}

export type RunningHub = { readonly url: string; readonly stop: () => Promise<void> };

/**
 * A real hub on an empty folder, on a free port of this machine; stopping it leaves nothing.
 *
 * @param options more options of `homepoint serve`
 */
export async function startHub(...options: readonly string[]): Promise<RunningHub> {
  const data = await mkdtemp(join(tmpdir(), "homepoint-web-"));
  const command = [program, "serve", "--data", data, "--port", "0", ...options];
  const child = spawn(process.execPath, command, { stdio: ["ignore", "pipe", "inherit"] });
  const url = await addressOf(child);
  return {
    url,
    stop: async () => {
      const ended = once(child, "exit");
      child.kill("SIGTERM");
      await ended;
      await rm(data, { recursive: true, force: true });
    },
  };
}

async function addressOf(child: ChildProcess): Promise<string> {
  let text = "";
  for await (const block of child.stdout ?? []) {
    text += String(block);
    const [, url] = /(https?:\/\/[\d.:]+)\/?\s/.exec(text) ?? [];
    if (url) return url;
  }
  throw new Error(`the hub ended before it listened: ${text}`);
}
