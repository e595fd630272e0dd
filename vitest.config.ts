import { defineConfig } from "vitest/config";

const source = ["@homepoint/source", "import", "module", "default"];

export default defineConfig({
  resolve: { conditions: source },
  ssr: { resolve: { conditions: source } },
  test: {
    include: ["packages/*/src/**/*.test.ts", "apps/*/src/**/*.test.ts", "tools/**/*.test.ts"],
    execArgv: ["--conditions=@homepoint/source"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
