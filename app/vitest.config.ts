import { defineConfig } from "vitest/config";

/**
 * Unit tests that replace modules, load them again, or need AWS clients of their own; all other unit tests share one
 * set of loaded modules.
 */
const ISOLATED = [
  "test/unit/handlers/**/*.test.ts",
  "test/unit/adapters/queue.test.ts",
  "test/unit/adapters/traced-calls.test.ts",
];

/**
 * Limits of a test that hangs, far above what any test needs: a machine that runs other programs at the same time
 * stretches imports, processes and servers tenfold, and the defaults of 5 s for a test and 1 s for a poll would report
 * that as a failure.
 */
const patient = { testTimeout: 120_000, hookTimeout: 120_000, expect: { poll: { timeout: 60_000 } } };

/**
 * Unit tests need nothing; integration and browser tests share one PostgreSQL server and one built storefront per run.
 */
export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: "unit",
          environment: "node",
          include: ["test/unit/**/*.test.ts"],
          exclude: ISOLATED,
          // Loading the application's modules again for each file takes half of the run's processor time.
          isolate: false,
          ...patient,
        },
      },
      { test: { name: "unit-isolated", environment: "node", include: ISOLATED, ...patient } },
      {
        test: {
          name: "integration",
          environment: "node",
          include: ["test/integration/**/*.test.ts"],
          globalSetup: ["test/support/postgres-setup.ts", "test/support/storefront-setup.ts"],
          ...patient,
        },
      },
      {
        test: {
          name: "image",
          environment: "node",
          include: ["test/image/**/*.test.ts"],
          globalSetup: ["test/image/support/image-setup.ts"],
          // All files use one database address, and the load test measures a container that runs alone.
          fileParallelism: false,
          ...patient,
        },
      },
      {
        test: {
          name: "browser",
          environment: "node",
          include: ["test/browser/**/*.test.ts"],
          globalSetup: ["test/support/postgres-setup.ts", "test/support/storefront-setup.ts"],
          fileParallelism: false,
          ...patient,
        },
      },
    ],
  },
});
