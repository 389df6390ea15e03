import { defineConfig } from "vitest/config";

/** Unit tests need nothing; integration and browser tests get a PostgreSQL server and the built storefront for the whole run. */
export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      { test: { name: "unit", environment: "node", include: ["test/unit/**/*.test.ts"] } },
      {
        test: {
          name: "integration",
          environment: "node",
          include: ["test/integration/**/*.test.ts"],
          globalSetup: ["test/support/postgres-setup.ts", "test/support/storefront-setup.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: "image",
          environment: "node",
          include: ["test/image/**/*.test.ts"],
          globalSetup: ["test/image/support/image-setup.ts"],
          // The world has one database address, and the figures are those of a container that is alone.
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: "browser",
          environment: "node",
          include: ["test/browser/**/*.test.ts"],
          globalSetup: ["test/support/postgres-setup.ts", "test/support/storefront-setup.ts"],
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
