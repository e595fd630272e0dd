// npm start: set up, build, serve. Everything after -- goes to `homepoint serve`.
import { join } from "node:path";
import { environment, findNode, install, root, step } from "./setup.mjs";

install();
const node = findNode();
const env = environment(node);
step(node, [join(root, "tools/build.mjs")], { env });
step(node, [join(root, "apps/cli/bin/homepoint.mjs"), "serve", ...process.argv.slice(2)], { env });
