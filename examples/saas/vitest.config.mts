import { defineConfig } from "vitest/config";

/** Tests of the programs; Jest runs those of the stacks, and the proofs. */
export default defineConfig({
  test: {
    environment: "node",
    include: ["tests/{functions,local}/**/*.test.ts"],
    exclude: ["**/*.proof.test.ts"],
    env: { POWERTOOLS_LOG_LEVEL: "SILENT", POWERTOOLS_METRICS_DISABLED: "true" },
    maxWorkers: 2,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
