import { expect, it } from "vitest";
import { describeInBrowser } from "./support/describe-in-browser";

describeInBrowser("the history of the browser", (visit) => {
  it("Back shows the loaded products where the customer left them", async () => {
    const customer = await visit();
    const { page } = customer;
    await page.getByRole("button", { name: "Show more products" }).click();
    const card = page.locator(".card h2 a").nth(20);
    await card.waitFor();
    await card.scrollIntoViewIfNeeded();
    const [count, top] = [await page.locator(".card").count(), await page.evaluate<number>("scrollY")];
    expect(top).toBeGreaterThan(300);
    await card.click();
    await page.getByRole("heading", { name: "Feedback" }).waitFor();
    const requests = customer.sent("GET", "/api/products").length;
    await page.goBack();
    await card.waitFor();
    expect(await page.locator(".card").count()).toBe(count);
    await expect.poll(() => page.evaluate<number>("scrollY")).toBe(top);
    await page.goForward();
    await page.getByRole("heading", { name: "Feedback" }).waitFor();
    await customer.open("Catalogue");
    await page.locator(".card").first().waitFor();
    expect(await page.evaluate<number>("scrollY")).toBe(0);
    expect(await page.locator(".card").count()).toBeLessThan(count);
    // The categories twice, and the new list.
    expect(customer.sent("GET", "/api/products")).toHaveLength(requests + 3);
    await customer.leave();
  });

  it("restores the scroll position of a page that loads again", async () => {
    const customer = await visit({ viewport: { width: 390, height: 300 } });
    const { page } = customer;
    await customer.openProduct(0);
    const back = page.getByRole("heading", { name: "Feedback" });
    await back.scrollIntoViewIfNeeded();
    const top = await page.evaluate<number>("scrollY");
    expect(top).toBeGreaterThan(100);
    // Without the scrolling of a click.
    await page.evaluate(`document.querySelector("a[href='/cart']").click()`);
    await page.getByText("Your cart is empty.").waitFor();
    expect(await page.evaluate<number>("scrollY")).toBe(0);
    await page.goBack();
    await back.waitFor();
    await expect.poll(() => page.evaluate<number>("scrollY")).toBe(top);
    await customer.leave();
  });
});
