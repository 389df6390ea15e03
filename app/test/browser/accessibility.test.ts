import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import type { AxeResults } from "axe-core";
import type { Page } from "playwright-core";
import { describeInBrowser } from "./support/describe-in-browser";
import { openEveryPage } from "./support/every-page";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Violations that axe finds on the page, each as rule and element. */
async function findings(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const results = await page.evaluate<AxeResults>("axe.run(document)");
  return results.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

const NAME_OF_FOCUS = `(({ ariaLabel, labels, innerText }) =>
  ariaLabel ?? labels?.[0]?.innerText ?? innerText ?? "")(document.activeElement)`;

/** Presses Tab until the focus is on the control of that name. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 80; presses++) {
    await page.keyboard.press("Tab");
    if ((await page.evaluate<string>(NAME_OF_FOCUS)).trim().startsWith(name)) return;
  }
  throw new Error(`The Tab key does not reach "${name}".`);
}

describeInBrowser("the storefront is for everybody", (visit) => {
  it.each(["light", "dark"] as const)("axe reports no violation on any page when it is %s", async (colorScheme) => {
    // axe is a script that the site's Content-Security-Policy would refuse.
    const customer = await visit({ colorScheme, bypassCSP: true });
    const found: Record<string, string[]> = {};
    await openEveryPage(customer, async (name) => {
      found[name] = await findings(customer.page);
    });
    expect(Object.entries(found).filter(([, list]) => list.length > 0)).toEqual([]);
    expect(Object.keys(found)).toHaveLength(15);
    await customer.leave();
  });

  it("axe would find a picture without a text and a faint text", async () => {
    const customer = await visit({ bypassCSP: true });
    await customer.page.evaluate(`
      const picture = document.createElement("img");
      const text = document.createElement("p");
      picture.src = "/assets/none.svg";
      text.textContent = "Faint";
      text.style.color = "#ddd";
      document.querySelector("main").append(picture, text);
    `);
    const rules = (await findings(customer.page)).map((finding) => finding.split(":")[0]);
    expect(rules).toEqual(expect.arrayContaining(["image-alt", "color-contrast"]));
    await customer.leave();
  });

  it("Show more moves the focus to the first new item", async () => {
    const customer = await visit();
    const { page } = customer;
    const more = page.getByRole("button", { name: "Show more products" });
    while (await more.isVisible()) {
      const shown = await page.locator(".card").count();
      await more.focus();
      await page.keyboard.press("Enter");
      const first = page.locator(".card").nth(shown).locator("h2 a");
      await first.waitFor();
      await expect.poll(() => page.evaluate(NAME_OF_FOCUS)).toBe(await first.innerText());
    }
    await customer.leave();
  });

  it("a purchase is possible by keyboard alone", async () => {
    const customer = await visit();
    const { page } = customer;
    await tabTo(page, "Sign in");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    await tabTo(page, "Continue as alice");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Sign out" }).waitFor();
    const product = await page.locator(".card:not(:has(.cancelled)) h2").first().innerText();
    await tabTo(page, product);
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Add to cart" }).waitFor();
    // The heading has the focus, so that the way goes on from there.
    expect(await page.evaluate("document.activeElement.tagName")).toBe("H1");
    await tabTo(page, "Add to cart");
    await page.keyboard.press("Enter");
    await page.getByText("is in your cart").waitFor();
    await page.keyboard.press("Home");
    await tabTo(page, "Skip to the content");
    await tabTo(page, "Cart");
    await page.keyboard.press("Enter");
    await tabTo(page, "Go to checkout");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Place order" }).waitFor();
    await tabTo(page, "Points to redeem, as a slider");
    for (let step = 0; step < 5; step++) await page.keyboard.press("ArrowRight");
    await page.getByText("-$0.05").waitFor();
    await tabTo(page, "Place order");
    await page.keyboard.press("Enter");
    await customer.seeStatus("Paid");
    expect(customer.violations).toEqual([]);
    await customer.leave();
  });
});
