import { afterAll, beforeAll, describe } from "vitest";
import type { Browser } from "playwright-core";
import { launchBrowser, missingBrowser } from "./chromium";
import { Customer } from "./customer";
import { openShop, type OpenShop } from "./shop";

/** Opens the suite's shop in a separate window. */
export type Visit = (options?: Parameters<typeof Customer.visit>[2]) => Promise<Customer>;

/**
 * A suite with a shop and a browser. Without a browser it is skipped, and its name says why; in CI it runs and fails.
 */
export function describeInBrowser(name: string, tests: (visit: Visit, shop: () => OpenShop) => void): void {
  describe.skipIf(missingBrowser && !process.env.CI)(`${name} ${missingBrowser}`, () => {
    let shop: OpenShop;
    let browser: Browser;

    beforeAll(async () => {
      [shop, browser] = await Promise.all([openShop(), launchBrowser()]);
    });
    afterAll(async () => {
      await browser?.close();
      await shop?.close();
    });

    tests(
      (options) => Customer.visit(browser, shop.url, options),
      () => shop,
    );
  });
}
