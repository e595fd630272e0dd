import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

// Which files of the tree could open a connection, and what for. A file that is not here and imports
// one of these, or calls one, fails: whoever adds it says why, and goes through the policy.

const root = join(import.meta.dirname, "..");

const modules =
  /(?:from|import\(|require\()\s*["'](?:node:)?(net|http|https|http2|tls|dgram|dns|dns\/promises|cluster|inspector)["']/g;
const calls =
  /(?<![\w.])(fetch|XMLHttpRequest|WebSocket|EventSource|RTCPeerConnection)\s*\(|\.(sendBeacon)\(/g;
/** Nothing but looking at text, or a type. */
const harmless = /^\s*import (type )?\{([^}]*)\} from "node:(net|http|https|tls|dgram)";$/gm;
const looks = new Set(["isIP", "isIPv4", "isIPv6"]);

/** Path of a file, and why it is no way out, or how the policy is asked there. */
const allowed: Readonly<Record<string, string>> = {
  "packages/hub/src/server/listen.ts": "listens: the hub's doors",
  "packages/hub/src/containment/front-door.ts": "listens: where a front brings connections",
  "packages/hub/src/containment/descriptors.ts": "looks whether a descriptor is a socket",
  "packages/hub/src/containment/self.ts": "asks the kernel for a socket, and sends nothing",
  "packages/hub/src/containment/canary.ts":
    "tries to get out on purpose, to a canary at this machine",
  "packages/sdk/src/guarded-fetch.ts":
    "the policy is asked, its allowing on record, before it connects",
  "packages/sdk/src/node/outgoing.ts":
    "the one function by which Homepoint reaches a stranger, behind the guard",
  "packages/sdk/src/node/socket-transport.ts": "the hub's socket file",
  "apps/cli/src/with-hub.ts": "the hub's socket file",
  "apps/cli/src/containment/front.ts": "listens, and connects to the hub's socket file alone",
  "apps/cli/src/containment/stopping.ts": "a pipe to the front",
  "apps/cli/src/evidence/lan.ts": "looks a name up, and takes only addresses of this network",
  "apps/cli/src/evidence/syslog-out.ts":
    "to a collector of this network alone, by a command that someone ran",
  "apps/cli/src/witness/ask.ts":
    "to a witness of this network alone, by a command that someone ran",
  "apps/cli/src/commands/witness-serve.ts": "listens: a witness of this network",
  "apps/cli/src/doctor/canary.ts": "listens: the canary",
  "apps/web/src/hub/client.tsx": "the page's own hub",
  "apps/web/src/intake/send-file.ts": "the page's own hub",
  "apps/web/src/intake/samples.ts": "files beside the page",
};

/** The gateway's work is to carry what the policy allowed; its leak tests watch it from outside. */
const carriers = /^packages\/gateway\/src\//;

const sources = globSync(
  ["packages/*/src/**/*.ts", "apps/*/src/**/*.{ts,tsx}", "apps/cli/bin/*.mjs"],
  {
    cwd: root,
  },
)
  .map((path) => path.replaceAll("\\", "/"))
  .filter(
    (path) =>
      !/\.test\.ts$|\.contract\.ts$|\/testing\/|\.d\.ts$|\/node_modules\/|\/dist\//.test(path),
  );

function waysIn(path: string): readonly string[] {
  const text = readFileSync(join(root, path), "utf8").replace(
    harmless,
    (line, type, names: string) => {
      const taken = names
        .split(",")
        .map((name) => name.trim())
        .filter((name) => name !== "");
      const isHarmless = type || taken.every((name) => looks.has(name) || name.startsWith("type "));
      return isHarmless ? "" : line;
    },
  );
  const bare = text.replace(/^\s*(\*|\/\/|\/\*).*$/gm, "");
  return [...bare.matchAll(modules), ...bare.matchAll(calls)].map(
    ([, one, two]) => one ?? two ?? "",
  );
}

const found = sources.filter((path) => !carriers.test(path) && waysIn(path).length > 0);

test("the walk sees the tree", () => {
  expect(sources.length).toBeGreaterThan(300);
  expect(found.length).toBeGreaterThan(8);
});

test("no file opens a connection that is not named here with its reason", () => {
  expect(found.filter((path) => !Object.hasOwn(allowed, path))).toEqual([]);
});

test("no reason stands here for a file that needs none", () => {
  expect(Object.keys(allowed).filter((path) => !found.includes(path))).toEqual([]);
});
