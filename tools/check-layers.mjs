// Fails on an import sideways or upwards, on Node in code that must run anywhere, on circles,
// and on a deep import past a package's door. The architecture is tools/layers.json.
import { globSync, readFileSync } from "node:fs";
import { dirname, join, normalize, sep } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const architecture = JSON.parse(readFileSync(join(root, "tools/layers.json"), "utf8"));
const layerOf = new Map(
  architecture.layers.flatMap((names, layer) => names.map((name) => [name, layer])),
);
const folderOf = (name) => architecture.folders[name] ?? `packages/${name}`;
const importPattern =
  /(?:^|\n)\s*(?:import|export)\s+(type\s+)?(?:[^;"']*?\sfrom\s+)?["']([^"']+)["']|import\(\s*["']([^"']+)["']\s*\)/g;

const complaints = [];
const edges = new Map();

function checkPackageImport({ file, name, specifier, inNode }) {
  const [, target, door] = /^@homepoint\/([^/]+)(\/.+)?$/.exec(specifier);
  if (target === "testdata") return complaints.push(`${file}: only tests may import testdata`);
  const allowed =
    architecture.mayImport[name] ??
    [...layerOf.keys()].filter((other) => layerOf.get(other) < layerOf.get(name));
  if (!allowed.includes(target)) complaints.push(`${file}: ${name} may not import ${target}`);
  if (door && door !== "/node")
    complaints.push(`${file}: ${specifier} goes past the door of ${target}`);
  if (door === "/node" && architecture.anywhere.includes(name) && !inNode)
    complaints.push(`${file}: ${name} runs anywhere, so it may not import ${specifier}`);
}

function checkFile(name, file) {
  const inNode = file.includes("/src/node/");
  const source = readFileSync(join(root, file), "utf8");
  const targets = [];
  for (const [, typeOnly, from, dynamic] of source.matchAll(importPattern)) {
    const specifier = from ?? dynamic;
    if (specifier.startsWith("@homepoint/")) checkPackageImport({ file, name, specifier, inNode });
    else if (specifier.startsWith("node:") && architecture.anywhere.includes(name) && !inNode)
      complaints.push(`${file}: ${name} runs anywhere, so it may not import ${specifier}`);
    else if (specifier.startsWith(".")) {
      const target = normalize(join(dirname(file), specifier))
        .split(sep)
        .join("/");
      if (!target.startsWith(`${folderOf(name)}/`))
        complaints.push(`${file}: ${specifier} leaves the package`);
      if (target.includes("/src/node/") && !inNode && architecture.anywhere.includes(name))
        complaints.push(`${file}: ${name} runs anywhere, so it may not import ${specifier}`);
      if (!typeOnly) targets.push(target);
    }
  }
  edges.set(file, targets);
}

for (const name of layerOf.keys()) {
  const pattern = `${folderOf(name)}/src/**/*.{ts,tsx}`;
  for (const path of globSync(pattern, { cwd: root })) {
    const file = path.split(sep).join("/");
    if (/\.(test|contract)\.tsx?$|\/src\/testing\//.test(file)) continue;
    checkFile(name, file);
  }
}

function findCircles() {
  const state = new Map();
  const visit = (file, path) => {
    if (state.get(file) === "done") return;
    if (state.get(file) === "open") {
      complaints.push(`circle: ${[...path.slice(path.indexOf(file)), file].join(" -> ")}`);
      return;
    }
    state.set(file, "open");
    for (const target of edges.get(file) ?? []) visit(target, [...path, file]);
    state.set(file, "done");
  };
  for (const file of edges.keys()) visit(file, []);
}
findCircles();

for (const complaint of complaints) console.error(complaint);
console.log(
  complaints.length
    ? `${complaints.length} imports break the layers`
    : `layers hold (${edges.size} files)`,
);
process.exitCode = complaints.length ? 1 : 0;
