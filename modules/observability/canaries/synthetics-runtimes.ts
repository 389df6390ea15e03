/**
 * Runtimes of CloudWatch Synthetics by the kind of script (CloudWatch User Guide, "Synthetics runtime versions", read
 * on 2026-11-30). AWS retires a runtime about a year after its successor; no plan checks the name.
 */
export const CANARY_RUNTIMES = {
  "syn-nodejs-3.1": "requests without a browser",
  "syn-nodejs-playwright-3.0": "a browser driven by Playwright",
  "syn-nodejs-puppeteer-15.0": "a browser driven by Puppeteer",
} as const;

/** Name of a runtime from the catalogue. */
export type CanaryRuntime = keyof typeof CANARY_RUNTIMES;
