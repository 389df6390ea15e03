import { afterEach, beforeEach, expect, it } from "vitest";
import type { Route } from "playwright-core";
import type { Customer } from "./support/customer";
import { describeInBrowser } from "./support/describe-in-browser";

const PLACE_ORDER = { name: "Place order" };

/** Lets the shop do its work and drops its answer. */
const loseAnswer = async (route: Route) => {
  await route.fetch();
  await route.abort();
};

/** Places an order whose three answers are lost. */
async function orderWithoutAnswer(customer: Customer): Promise<void> {
  const { page } = customer;
  await customer.openCheckout();
  await page.route("**/api/orders", loseAnswer, { times: 3 });
  await page.getByRole("button", PLACE_ORDER).click();
  await page.getByText("The shop does not answer.").waitFor({ timeout: 60_000 });
}

describeInBrowser("the money of a purchase", (visit, shop) => {
  let customer: Customer;

  beforeEach(async () => {
    customer = await visit();
    await customer.signIn();
  });
  afterEach(async () => {
    await customer.leave();
    expect([...customer.violations, ...customer.errors]).toEqual([]);
  });

  it("is the price that was shown: another one is shown first, and the customer decides again", async () => {
    const { page } = customer;
    await customer.openProduct(3);
    await customer.addToCart(1);
    await customer.openCheckout();
    const [, dollars] = /To pay\s+\$([\d.]+)/.exec(await page.locator(".sum").innerText())!;
    const id = productOf(customer);
    await shop().execute("UPDATE products SET price_cents = price_cents * 10 WHERE id = $1", [id]);
    await page.getByRole("button", PLACE_ORDER).click();
    await page.getByText("Prices have changed since they were shown").waitFor();
    const total = `$${(Number(dollars) * 10).toFixed(2)}`;
    await page.locator(".sum").getByText(total).first().waitFor();
    expect(await customer.countOrders()).toBe(0);
    await customer.openCheckout();
    await page.getByRole("button", PLACE_ORDER).click();
    await customer.seeStatus("Paid");
    expect(await page.locator(".sum").innerText()).toContain(total);
  });

  it("is the price of the moment that the checkout opens, whatever the cart has shown", async () => {
    const { page } = customer;
    await customer.openProduct(4);
    await customer.addToCart(1);
    const id = productOf(customer);
    await shop().execute("UPDATE products SET price_cents = 123456 WHERE id = $1", [id]);
    await customer.open("Cart");
    // Later than the cart, which the shop had cached.
    await page.waitForLoadState("networkidle");
    await page.route("**/api/cart", async (route) => {
      const response = await route.fetch();
      const { items } = (await response.json()) as { items: object[] };
      await route.fulfill({ response, json: { items: items.map((line) => ({ ...line, priceCents: 123_456 })) } });
    });
    await page.getByRole("link", { name: "Go to checkout" }).click();
    await page.getByText("Your cart has changed. Please check the total.").waitFor();
    await page.locator(".sum").getByText("$1,234.56").first().waitFor();
  });

  it("is paid once when all answers are lost and the customer then chooses another card", async () => {
    const { page } = customer;
    await customer.openProduct(5);
    await customer.addToCart(1);
    await orderWithoutAnswer(customer);
    await page.getByLabel("Means of payment").selectOption("tok_flaky");
    await page.getByRole("button", PLACE_ORDER).click();
    await page.getByText("An earlier attempt has placed this order").waitFor();
    await customer.seeStatus("Paid");
    await page.getByRole("link", { name: "Cart 0 items" }).waitFor();
    expect(await customer.countOrders()).toBe(1);
  });

  it("is not spent on a product that the order does not contain, which stays in the cart", async () => {
    const { page } = customer;
    await customer.openProduct(5);
    await customer.addToCart(1);
    await orderWithoutAnswer(customer);
    await customer.openProduct(6);
    await customer.addToCart(2);
    await customer.openCheckout();
    await page.getByRole("button", PLACE_ORDER).click();
    await page.getByText("An earlier attempt has placed this order").waitFor();
    await customer.seeStatus("Paid");
    await page.getByRole("link", { name: "Cart 2 items" }).waitFor();
    expect(await customer.countOrders()).toBe(1);
  });

  it("is no matter of cards when points pay in full", async () => {
    const { page } = customer;
    await shop().execute("UPDATE products SET price_cents = 300 WHERE name = 'Washi tape'", []);
    await customer.open("Catalogue");
    await page.getByRole("link", { name: "stationery" }).click();
    await page.getByRole("link", { name: "Washi tape" }).click();
    await customer.addToCart(1);
    await customer.openCheckout();
    await page.getByLabel("Means of payment").selectOption("tok_declined");
    await customer.redeem(300);
    await page.getByLabel("Means of payment").waitFor({ state: "detached" });
    await page.getByRole("button", PLACE_ORDER).click();
    await customer.seeStatus("Paid");
  });
});

/** Id of the product that the customer has looked at last. */
function productOf(customer: Customer): string {
  const paths = customer.requests.map((request) => new URL(request.url()).pathname);
  return paths
    .filter((path) => /^\/api\/products\/[\w-]+$/.test(path))
    .at(-1)!
    .split("/")
    .at(-1)!;
}
