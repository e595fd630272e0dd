// Makes verifier.html: one file that verifies reports and proofs from a USB stick, without a hub.
import { createHash } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { pageStyle } from "@homepoint/inspect";
import { build } from "vite";

const web = fileURLToPath(new URL("..", import.meta.url));
const target = join(web, "public/verifier.html");

const hashOf = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

const built = await build({
  configFile: false,
  root: web,
  logLevel: "warn",
  publicDir: false,
  resolve: { conditions: ["@homepoint/source", "import", "module", "browser", "default"] },
  build: {
    write: false,
    target: ["chrome123", "firefox120", "safari17.5"],
    lib: { entry: join(web, "src/verifier/verifier.ts"), formats: ["iife"], name: "verifier" },
  },
});
const outputs = Array.isArray(built) ? built : [built];
const code = outputs
  .flatMap((one) => ("output" in one ? one.output : []))
  .map((one) => ("code" in one ? one.code : ""))
  .join("\n")
  .replaceAll("</script", "<\\/script"); // so that no text in it ends the script
const style = `${pageStyle}input { font: inherit; max-width: 100%; min-height: 2.75rem; }\n`;
const policy = [
  "default-src 'none'",
  `script-src ${hashOf(code)}`,
  `style-src ${hashOf(style)}`,
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");
const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width">
<meta name="referrer" content="no-referrer">
<title>Homepoint: verify</title>
<style>${style}</style>
</head>
<body>
<noscript>This page verifies with a script of its own; it asks nobody for anything.</noscript>
<script>${code}</script>
</body>
</html>
`;
await mkdir(dirname(target), { recursive: true });
await writeFile(target, page);
