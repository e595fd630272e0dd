import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

// Which files of the tree could open a connection or start a program that does, with what, and what
// for. A file that takes anything that does not stand here fails: whoever adds it says why, and goes
// through the policy.

const root = join(import.meta.dirname, "..");

type Use = readonly [takes: string, why: string];

const listens = "listens";
const gatewayCarries = "the gateway's work: carries what the policy let pass, on record";

/** Path of a file, what it takes of Node or the browser, and why that is no way around the policy. */
const allowed: Readonly<Record<string, Use>> = {
  "packages/sdk/src/node/outgoing.ts": [
    "dgram.createSocket dns.lookup http.request https.request net.connect tls.connect",
    "the one function by which Homepoint reaches someone else, behind the guard",
  ],
  "packages/sdk/src/guarded-fetch.ts": [
    "fetch",
    "the policy is asked, its allowing on record, before it connects",
  ],
  "packages/sdk/src/node/socket-transport.ts": ["http.request", "the hub's socket file"],

  "packages/hub/src/server/listen.ts": [
    "http.createServer https.createServer net.createServer",
    "listens: the hub's doors",
  ],
  "packages/hub/src/containment/front-door.ts": [
    "net.createServer",
    "listens: where a front brings connections",
  ],
  "packages/hub/src/containment/descriptors.ts": [
    "net.Socket",
    "looks whether a descriptor is a socket",
  ],
  "packages/hub/src/containment/self.ts": [
    "dgram.createSocket",
    "asks the kernel for a socket, and sends nothing",
  ],
  "packages/hub/src/containment/canary.ts": [
    "child_process.spawn dgram.createSocket dns/promises.Resolver fetch net.* net.connect",
    "tries to get out on purpose, to a canary at this machine",
  ],
  "packages/hub/src/idle-memory.ts": ["vm.runInNewContext", "asks the engine for its collector"],

  "packages/inspect/src/node/app/inspect-in-child.ts": [
    "child_process.spawn child_process.spawnSync",
    "reads a package in a process without a network",
  ],
  "packages/inspect/src/node/audit/run-audit.ts": [
    "child_process.spawn",
    "the audit's own commands, given by the auditor",
  ],
  "packages/inspect/src/node/audit/tcpdump.ts": ["child_process.spawn", "tcpdump, which listens"],
  "packages/inspect/src/node/flat-font.ts": ["module.createRequire", "finds a font's file"],

  "packages/gateway/src/flows/proxy.ts": ["net.connect", gatewayCarries],
  "packages/gateway/src/flows/relays.ts": ["dgram.createSocket", gatewayCarries],
  "packages/gateway/src/names/upstream.ts": ["dgram.createSocket", gatewayCarries],
  "packages/gateway/src/hub/hub-client.ts": [
    "https.request",
    "its own hub, by a pinned certificate, at an address of a network of one's own",
  ],
  "packages/gateway/src/check.ts": ["dgram.createSocket", "a canary that must not get out"],
  "packages/base/src/node/gnss.ts": ["net.connect", "a receiver's socket file, or gpsd here"],
  "packages/gateway/src/status.ts": [
    "net.connect net.createServer",
    "the daemon's socket file, from both sides",
  ],
  "packages/gateway/src/rules/rules-client.ts": ["net.connect", "the keeper's socket file"],
  "packages/gateway/src/rules/keeper.ts": ["net.createServer", listens],
  "packages/gateway/src/daemon.ts": ["net.createServer", listens],
  "packages/gateway/src/names/listen-names.ts": ["dgram.createSocket net.createServer", listens],
  "packages/gateway/src/page/page.ts": ["http.createServer", listens],
  "packages/gateway/src/maps/map-page.ts": ["fetch", "the page's own gateway"],
  "packages/gateway/src/root.ts": ["child_process.spawn", "perl and the daemon itself"],
  "packages/gateway/src/rules/nft.ts": ["child_process.spawn", "nft, ip, sysctl"],
  "packages/gateway/src/rules/nft-shell.ts": ["child_process.spawn", "nft"],

  "apps/cli/bin/homepoint.mjs": ["child_process.spawnSync", "itself, with a newer Node"],
  "apps/cli/src/is-answered.ts": ["net.createConnection", "a socket file"],
  "apps/cli/src/containment/front.ts": [
    "net.connect net.createServer",
    "listens, and connects to the hub's socket file alone",
  ],
  "apps/cli/src/containment/outlet.ts": [
    "net.connect net.createServer",
    "one fixed place, for whoever asked the policy",
  ],
  "apps/cli/src/containment/stopping.ts": ["net.Socket", "a pipe to the front"],
  "apps/cli/src/containment/contain.ts": ["child_process.spawn", "the hub itself"],
  "apps/cli/src/containment/way.ts": ["child_process.spawnSync", "unshare, tried"],
  "apps/cli/src/commands/gateway-down.ts": ["child_process.spawnSync", "nft"],
  "apps/cli/src/commands/witness-serve.ts": [
    "http.createServer",
    "listens: a witness of this network",
  ],
  "apps/cli/src/doctor/canary.ts": ["dgram.createSocket net.createServer", "listens: the canary"],
  "apps/cli/src/doctor/examine.ts": ["child_process.spawn", "itself, beside the hub"],

  "apps/web/src/hub/client.tsx": ["fetch", "the page's own hub"],
  "apps/web/src/intake/send-file.ts": ["XMLHttpRequest", "the page's own hub"],
  "apps/web/src/intake/samples.ts": ["fetch", "files beside the page"],
};

