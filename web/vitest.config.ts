import { defineConfig } from "vitest/config";

/**
 * One test builds the site; the limits only end a test that hangs, because a busy machine stretches a build tenfold.
 */
export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // No test replaces modules, so that all files share one set of them.
    isolate: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 60_000 } },
  },
});
