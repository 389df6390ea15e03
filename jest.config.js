/** @type {import("jest").Config} */
module.exports = {
  testEnvironment: "node",
  roots: ["<rootDir>/tests"],
  testMatch: ["**/*.test.ts"],
  globalSetup: "<rootDir>/tests/support/global-setup.ts",
  globalTeardown: "<rootDir>/tests/support/global-teardown.ts",
  collectCoverageFrom: ["modules/**/*.ts", "policies/**/*.ts", "testing/**/*.ts"],
  coverageThreshold: {
    global: { branches: 100 },
  },
  moduleNameMapper: {
    "^groundplan/(policies|testing)$": "<rootDir>/$1",
    "^groundplan/(.*)$": "<rootDir>/modules/$1",
    // Dynamic imports name compiled files.
    "^(\\./[a-z-]+)\\.js$": "$1",
  },
  transform: {
    "^.+\\.ts$": ["@swc/jest", { jsc: { parser: { syntax: "typescript" }, target: "es2022" }, sourceMaps: "inline" }],
  },
};
