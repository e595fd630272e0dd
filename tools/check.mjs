// npm run check: format, lint, types, layers, dead code, documents. All run; one failure fails it.
import { join } from "node:path";
import { environment, findNode, install, root, run } from "./setup.mjs";

install();
const node = findNode();
const env = environment(node);
const bin = (path) => join(root, "node_modules", path);

const checks = [
  ["format", bin("oxfmt/bin/oxfmt"), "--check"],
  ["lint", bin("oxlint/bin/oxlint")],
  ["types", bin("typescript/bin/tsc"), "-b"],
  ["types of tests", bin("typescript/bin/tsc"), "-p", "tsconfig.tests.json"],
  ["types of the web app", bin("typescript/bin/tsc"), "-p", "apps/web/tsconfig.json"],
  ["layers", join(root, "tools/check-layers.mjs")],
  ["dead code", bin("knip/bin/knip.js")],
  ["documents", join(root, "tools/check-docs.mjs")],
];

const failed = checks.filter(([name, ...command]) => {
  console.log(`\n— ${name}`);
  return run(node, command, { env }) !== 0;
});
console.log(
  failed.length ? `\nfailed: ${failed.map(([name]) => name).join(", ")}` : "\nall checks hold",
);
process.exitCode = failed.length ? 1 : 0;
