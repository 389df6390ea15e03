import { afterEach, beforeEach, expect, it } from "vitest";
import type { Route } from "playwright-core";
import type { Customer } from "./support/customer";
import { describeInBrowser } from "./support/describe-in-browser";

describeInBrowser("a purchase", (visit) => {
  let customer: Customer;

  beforeEach(async () => {
    customer = await visit();
  });
  afterEach(async () => {
    await customer.leave();
    expect([...customer.violations, ...customer.errors]).toEqual([]);
  });

  it("leads from the catalogue to one paid order, also after a double click, and to feedback", async () => {
    const { page } = customer;
    await customer.openProduct(0);
    const product = await page.locator("h1").innerText();
    await customer.signIn();
    // The sign-in pages lead back to the product.
    await page.getByRole("heading", { name: product }).waitFor();
    await customer.addToCart(2);
    const before = await customer.points();
    await customer.openCheckout();
    await customer.redeem(300);
    await page.getByText("-$3.00").waitFor();
    await page.getByRole("button", { name: "Place order" }).dblclick();
    await customer.seeStatus("Paid");
    expect(customer.sent("POST", "/api/orders")).toHaveLength(1);
    const earned = Number(
      /You earned ([\d,]+) points/.exec(await page.locator(".sum").innerText())![1]!.replace(",", ""),
    );
    expect(await customer.countOrders()).toBe(1);
    expect(await customer.points()).toBe(before - 300 + earned);

    await customer.open("Orders");
    await page.locator("main li a").click();
    await page.getByText(`Rate ${product}`).click();
    await customer.giveFeedback(4, "Does what it should.");
    await page.locator("li", { hasText: "Does what it should." }).getByText("Rated 4 of 5").waitFor();
  });

  it("that is declined is cancelled, and the points are back", async () => {
    const { page } = customer;
    await customer.signIn();
    const before = await customer.points();
    await customer.openProduct(1);
    await customer.addToCart(1);
    await customer.openCheckout();
    await customer.redeem(200);
    await page.getByLabel("Means of payment").selectOption("tok_declined");
    await page.getByRole("button", { name: "Place order" }).click();
    await customer.seeStatus("Cancelled");
    await page.getByRole("button", { name: "Try another card" }).click();
    await page.getByRole("button", { name: "Place order" }).waitFor();
    await page.getByText("1 × ").waitFor();
    expect(await customer.points()).toBe(before);
    expect(await page.locator("li", { hasText: "Returned from a cancelled order" }).innerText()).toContain("+200");
  });

  it("with a lost answer is repeated under the same key and places one order", async () => {
    const { page } = customer;
    await customer.signIn();
    await customer.openProduct(2);
    await customer.addToCart(1);
    await customer.openCheckout();
    const loseAnswer = async (route: Route) => {
      await route.fetch();
      await route.abort();
    };
    await page.route("**/api/orders", loseAnswer, { times: 1 });
    await page.getByRole("button", { name: "Place order" }).click();
    await customer.seeStatus("Paid");
    const keys = await Promise.all(
      customer.sent("POST", "/api/orders").map((request) => request.headerValue("idempotency-key")),
    );
    expect(keys).toEqual([keys[0], keys[0]]);
    expect(await customer.countOrders()).toBe(1);
  });

  it("opens a new session when the shop has lost the old one", async () => {
    const { page } = customer;
    await customer.signIn();
    await customer.openProduct(0);
    await customer.addToCart(1);
    await customer.openCheckout();
    await endSession(customer);
    await page.getByRole("button", { name: "Place order" }).click();
    await customer.seeStatus("Paid");
    expect(customer.sent("POST", "/api/session")).toHaveLength(2);
    expect(await customer.countOrders()).toBe(1);
  });

  it("requires a sign-in when the tokens are refused, and retains the cart", async () => {
    const { page } = customer;
    await customer.signIn();
    await customer.openProduct(0);
    await customer.addToCart(1);
    await customer.openCheckout();
    const refuse = (route: Route) => route.fulfill({ status: 401, json: { message: "Unauthorized" } });
    // The new token as well.
    await page.route("**/api/orders", refuse, { times: 2 });
    await page.getByRole("button", { name: "Place order" }).click();
    await page.getByText("Your session has ended. Please sign in again.").waitFor();
    await customer.signIn();
    await page.getByRole("button", { name: "Place order" }).click();
    await customer.seeStatus("Paid");
    expect(await customer.countOrders()).toBe(1);
  });

  it("has one cart in all tabs, which signing out empties", async () => {
    const { page } = customer;
    await customer.signIn();
    const other = await page.context().newPage();
    await other.goto("/cart");
    await other.getByText("Your cart is empty.").waitFor();
    await customer.openProduct(0);
    await customer.addToCart(2);
    await other.getByRole("link", { name: "Cart 2 items" }).waitFor();
    await page.getByRole("button", { name: "Sign out" }).click();
    await other.getByRole("link", { name: "Cart 0 items" }).waitFor();
  });

  it("signs out in all tabs", async () => {
    const { page } = customer;
    await customer.signIn();
    const other = await page.context().newPage();
    await other.goto("/orders");
    await other.getByText("You have not ordered anything yet.").waitFor();
    const revoked = other.waitForRequest("**/oauth2/revoke");
    await page.getByRole("button", { name: "Sign out" }).click();
    await other.getByText("Please sign in first.").waitFor();
    await other.getByRole("button", { name: "Sign in" }).first().waitFor();
    expect((await revoked).postData()).toContain("token=");
  });

  it("shows the order's number", async () => {
    const { page } = customer;
    await customer.signIn();
    await customer.openProduct(0);
    await customer.addToCart(1);
    await customer.openCheckout();
    await page.getByRole("button", { name: "Place order" }).click();
    await customer.seeStatus("Paid");
    const id = new URL(page.url()).pathname.split("/").at(-1)!;
    await page.getByText(`Number ${id}`).waitFor();
    await customer.open("Orders");
    await page.getByText(`Order …${id.slice(-8)}`).waitFor();
  });

  it("ends at once when the customer signs out while the shop is silent, and revokes the refresh token", async () => {
    const { page } = customer;
    await customer.signIn();
    await page.route("**/api/session", () => {});
    const revoked = page.waitForRequest("**/oauth2/revoke");
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByRole("button", { name: "Sign in" }).waitFor({ timeout: 5_000 });
    expect((await revoked).postData()).toContain("token=");
  });

  it("can be browsed while the configuration cannot be loaded, and signs in once it can", async () => {
    const { page } = customer;
    await page.route("**/config.json", (route) => route.fulfill({ status: 503 }), { times: 1 });
    await page.reload();
    await page.locator(".card").first().waitFor();
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByText("config.json: the site answered 503").waitFor();
    await customer.signIn();
  });

  it("stays signed in after a reload, in a new tab, and without a second entry in the history", async () => {
    const { page } = customer;
    await customer.signIn();
    await customer.open("Orders");
    await page.getByText("You have not ordered anything yet.").waitFor();
    const entries = await page.evaluate<number>("history.length");
    await page.reload();
    await page.getByText("You have not ordered anything yet.").waitFor();
    await page.getByRole("button", { name: "Sign out" }).waitFor();
    expect([page.url(), await page.evaluate<number>("history.length")]).toEqual([
      new URL("/orders", page.url()).href,
      entries,
    ]);
    const other = await page.context().newPage();
    await other.goto("/points");
    await other.getByText("Welcome to the shop").waitFor();
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByRole("button", { name: "Sign in" }).waitFor();
    await customer.open("Orders");
    await page.getByText("Please sign in first.").waitFor();
    await page.reload();
    await page.getByText("Please sign in first.").waitFor();
  });

  it("shows the catalogue at once while a reload resumes the sign-in", async () => {
    const { page } = customer;
    await customer.signIn();
    await page.route("**/config.json", () => {});
    await page.reload();
    await page.locator(".card").first().waitFor();
    await customer.open("Orders");
    await page.getByText("Loading …").waitFor();
  });

  it("is asked to sign in by a click after a return from the sign-in pages by hand", async () => {
    const { page } = customer;
    await customer.signIn();
    await page.context().clearCookies({ name: "cognito" });
    await page.reload();
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    await page.goto("/orders");
    await page.getByText("Please sign in first.").waitFor();
  });

  it("needs a sign-in, and signing out ends it", async () => {
    const { page } = customer;
    await customer.open("Orders");
    await page.getByText("Please sign in first.").waitFor();
    await customer.signIn();
    await page.getByText("You have not ordered anything yet.").waitFor();
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByRole("button", { name: "Sign in" }).waitFor();
    await customer.open("Orders");
    await page.getByText("Please sign in first.").waitFor();
  });

  it("reports Content-Security-Policy violations and uncaught errors", async () => {
    await customer.page.evaluate(`
      const script = document.createElement("script");
      script.textContent = "window.intruded = true";
      document.body.append(script);
      setTimeout(() => { throw new Error("not caught"); });
    `);
    await expect.poll(() => customer.violations.splice(0).length).toBeGreaterThan(0);
    await expect.poll(() => customer.errors.splice(0).map(({ message }) => message)).toEqual(["not caught"]);
  });
});

/**
 * Ends the shop's session behind the page's back, as another tab or the cache would, and leaves its cookie in place.
 */
async function endSession(customer: Customer): Promise<void> {
  const context = customer.page.context();
  const cookies = await context.cookies();
  const opened = customer.sent("POST", "/api/session").at(-1)!;
  const { csrfToken } = (await (await opened.response())!.json()) as { csrfToken: string };
  const authorization = (await opened.headerValue("authorization"))!;
  const headers = { authorization, "x-csrf-token": csrfToken };
  expect((await context.request.delete("/api/session", { headers })).status()).toBe(204);
  await context.addCookies(cookies);
}
