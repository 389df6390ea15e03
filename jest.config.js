/** Tests that take minutes of processor time or of waiting: `npm run test:proofs`, which `.ci/run` calls. */
const PROOFS = "**/*.proof.test.ts";

/** Tests of programs, which Vitest runs by the test command of their workspace. */
const PROGRAMS = "**/examples/{saas,scale-up}/tests/functions/**/!(*.proof).test.ts";

/** @type {import("jest").Config} */
const project = {
  testEnvironment: "node",
  roots: ["<rootDir>/tests", "<rootDir>/examples"],
  globalSetup: "<rootDir>/tests/support/global-setup.ts",
  globalTeardown: "<rootDir>/tests/support/global-teardown.ts",
  moduleNameMapper: {
    "^groundplan/(policies|testing|testing/local)$": "<rootDir>/$1",
    "^groundplan/(.*)$": "<rootDir>/modules/$1",
    // Dynamic imports name compiled files.
    "^(\\.{1,2}/[a-z/-]+)\\.js$": "$1",
  },
  transform: {
    "^.+\\.ts$": ["@swc/jest", { jsc: { parser: { syntax: "typescript" }, target: "es2022" }, sourceMaps: "inline" }],
  },
};

/** @type {import("jest").Config} */
module.exports = {
  // The default of 5 s is for idle machines: beside four busy processes the first test of a file, which loads cdktf and
  // the bindings, takes longer. The limit is for tests that hang.
  testTimeout: 120_000,
  // Jest leaves a processor idle, which is half of a machine with two.
  maxWorkers: "100%",
  collectCoverageFrom: ["modules/**/*.ts", "policies/**/*.ts", "testing/**/*.ts"],
  coverageThreshold: {
    global: { branches: 100 },
  },
  projects: [
    { ...project, displayName: "unit", testMatch: ["**/*.test.ts", `!${PROOFS}`, `!${PROGRAMS}`] },
    { ...project, displayName: "proofs", testMatch: [PROOFS] },
  ],
};
