// npm run test:leaks [-- WORDS]: every way out of a gateway, in every mode and at every change,
// judged by a capture outside. WORDS choose probes and changes by their names; --quick tries what
// takes long in fewer modes, and only the changes that tell most; --json prints the table as JSON.
// Needs root.
import { join } from "node:path";
import { environment, findNode, install, root, run } from "./setup.mjs";

install();
const node = findNode();
const env = environment(node);
const leaks = join(root, "packages/gateway/src/testing/leaks.ts");
process.exitCode = run(node, ["--conditions=@homepoint/source", leaks, ...process.argv.slice(2)], {
  env,
});
