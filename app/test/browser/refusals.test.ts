import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { Page } from "playwright-core";
import type { Customer } from "./support/customer";
import { describeInBrowser } from "./support/describe-in-browser";

const GATEWAY_REFUSAL = { status: 401, json: { message: "Unauthorized" } };

const ENDED = "Your session has ended. Please sign in again.";

/** Navigates without a reload. */
const go = (page: Page, path: string) =>
  page.evaluate(`history.pushState(null, "", "${path}"); dispatchEvent(new PopStateEvent("popstate"))`);

describeInBrowser("what is refused", (visit, shop) => {
  let customer: Customer;
  let page: Page;

  beforeEach(async () => {
    customer = await visit();
    page = customer.page;
  });
  afterEach(async () => {
    await customer.leave();
    expect([...customer.violations, ...customer.errors]).toEqual([]);
  });

  it("by the gateway ends the session and shows one notice", async () => {
    await customer.signIn();
    await page.route("**/api/orders?*", (route) => route.fulfill(GATEWAY_REFUSAL));
    await customer.open("Orders");
    await page.getByText(ENDED).waitFor();
    expect(await page.locator(".notice").count()).toBe(0);
  });

  it("by the gateway is also shown in the feedback form", async () => {
    await customer.signIn();
    await customer.buy(0);
    await page.route("**/api/feedback", (route) => route.fulfill(GATEWAY_REFUSAL));
    await page.getByLabel("4 of 5").check();
    await page.getByLabel("Comment").fill("Fine");
    await page.getByRole("button", { name: "Give feedback" }).click();
    await page.getByText(ENDED).waitFor();
    expect(await page.locator(".notice").count()).toBe(0);
  });

  it.each([
    ["50", "20"],
    ["0", "1"],
    ["2.5", "2"],
    ["", "1"],
  ])("as the quantity %j in the cart becomes %s, which is said beside the field", async (typed, set) => {
    await customer.openProduct(0);
    await customer.addToCart(1);
    await customer.open("Cart");
    const quantity = page.getByLabel(/^Quantity of/);
    const row = page.locator("li", { has: quantity });
    await quantity.fill(typed);
    await quantity.blur();
    await row
      .getByRole("alert")
      .filter({ hasText: `Now ${set}: an order can contain 1 to 20` })
      .waitFor();
    expect(await quantity.inputValue()).toBe(set);
    await quantity.fill("3");
    await quantity.blur();
    await expect.poll(() => row.getByRole("alert").count()).toBe(0);
    expect(await quantity.inputValue()).toBe("3");
  });

  it.each(["products", "orders"])("among the %s for a missing item shows the not-found page", async (list) => {
    await customer.signIn();
    await go(page, `/${list}/${randomUUID()}`);
    await page.getByRole("heading", { name: "There is nothing here", level: 1 }).waitFor();
    expect(await page.title()).toBe("There is nothing here · Groundplan Shop");
    expect(await page.getByRole("button", { name: "Try again" }).count()).toBe(0);
    expect(await page.locator(".notice").count()).toBe(0);
    await page.getByRole("link", { name: "Back to the catalogue" }).click();
    await page.getByRole("heading", { name: "Catalogue" }).waitFor();
  });

  it("for a moment has no notice and has its categories after a retry", async () => {
    const answer = { status: 503, headers: { "retry-after": "0.01" }, json: { detail: "Try again in a moment" } };
    await page.route("**/api/products?*", (route) => route.fulfill(answer));
    await page.reload();
    await page.locator(".notice").waitFor();
    expect(await page.locator(".filter a").allInnerTexts()).toEqual(["All"]);
    await page.unroute("**/api/products?*");
    await page.getByRole("button", { name: "Try again" }).click();
    await page.locator(".card").first().waitFor();
    await expect.poll(() => page.locator(".filter a").count()).toBeGreaterThan(1);
    expect(await page.locator(".notice").count()).toBe(0);
  });

  it("for a moment can be tried again", async () => {
    const answer = { status: 503, headers: { "retry-after": "0.01" }, json: { detail: "Try again in a moment" } };
    await page.route("**/api/products/*", (route) => route.fulfill(answer));
    await page.locator(".card h2 a").first().click();
    await page.getByRole("heading", { name: "Product", level: 1 }).waitFor();
    expect(await page.title()).toBe("Product · Groundplan Shop");
    await page.getByRole("link", { name: "Back to the catalogue" }).waitFor();
    await page.unroute("**/api/products/*");
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByRole("button", { name: "Add to cart" }).waitFor();
  });

  it("for good cannot be tried again", async () => {
    await customer.signIn();
    await page.route("**/api/orders/*", (route) => route.fulfill({ status: 403, json: { code: "scope" } }));
    await go(page, `/orders/${randomUUID()}`);
    await page.getByRole("heading", { name: "Your order", level: 1 }).waitFor();
    await page.getByText("This could not be loaded.").waitFor();
    expect(await page.getByRole("button", { name: "Try again" }).count()).toBe(0);
  });

  it("for points that were redeemed elsewhere shows the balance, and the next order is placed", async () => {
    await customer.signIn();
    await customer.openProduct(0);
    await customer.addToCart(1);
    await customer.openCheckout();
    await customer.redeem(500);
    const balance = (points: number) => page.getByText(`You have ${points} points.`);
    await balance(500).waitFor();
    await shop().execute("UPDATE customers SET points_balance = 0", []);
    await page.getByRole("button", { name: "Place order" }).click();
    await page.getByText("The balance is 0 points").waitFor();
    await balance(0).waitFor();
    await page.getByRole("button", { name: "Place order" }).click();
    await customer.seeStatus("Paid");
  });

  it("as too many points is never in the field", async () => {
    await customer.signIn();
    await customer.openProduct(0);
    await customer.addToCart(1);
    await customer.openCheckout();
    const field = page.getByLabel("Points to redeem", { exact: true });
    const sum = page.locator(".sum");
    expect(await sum.innerText()).not.toContain("-$0.00");
    for (const [typed, kept, amount] of [
      ["900", "500", "-$5.00"],
      ["900", "500", "-$5.00"],
      ["-5", "0", "$0.00"],
      ["-5", "0", "$0.00"],
      ["", "0", "$0.00"],
      ["120", "120", "-$1.20"],
    ] as const) {
      await field.fill(typed);
      await sum.getByText(amount, { exact: true }).waitFor();
      expect([typed, await field.inputValue()]).toEqual([typed, kept]);
    }
    await field.fill("900");
    await page.getByRole("button", { name: "Place order" }).click();
    await customer.seeStatus("Paid");
  });

  it("rejects a comment of spaces; accepted feedback changes the stars and removes the form for good", async () => {
    await customer.signIn();
    await customer.openProduct(3);
    await page.getByText("Not rated yet").waitFor();
    await customer.buy(3);
    await page.getByLabel("4 of 5").check();
    await page.getByLabel("Comment").fill("   ");
    await page.getByRole("button", { name: "Give feedback" }).click();
    expect(await page.getByLabel("Comment").inputValue()).toBe("");
    expect(customer.sent("POST", "/api/feedback")).toEqual([]);
    await page.getByLabel("Comment").fill("Fine.");
    await page.getByRole("button", { name: "Give feedback" }).click();
    await page.getByText("Thank you for your feedback.").waitFor();
    expect(await page.locator("summary").count()).toBe(0);
    expect(await page.evaluate("document.activeElement.tagName")).toBe("H1");
    await page.locator("main .lines a").click();
    await page.locator(".product").getByText("Rated 4 of 5").waitFor();
    await page.goBack();
    await customer.seeStatus("Paid");
    expect(await page.locator("summary").count()).toBe(0);
  });

  it("as feedback on a product that was not bought is not offered", async () => {
    await customer.signIn();
    await customer.openProduct(4);
    await page.getByText("There is no feedback yet.").waitFor();
    expect(await page.locator("summary").count()).toBe(0);
    await customer.addToCart(1);
    await customer.openCheckout();
    await page.getByLabel("Means of payment").selectOption("tok_declined");
    await page.getByRole("button", { name: "Place order" }).click();
    await customer.seeStatus("Cancelled");
    expect(await page.locator("summary").count()).toBe(0);
  });

  it("requires a rating, which nothing preselects", async () => {
    await customer.signIn();
    await customer.buy(4);
    expect(await page.locator(".rating input:checked").count()).toBe(0);
    await page.getByLabel("Comment").fill("Fine.");
    await page.getByRole("button", { name: "Give feedback" }).click();
    expect(await page.locator(".rating input:invalid").count()).toBeGreaterThan(0);
    expect(customer.sent("POST", "/api/feedback")).toEqual([]);
  });

  it("rejects more pieces than an order can contain", async () => {
    await customer.openProduct(0);
    await customer.addToCart(15);
    await page.getByRole("button", { name: "Add to cart" }).click();
    await page.getByText("An order can contain at most 20 of these, and your cart has 15.").waitFor();
    await page.getByRole("link", { name: "Cart 15 items" }).waitFor();
  });

  it("explains an empty category, and ignores a category without a name", async () => {
    await page.goto("/?category=nothing");
    await page.getByText("No products were found.").waitFor();
    await page.goto("/?category=");
    await page.locator(".card").first().waitFor();
    expect(await page.locator(".filter [aria-current]").innerText()).toBe("All");
  });
});
