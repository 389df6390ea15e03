import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Browser } from "playwright-core";
import { openConnection, openLocalDatabase } from "../../local/postgres/database";
import { inProcess } from "../../local/lambda/functions";
import { runCommand } from "../../local/problem";
import { seed } from "../../local/seed";
import { buildStorefront, siteFolder } from "../../local/storefront";
import { startWorld } from "../../local/world";
import { launchBrowser } from "./support/chromium";
import { Customer } from "./support/customer";
import { openEveryPage } from "./support/every-page";

/** Pictures of every page, to look at before a release; not part of the repository. */
const gallery = resolve(import.meta.dirname, "../../dist/screenshots");

const images = resolve(import.meta.dirname, "../../../docs/images");

const WINDOW = { viewport: { width: 1280, height: 800 }, timezoneId: "Europe/Berlin" };

/** Takes pictures of every page, and those of the documentation, in a separate shop. */
async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "screenshots-"));
  // As root, the server runs as another user.
  chmodSync(folder, 0o755);
  const database = await openLocalDatabase(undefined, join(folder, "postgres"));
  await buildStorefront();
  const variables = { DATABASE_URL: database.url, REDIS_URL: "memory:", POWERTOOLS_METRICS_DISABLED: "true" };
  const world = await startWorld({
    functions: inProcess,
    siteFolder,
    variables: { ...variables, POWERTOOLS_LOG_LEVEL: "SILENT" },
  });
  const connection = openConnection(database.url);
  await seed(connection);
  await connection.close();
  const browser = await launchBrowser();
  await takePictures(browser, world.url);
  for (const colorScheme of ["light", "dark"] as const)
    for (const width of [1280, 390]) await takeGallery(browser, world.url, colorScheme, width);
  process.stdout.write(`Every page: ${gallery}\n`);
  await browser.close();
  await world.stop();
  await database.stop();
  rmSync(folder, { recursive: true });
}

async function takePictures(browser: Browser, url: string): Promise<void> {
  const customer = await Customer.visit(browser, url, WINDOW);
  const { page } = customer;
  await customer.signIn();
  for (const [index, rating] of [5, 4, 5, 3].entries()) {
    await customer.buy(2 * index);
    await customer.giveFeedback(rating, "Does what it should.");
  }
  for (const [index, quantity] of [1, 2, 1].entries()) {
    await customer.openProduct(index);
    await customer.addToCart(quantity);
  }
  await customer.openCheckout();
  await customer.redeem(300);
  await page.getByRole("button", { name: "Place order" }).click();
  await customer.seeStatus("Paid");
  await page.screenshot({ path: join(images, "order.png") });
  await customer.open("Catalogue");
  await page.locator(".card").first().waitFor();
  await page.screenshot({ path: join(images, "catalogue.png") });
  await customer.leave();
}

async function takeGallery(browser: Browser, url: string, colorScheme: "light" | "dark", width: number): Promise<void> {
  const customer = await Customer.visit(browser, url, { ...WINDOW, viewport: { width, height: 800 }, colorScheme });
  await openEveryPage(customer, async (name) => {
    const file = `${name.replaceAll(" ", "-")}-${width}-${colorScheme}.png`;
    await customer.page.screenshot({ path: join(gallery, file), fullPage: true });
  });
  await customer.leave();
}

await runCommand(main);
