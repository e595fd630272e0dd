import { readFileSync } from "node:fs";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const { version } = JSON.parse(
  readFileSync(new URL("../../package.json", import.meta.url), "utf8"),
) as { version: string };
const modern = ["chrome123", "edge123", "firefox120", "safari17.5"];

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  define: { homepointVersion: JSON.stringify(version) },
  resolve: {
    conditions: ["@homepoint/source", "import", "module", "browser", "default"],
  },
  worker: { format: "es" },
  build: {
    target: modern,
    cssTarget: modern,
    // The hub's policy for pages allows no inline script, and its answers no foreign address.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    sourcemap: false,
    chunkSizeWarningLimit: 1200,
    rolldownOptions: {
      treeshake: {
        // Our packages do nothing when they are loaded, so what a page does not use stays out of it.
        moduleSideEffects: [{ test: /[\\/]packages[\\/]\w+[\\/]src[\\/]/, sideEffects: false }],
      },
    },
  },
  server: { proxy: { "/api": "http://127.0.0.1:4170" } },
});
