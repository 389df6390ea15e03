import { afterEach, beforeEach, expect, it } from "vitest";
import type { Page, Route } from "playwright-core";
import type { Customer } from "./support/customer";
import { describeInBrowser } from "./support/describe-in-browser";

const UNAVAILABLE = { status: 503, json: { code: "temporarily-unavailable", detail: "Try again in a moment" } };

const pieces = (page: Page, count: number) => page.getByRole("link", { name: `Cart ${count} items` }).waitFor();

describeInBrowser("the cart", (visit) => {
  let customer: Customer;

  beforeEach(async () => {
    customer = await visit();
  });
  afterEach(async () => {
    await customer.leave();
    expect([...customer.violations, ...customer.errors]).toEqual([]);
  });

  /** Another device of the customer, without anything in its browser. */
  async function signInElsewhere(): Promise<Customer> {
    const device = await visit();
    await device.signIn(customer.name);
    return device;
  }

  it("of a guest is there after a reload, in a new tab, and without the copy of the browser", async () => {
    const { page } = customer;
    await customer.openProduct(0);
    await customer.addToCart(2);
    await page.reload();
    await pieces(page, 2);
    await page.evaluate("localStorage.clear()");
    const tab = await page.context().newPage();
    await tab.goto("/cart");
    await tab.getByLabel(/^Quantity of/).waitFor();
    await pieces(tab, 2);
    await pieces(page, 2);
  });

  it("of a guest is the customer's after the sign-in, on each device, together with what was there", async () => {
    await customer.signIn();
    await customer.openProduct(1);
    await customer.addToCart(1);
    const device = await visit();
    await device.openProduct(0);
    await device.addToCart(2);
    await device.signIn(customer.name);
    await pieces(device.page, 3);
    await customer.open("Cart");
    await pieces(customer.page, 3);
    expect(await customer.page.getByLabel(/^Quantity of/).count()).toBe(2);
    await device.leave();
  });

  it("has the pieces that two devices add, and loses what one of them removes", async () => {
    await customer.signIn();
    const device = await signInElsewhere();
    await customer.openProduct(0);
    await customer.addToCart(2);
    await device.openProduct(0);
    await device.addToCart(3);
    await pieces(device.page, 5);
    await device.open("Cart");
    await device.page.getByRole("button", { name: /^Remove/ }).click();
    await device.page.getByText("Your cart is empty.").waitFor();
    await customer.open("Cart");
    await customer.page.getByText("Your cart is empty.").waitFor();
    await device.leave();
  });

  it("is empty on each device after an order, and has its items again after a declined card", async () => {
    const { page } = customer;
    await customer.signIn();
    await customer.openProduct(2);
    await customer.addToCart(1);
    const device = await signInElsewhere();
    await pieces(device.page, 1);
    await customer.openCheckout();
    await page.getByLabel("Means of payment").selectOption("tok_declined");
    await page.getByRole("button", { name: "Place order" }).click();
    await customer.seeStatus("Cancelled");
    await pieces(page, 0);
    await device.open("Cart");
    await device.page.getByText("Your cart is empty.").waitFor();
    await page.getByRole("button", { name: "Try another card" }).click();
    await page.getByRole("button", { name: "Place order" }).waitFor();
    await device.page.reload();
    await pieces(device.page, 1);
    await page.getByRole("button", { name: "Place order" }).click();
    await customer.seeStatus("Paid");
    await device.page.reload();
    await device.page.getByText("Your cart is empty.").waitFor();
    await device.leave();
  });

  it("is emptied in the browser by a sign-out, and is there again after the next sign-in", async () => {
    const { page } = customer;
    await customer.signIn();
    await customer.openProduct(0);
    await customer.addToCart(2);
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByRole("button", { name: "Sign in" }).waitFor();
    await pieces(page, 0);
    await customer.signIn();
    await pieces(page, 2);
  });

  it("keeps the quantity that a customer types while it loads", async () => {
    const { page } = customer;
    const quantity = page.getByLabel(/^Quantity of/);
    await customer.openProduct(0);
    await customer.addToCart(1);
    let answer = () => {};
    const typed = new Promise<void>((resolve) => (answer = resolve));
    const load = async (route: Route) => {
      const response = await route.fetch();
      const { items } = (await response.json()) as { items: object[] };
      await typed;
      await route.fulfill({ response, json: { items: items.map((line) => ({ ...line, priceCents: 123_456 })) } });
    };
    await page.route("**/api/cart", load, { times: 1 });
    await customer.open("Cart");
    await quantity.fill("7");
    answer();
    await page.locator(".sum").getByText("$1,234.56").waitFor();
    expect(await quantity.inputValue()).toBe("7");
    await quantity.blur();
    await pieces(page, 7);
  });

  it("is changed in the browser and can be ordered while the shop has no cache, and is at the shop afterwards", async () => {
    const { page } = customer;
    await customer.signIn();
    await customer.openProduct(0);
    await customer.addToCart(1);
    await page.route("**/api/cart", (route) => route.fulfill(UNAVAILABLE));
    await customer.addToCart(2);
    await customer.openProduct(1);
    await customer.addToCart(1);
    await pieces(page, 4);
    await page.reload();
    await pieces(page, 4);
    await customer.openCheckout();
    expect(await page.locator(".notice").count()).toBe(0);
    await page.unroute("**/api/cart");
    await customer.open("Cart");
    await expect.poll(() => customer.sent("PATCH", "/api/cart").length).toBeGreaterThan(0);
    const device = await signInElsewhere();
    await pieces(device.page, 4);
    await page.route("**/api/cart", (route) => route.fulfill(UNAVAILABLE));
    await customer.openCheckout();
    await page.getByRole("button", { name: "Place order" }).click();
    await customer.seeStatus("Paid");
    await pieces(page, 0);
    await device.leave();
  });
});
