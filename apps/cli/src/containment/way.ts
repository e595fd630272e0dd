import { spawnSync } from "node:child_process";

/** A command that runs another one in a network namespace of its own, where nothing is. */
export type Way = readonly [string, ...string[]];

export type FoundWay =
  | { readonly way: Way }
  /** Why there is none: the end of a sentence. */
  | { readonly why: string };

/**
 * Both leave the hub without a single right, and without a way to get one: who keeps any could step
 * back into the machine's own namespace.
 */
const asRoot: Way = [
  "unshare",
  "--net",
  "--",
  "setpriv",
  "--inh-caps=-all",
  "--bounding-set=-all",
  "--no-new-privs",
  "--",
];
const asAnyone: Way = [
  "unshare",
  "--user",
  "--map-current-user",
  "--net",
  "--",
  "setpriv",
  "--no-new-privs",
  "--",
];

/** Tries it out: nothing else tells whether this machine allows it. */
export function findWay(platform: NodeJS.Platform, isRoot: boolean): FoundWay {
  if (platform !== "linux") return { why: "only Linux has network namespaces" };
  const way = isRoot ? asRoot : asAnyone;
  const [command, ...args] = way;
  const tried = spawnSync(command, [...args, "true"], { encoding: "utf8", timeout: 5000 });
  if (tried.status === 0) return { way };
  const { code } = (tried.error ?? {}) as NodeJS.ErrnoException;
  if (code === "ENOENT") return { why: "unshare is not installed (package util-linux)" };
  const [said = ""] = tried.stderr.trim().split("\n");
  return { why: `this machine does not allow it (${said || `status ${tried.status}`})` };
}
