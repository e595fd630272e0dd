/* oxlint-disable no-console -- a skipped test says so loudly */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

const dist = join(import.meta.dirname, "../dist");
const verifier = "verifier.html";
const isBuilt = existsSync(join(dist, "index.html"));
if (!isBuilt) console.warn("SKIPPED what the built page holds: apps/web is not built");

/** Names of things and of documents; no code asks them for anything. */
const onlyNames = [
  "github.com", // documents that comments and warnings of the map library name
  "json-schema.org", // names of schemas
  "maplibre.invalid", // a host that cannot exist, to complete relative addresses
  "maplibre.org", // the map library's attribution, which is not shown
  "react.dev", // documents that errors of React name
  "wiki.openstreetmap.org", // a document that the map library names where there is no WebGL
  "www.google.com", // namespace of KML's extensions, in exports
  "www.opengis.net", // namespace of KML, in exports
  "www.topografix.com", // namespace of GPX, in exports
  "www.w3.org", // namespaces of SVG, MathML and XLink
];
const address = /(?:https?|wss?):\/\/([a-z0-9][a-z0-9.-]*\.[a-z]{2,})/gi;

const packages = join(import.meta.dirname, "../../../packages");
/** Tables whose rows name the documents they were written from; the page shows those as text. */
const tables = [
  "policy/src/programs/programs-table.ts",
  "inspect/src/app/findings/tracker-services.ts",
  "inspect/src/app/findings/tracker-watchers.ts",
  ...readdirSync(join(packages, "policy/src/destinations"), { recursive: true })
    .map((name) => `policy/src/destinations/${String(name)}`)
    .filter((name) => name.endsWith(".ts")),
];

function hostsIn(path: string): string[] {
  return Array.from(readFileSync(path, "utf8").matchAll(address), ([, host = ""]) => host);
}

function textFiles(): string[] {
  return readdirSync(dist, { recursive: true })
    .map(String)
    .filter((name) => /\.(js|css|html|svg|json)$/.test(name));
}

describe.skipIf(!isBuilt)("the built page", () => {
  test("names no host but those of names and documents", () => {
    const sources = new Set(tables.flatMap((table) => hostsIn(join(packages, table))));
    for (const name of onlyNames) sources.delete(name);
    const hosts = textFiles().flatMap((name) => hostsIn(join(dist, name)));
    const others = [...new Set(hosts)].filter((host) => !sources.has(host));
    expect(others.sort()).toEqual(onlyNames);
  });

  test("the verifier, which is one file, runs the script that its policy names by hash, and no other", () => {
    const text = readFileSync(join(dist, verifier), "utf8");
    const scripts = [...text.matchAll(/<script[^>]*>([^]*?)<\/script>/g)].map(
      ([, script = ""]) => script,
    );
    const hashes = scripts.map((script) => createHash("sha256").update(script).digest("base64"));
    expect(hashes).toHaveLength(1);
    expect(text).toContain(
      `default-src 'none'; script-src 'sha256-${hashes[0]}'; style-src 'sha256-`,
    );
  });

  test("points to no source maps and has no script in the pages themselves", () => {
    for (const name of textFiles()) {
      const text = readFileSync(join(dist, name), "utf8");
      expect(text).not.toMatch(/[#@] sourceMappingURL=/);
      if (name === verifier || !name.endsWith(".html")) continue;
      expect(text).not.toMatch(/<script(?![^>]*\ssrc=)|\son\w+=/);
    }
  });

  test("makes no code from text, which its policy would refuse", () => {
    const makers = textFiles().filter((name) =>
      /new Function\(|[^.\w]eval\(/.test(readFileSync(join(dist, name), "utf8")),
    );
    // The client's shapes try it when they check a value, and the page checks none.
    expect(makers.filter((name) => !/assets\/(client|index)-/.test(name))).toEqual([]);
  });
});
