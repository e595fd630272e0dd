// npm run bench: set up, build, measure. Everything after -- goes to the benchmarks.
import { join } from "node:path";
import { environment, findNode, install, root, step } from "./setup.mjs";

install();
const node = findNode();
const env = environment(node);
step(node, [join(root, "tools/build.mjs")], { env });
const run = ["--conditions=@homepoint/source", join(root, "bench/src/run.ts")];
step(node, [...run, ...process.argv.slice(2)], { env });
