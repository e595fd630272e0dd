// What is written cannot rot: the README's TypeScript compiles, its commands exist, every link in
// the documents leads somewhere, every dependency has its reason, and no long file is called short.
import { spawnSync } from "node:child_process";
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { root } from "./setup.mjs";

const read = (path) => readFileSync(join(root, path), "utf8");
const documents = globSync(["*.md", "docs/**/*.md"], { cwd: root });
const complaints = [];

function checkLinks(path) {
  const text = read(path).replace(/```[\s\S]*?```/g, "");
  for (const [, target] of text.matchAll(/\]\(([^)\s#]+)[^)]*\)/g)) {
    if (/^(https?:|mailto:)/.test(target)) continue;
    if (!existsSync(join(root, dirname(path), decodeURIComponent(target))))
      complaints.push(`${path}: there is no ${target}`);
  }
}

function checkSnippets(path) {
  const snippets = [...read(path).matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code]) => code);
  if (snippets.length === 0) return;
  const folder = join(root, "tools/.snippets");
  mkdirSync(folder, { recursive: true });
  for (const [at, code] of snippets.entries())
    writeFileSync(join(folder, `${path.replace(/\W/g, "-")}-${at}.ts`), `${code}\nexport {};\n`);
  const config = {
    extends: "../../tsconfig.tests.json",
    compilerOptions: { noUnusedLocals: false, noUnusedParameters: false },
    include: ["*.ts"],
  };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(config));
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  const result = spawnSync(process.execPath, [tsc, "-p", folder], { encoding: "utf8" });
  rmSync(folder, { recursive: true });
  if (result.status !== 0) complaints.push(`${path}: a snippet does not compile\n${result.stdout}`);
}

function checkCommands(path) {
  const { scripts } = JSON.parse(read("package.json"));
  for (const [, name] of read(path).matchAll(/npm (?:run )?(start|test|[\w:-]+)\b(?= |`|$)/gm))
    if (!(name in scripts) && !["ci", "install", "brings", "run", "has"].includes(name))
      complaints.push(`${path}: there is no npm script ${name}`);
}

function checkDependencies() {
  const reasons = read("docs/dependencies.md");
  const manifests = globSync(
    ["package.json", "{packages,apps}/*/package.json", "bench/package.json"],
    {
      cwd: root,
    },
  );
  const names = new Set();
  for (const path of manifests) {
    const { dependencies, devDependencies, optionalDependencies } = JSON.parse(read(path));
    for (const name of Object.keys({
      ...dependencies,
      ...devDependencies,
      ...optionalDependencies,
    }))
      if (!name.startsWith("@homepoint/")) names.add(name);
  }
  for (const name of names)
    if (!reasons.includes(`\`${name}\``))
      complaints.push(`docs/dependencies.md: no reason for ${name}`);
}

for (const path of documents) {
  checkLinks(path);
  checkSnippets(path);
}
for (const path of ["README.md", "CONTRIBUTING.md"]) checkCommands(path);
checkDependencies();
if (read("ARCHITECTURE.md").split("\n").length >= 200)
  complaints.push("ARCHITECTURE.md: 200 lines or more");

for (const complaint of complaints) console.error(complaint);
console.log(
  complaints.length ? `${complaints.length} complaints` : `${documents.length} documents hold`,
);
process.exitCode = complaints.length ? 1 : 0;
