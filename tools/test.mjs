// npm test: set up, build, test. Everything after -- goes to vitest.
import { join } from "node:path";
import { environment, findNode, install, root, step } from "./setup.mjs";

install();
const node = findNode();
const env = environment(node);
step(node, [join(root, "tools/build.mjs")], { env });
step(node, [join(root, "node_modules/vitest/vitest.mjs"), "run", ...process.argv.slice(2)], {
  env,
});
