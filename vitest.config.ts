import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

const source = ["@homepoint/source", "import", "module", "default"];

export default defineConfig({
  resolve: { conditions: source },
  ssr: { resolve: { conditions: source } },
  test: {
    include: ["packages/*/src/**/*.test.ts", "apps/*/src/**/*.test.ts", "tools/**/*.test.ts"],
    // From source, each reading worker strips its own types by WebAssembly. V8 13 may crash where one
    // of them warms up the calls from there while another ends; what is built has neither.
    execArgv: ["--conditions=@homepoint/source", "--no-wasm-generic-wrapper"],
    // Many tests wait for programs that they start: one worker a core keeps none of them idle.
    maxWorkers: availableParallelism(),
    globalSetup: "tools/test-folder.ts",
    // What is waited for comes, on a busy machine later: none of these is a measure of anything.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 50_000 } },
  },
});
