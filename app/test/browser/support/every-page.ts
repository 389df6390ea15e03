import type { Route } from "playwright-core";
import type { Customer } from "./customer";

/** Opens every page and state of the storefront in turn and calls `look` with its name. */
export async function openEveryPage(customer: Customer, look: (name: string) => Promise<void>): Promise<void> {
  await openWithoutSignIn(customer, look);
  await buy(customer, look);
  await openMissing(customer, look);
}

type Look = (name: string) => Promise<void>;

async function openWithoutSignIn(customer: Customer, look: Look): Promise<void> {
  const { page } = customer;
  await look("catalogue");
  await page.route("**/api/products/*", sellOut);
  await page.locator(".card h2 a").first().click();
  await page.getByText("Out of stock").waitFor();
  await look("out of stock");
  await page.unroute("**/api/products/*");
  await customer.open("Cart");
  await look("empty cart");
  await customer.open("Orders");
  await look("sign-in");
  await customer.openSignIn();
  await look("stand-in of the hosted pages");
  await page.goto("/");
}

/** Lets the shop answer, and changes the stock of the product. */
export async function sellOut(route: Route): Promise<void> {
  const response = await route.fetch();
  await route.fulfill({ response, json: { ...((await response.json()) as object), stock: 0 } });
}

async function buy(customer: Customer, look: Look): Promise<void> {
  const { page } = customer;
  await customer.openProduct(0);
  await customer.signIn();
  await customer.addToCart(1);
  await page.getByText("There is no feedback yet.").or(page.locator(".comment").first()).waitFor();
  await look("product");
  await customer.open("Cart");
  await look("cart");
  await customer.openCheckout();
  await look("checkout");
  await page.getByLabel("Means of payment").selectOption("tok_declined");
  await page.getByRole("button", { name: "Place order" }).click();
  await customer.seeStatus("Cancelled");
  await look("declined order");
  await page.getByRole("button", { name: "Try another card" }).click();
  await page.getByRole("button", { name: "Place order" }).click();
  await customer.seeStatus("Paid");
  await page.locator("summary").click();
  await look("order");
  await customer.countOrders();
  await look("orders");
  await customer.points();
  await look("points");
}

async function openMissing({ page }: Customer, look: Look): Promise<void> {
  await page.goto("/nowhere");
  await page.getByRole("heading", { name: "There is nothing here" }).waitFor();
  await look("not found");
  await page.goto("/products/none");
  await page.getByRole("heading", { name: "There is nothing here" }).waitFor();
  await look("no such product");
  await page.route("**/api/products/*", (route) => route.abort());
  await page.goto("/products/none");
  await page.getByRole("button", { name: "Try again" }).waitFor();
  await look("product that cannot be loaded");
}
