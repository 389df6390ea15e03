import { randomUUID } from "node:crypto";
import type { Browser, BrowserContextOptions, Page, Request } from "playwright-core";

/** Payments of the simulation end within seconds; the page looks again at growing intervals. */
const PAYMENT_TIMEOUT_MS = 30_000;

/** A customer with a browser and an unused profile. */
export class Customer {
  /** Violations of the site's Content-Security-Policy. */
  readonly violations: string[] = [];
  /** Uncaught errors of the site's script. */
  readonly errors: Error[] = [];
  readonly requests: Request[] = [];
  /** Opens the shop as a new customer. */
  readonly name = `customer-${randomUUID()}`;

  private constructor(readonly page: Page) {
    page.on("pageerror", (error) => this.errors.push(error));
    page.on("request", (request) => this.requests.push(request));
    page.on("console", (message) => {
      if (message.text().includes("Content Security Policy")) this.violations.push(message.text());
    });
  }

  static async visit(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<Customer> {
    const context = await browser.newContext({ baseURL: url, locale: "en-US", ...options });
    const customer = new Customer(await context.newPage());
    await customer.page.goto("/");
    await customer.page.locator(".card").first().waitFor();
    return customer;
  }

  /**
   * Signs in on the stand-in of the hosted pages, which ask once in an hour, from wherever the customer is;
   * afterwards the customer is there again.
   */
  async signIn(customer = this.name): Promise<void> {
    const name = this.page.getByLabel("Or as somebody else");
    const signedIn = this.page.getByRole("button", { name: "Sign out" });
    await this.page.getByRole("button", { name: "Sign in", exact: true }).first().click();
    await name.or(signedIn).waitFor();
    if (await name.isVisible()) {
      await name.fill(customer);
      await this.page.getByRole("button", { name: "Continue", exact: true }).click();
    }
    await this.page.getByRole("button", { name: "Sign out" }).waitFor();
  }

  async openSignIn(): Promise<void> {
    await this.page.getByRole("button", { name: "Sign in", exact: true }).first().click();
    await this.page.getByRole("heading", { name: "Sign in" }).waitFor();
  }

  /** Follows a link of the header. */
  async open(place: string): Promise<void> {
    await this.page.getByRole("navigation", { name: "Shop" }).getByRole("link", { name: place }).click();
  }

  async openProduct(index: number): Promise<void> {
    await this.open("Catalogue");
    await this.page.locator(".card:not(:has(.cancelled)) h2 a").nth(index).click();
    await this.page.getByRole("button", { name: "Add to cart" }).waitFor();
  }

  async addToCart(quantity: number): Promise<void> {
    await this.page.getByLabel("Quantity").fill(String(quantity));
    await this.page.getByRole("button", { name: "Add to cart" }).click();
    await this.page.getByText("is in your cart").waitFor();
  }

  /** Orders a piece of the product with this index, and stays at the paid order with its form open. */
  async buy(index: number): Promise<void> {
    await this.openProduct(index);
    await this.addToCart(1);
    await this.openCheckout();
    await this.page.getByRole("button", { name: "Place order" }).click();
    await this.seeStatus("Paid");
    await this.page.locator("summary").first().click();
  }

  /** Fills the form that is open, and sees the feedback with the product. */
  async giveFeedback(rating: number, comment: string): Promise<void> {
    await this.page.getByLabel(`${rating} of 5`).check();
    await this.page.getByLabel("Comment").fill(comment);
    await this.page.getByRole("button", { name: "Give feedback" }).click();
    await this.page.getByText("Thank you for your feedback.").waitFor();
    await this.page.locator("main .lines a").first().click();
    await this.page.locator(".comment").first().waitFor();
  }

  async openCheckout(): Promise<void> {
    await this.open("Cart");
    await this.page.getByRole("link", { name: "Go to checkout" }).click();
    await this.page.getByRole("button", { name: "Place order" }).waitFor();
  }

  async redeem(points: number): Promise<void> {
    await this.page.getByLabel("Points to redeem", { exact: true }).fill(String(points));
    await this.page.getByLabel("Points to redeem", { exact: true }).blur();
  }

  async seeStatus(status: "Paid" | "Cancelled"): Promise<void> {
    await this.page.locator(".badge", { hasText: status }).waitFor({ timeout: PAYMENT_TIMEOUT_MS });
  }

  async points(): Promise<number> {
    await this.open("Points");
    await this.page.locator("li .amount").first().waitFor();
    return Number.parseInt((await this.page.locator(".price.large").innerText()).replaceAll(",", ""), 10);
  }

  async countOrders(): Promise<number> {
    await this.open("Orders");
    await this.page
      .getByText(/Payment in progress|Paid|Cancelled|not ordered/)
      .first()
      .waitFor();
    return this.page.locator("main li").count();
  }

  sent(method: string, path: string): Request[] {
    return this.requests.filter((request) => request.method() === method && new URL(request.url()).pathname === path);
  }

  async leave(): Promise<void> {
    await this.page.context().close();
  }
}