/** Others' code: it is looked at when it comes. Those of the first line know a network. */
const libraries = new Set(
  [
    "@fastify/static fastify maplibre-gl pmtiles",
    "@lingui/core @lingui/message-utils @lingui/react @noble/ciphers @noble/curves @noble/hashes",
    "@peculiar/asn1-cms @peculiar/asn1-schema @peculiar/asn1-tsp @peculiar/asn1-x509",
    "@peculiar/x509 @protomaps/basemaps @scure/base @scure/bip39 @tanstack/react-query",
    "@tanstack/react-router @tanstack/react-virtual @zip.js/zip.js better-sqlite3-multiple-ciphers",
    "commander fontkit kysely pdfkit pino radix-ui react react-dom reflect-metadata tar-stream",
    "tldts uplot uqr yauzl zod",
  ].flatMap((line) => line.split(" ")),
);

const statement =
  /(?:^|\n)\s*(?:import|export)\s+(type\s+)?([^;"']*?)\s*from\s*["']([^"']+)["']|(?:import|require)\s*\(\s*["'`]([^"'`]+)["'`]\s*\)|(?:^|\n)\s*import\s+["']([^"']+)["']/g;
const ways =
  /^(net|http|https|http2|tls|dgram|dns|dns\/promises|cluster|inspector|inspector\/promises|child_process|module|vm|wasi)$/;
