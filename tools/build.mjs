// npm run build: libraries and command line by tsc, then what the web app is made of. Each step is
// skipped where nothing that it reads is newer than what it made.
import { existsSync, globSync, mkdirSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { environment, findNode, root, step } from "./setup.mjs";

const node = findNode();
const env = environment(node);
const fromSource = "--conditions=@homepoint/source";

const steps = [
  {
    says: "Building the libraries and the command line …",
    // tsc keeps its own account of what is up to date.
    reads: undefined,
    run: ["node_modules/typescript/bin/tsc", "-b"],
  },
  {
    says: "Drawing the world base map …",
    reads: ["tools/make-basemap.ts", "tools/make-basemap/**", "package-lock.json"],
    run: [fromSource, "tools/make-basemap.ts"],
    makes: "apps/web/public/maps/world.pmtiles",
  },
  {
    says: "Making the sample flights …",
    reads: ["tools/make-samples.ts", "tools/testdata/src/**"],
    run: [fromSource, "tools/make-samples.ts"],
    makes: "apps/web/public/samples/index.json",
  },
  {
    says: "Making the verifier, one file …",
    reads: [
      "apps/web/src/verifier/*.ts",
      "apps/web/tools/make-verifier.ts",
      "packages/{base,policy,evidence,inspect,vault}/src/**",
      "package-lock.json",
    ],
    run: [fromSource, "apps/web/tools/make-verifier.ts"],
    makes: "apps/web/public/verifier.html",
  },
  {
    says: "Building the web app …",
    reads: [
      "apps/web/{src,public}/**",
      "apps/web/*.{html,ts,json}",
      "packages/{base,flight,policy,evidence,inspect,api,sdk,vault}/src/**",
      "package-lock.json",
    ],
    run: ["node_modules/vite/bin/vite.js", "build", "apps/web", "--logLevel", "warn"],
    makes: "apps/web/dist/.built",
  },
];

function newest(patterns) {
  const times = patterns
    .flatMap((pattern) => globSync(pattern, { cwd: root }))
    .map((path) => statSync(join(root, path)).mtimeMs);
  return Math.max(0, ...times);
}

function isUpToDate({ reads, makes }) {
  if (!reads || !makes || !existsSync(join(root, makes))) return false;
  return statSync(join(root, makes)).mtimeMs >= newest(reads);
}

for (const each of steps) {
  if (isUpToDate(each)) continue;
  console.log(each.says);
  step(node, each.run, { env });
  if (!each.makes) continue;
  const made = join(root, each.makes);
  mkdirSync(dirname(made), { recursive: true });
  if (each.makes.endsWith(".built")) writeFileSync(made, "");
}
