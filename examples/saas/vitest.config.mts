import path from "node:path";
import { defineConfig } from "vitest/config";

/** Tests of the programs; Jest runs those of the stacks, and the proofs. */
export default defineConfig({
  resolve: {
    alias: {
      "groundplan/testing/local": path.resolve(import.meta.dirname, "../../testing/local"),
      "groundplan/api/handlers": path.resolve(import.meta.dirname, "../../modules/api/handlers"),
      "groundplan/compute/bundles": path.resolve(import.meta.dirname, "../../modules/compute/bundles"),
    },
  },
  test: {
    environment: "node",
    include: ["tests/functions/**/*.test.ts"],
    globalSetup: ["tests/functions/support/moto-setup.ts"],
    env: { POWERTOOLS_LOG_LEVEL: "SILENT", POWERTOOLS_METRICS_DISABLED: "true" },
    maxWorkers: 2,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