/** Nothing but looking at text. */
const looks = new Set(["isIP", "isIPv4", "isIPv6"]);
const globals =
  /(?<![\w$.])(?:(?:globalThis|window|self)\??\.)?(fetch)(?=\s*[(,;)}\]])|=\s*(fetch)\b|(?<![\w$])(XMLHttpRequest|WebSocket|WebSocketStream|WebTransport|EventSource|RTCPeerConnection|sendBeacon|importScripts)\b(?!\s*:)|\.(getBuiltinModule|_linkedBinding|binding|dlopen)\s*\(/g;

const sources = globSync(
  ["packages/*/src/**/*.ts", "apps/*/src/**/*.{ts,tsx}", "apps/*/bin/*.mjs"],
  { cwd: root },
)
  .map((path) => path.replaceAll("\\", "/"))
  .filter(
    (path) =>
      !/\.test\.ts$|\.contract\.ts$|\/testing\/|\.d\.ts$|\/node_modules\/|\/dist\//.test(path),
  );

type Import = { readonly from: string; readonly names: readonly string[] };

/** A module that is taken whole is taken with all that it has. */
function importsOf(text: string): readonly Import[] {
  return [...text.matchAll(statement)].flatMap(([, type, list = "*", ...from]) => {
    if (type !== undefined) return [];
    const named = /^\{(.*)\}$/s.exec(list.trim())?.[1];
    const names = (named ?? "*")
      .split(",")
      .map((name) => name.trim())
      .filter((name) => name !== "" && !name.startsWith("type "))
      .map((name) => name.split(/\s+as\s+/)[0] ?? name);
    return [{ from: from.find((each) => each !== undefined) ?? "", names }];
  });
}

function takenBy(path: string): string {
  const text = readFileSync(join(root, path), "utf8");
  const bare = text
    .replace(/\/\*[\s\S]*?\*\//g, "")
    .replace(/(?<!:)\/\/.*$/gm, "")
    .replace(/"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'/g, '""');
  const imported = importsOf(text).flatMap(({ from, names }) => {
    const way = from.replace(/^node:/, "");
    if (!ways.test(way)) return [];
    return names.filter((name) => !looks.has(name)).map((name) => `${way}.${name}`);
  });
  const called = [...bare.matchAll(globals)].map(([, ...found]) => found.find(Boolean) ?? "");
  return [...new Set([...imported, ...called])].sort().join(" ");
}

const found = new Map(
  sources.map((path) => [path, takenBy(path)] as const).filter(([, takes]) => takes !== ""),
);

test("the walk sees the tree", () => {
  expect(sources.length).toBeGreaterThan(300);
});

test("no file takes a way out that does not stand here with its reason, and none stands here for nothing", () => {
  const written = Object.entries(allowed).map(([path, [takes]]) => `${path}: ${takes}`);
  const there = [...found].map(([path, takes]) => `${path}: ${takes}`);
  expect(there.toSorted()).toEqual(written.toSorted());
});

test("no library is taken that nobody looked at", () => {
  const taken = sources.flatMap((path) =>
    importsOf(readFileSync(join(root, path), "utf8"))
      .map(({ from }) => from)
      .filter((from) => !/^(\.|node:|@homepoint\/)/.test(from) && !ways.test(from))
      .map((from) =>
        from
          .split("/")
          .slice(0, from.startsWith("@") ? 2 : 1)
          .join("/"),
      ),
  );
  expect([...new Set(taken)].filter((library) => !libraries.has(library))).toEqual([]);
  expect([...libraries].filter((library) => !taken.includes(library))).toEqual([]);
});

test("what this looks for is found, however it is written", () => {
  const finds = (text: string) => [
    ...importsOf(text).flatMap(({ from, names }) => names.map((name) => `${from}.${name}`)),
    ...[...text.matchAll(globals)].map(([, ...all]) => all.find(Boolean)),
  ];
  expect(finds('import {\n  connect as c,\n  type Socket,\n} from "node:net";')).toEqual([
    "node:net.connect",
  ]);
  expect(finds('import * as net from "net";')).toEqual(["net.*"]);
  expect(finds('const net = await import("node:net");')).toEqual(["node:net.*"]);
  expect(finds("const net = require('net');")).toEqual(["net.*"]);
  expect(finds('export { connect } from "node:tls";')).toEqual(["node:tls.connect"]);
  for (const text of ["fetch(url)", "globalThis.fetch(url)", "use(fetch)", "const f = fetch;"])
    expect(finds(text), text).toEqual(["fetch"]);
  expect(finds("new WebSocket(url)")).toEqual(["WebSocket"]);
  expect(finds('process.getBuiltinModule("net")')).toEqual(["getBuiltinModule"]);
  expect(finds("client.fetch(url); prefetch(url)")).toEqual([]);
});
