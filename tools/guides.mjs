// npm run test:guides [-- containment|gateway]: docs/guides followed line by line on a machine that
// is booted for it, with a real systemd. Needs root; not part of CI, which has no time for it.
import { join } from "node:path";
import { environment, findNode, install, root, run, step } from "./setup.mjs";

install();
const node = findNode();
const env = environment(node);
step(node, [join(root, "tools/build.mjs")], { env });
const guides = join(root, "tools/guides/run.ts");
process.exitCode = run(node, ["--conditions=@homepoint/source", guides, ...process.argv.slice(2)], {
  env,
});
