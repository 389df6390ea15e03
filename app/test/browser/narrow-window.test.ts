import { expect, it } from "vitest";
import type { Page } from "playwright-core";
import { describeInBrowser } from "./support/describe-in-browser";
import { sellOut } from "./support/every-page";

const PHONE = { viewport: { width: 360, height: 640 } };

const widthOf = (page: Page) => page.evaluate<number>("document.documentElement.scrollWidth");

/** A comment that earlier releases accepted: its marks would be drawn up to the header. */
const STACKED_MARKS = `e${"\u0301".repeat(1500)}\u202e`;

describeInBrowser("a narrow window", (visit) => {
  it("holds a comment without a space, and the lines of another", async () => {
    const customer = await visit(PHONE);
    const { page } = customer;
    await customer.signIn();
    await customer.buy(0);
    await customer.giveFeedback(4, "w".repeat(400));
    expect(await widthOf(page)).toBe(360);
    await customer.buy(1);
    await customer.giveFeedback(4, "First line\nsecond line");
    expect(await page.getByText("First line").last().innerText()).toBe("First line\nsecond line");
    await customer.leave();
  });

  it("holds the name of a category without a space", async () => {
    const customer = await visit(PHONE);
    await customer.page.goto(`/?category=${"w".repeat(60)}`);
    await customer.page.getByText("No products were found.").waitFor();
    expect(await widthOf(customer.page)).toBe(360);
    await customer.leave();
  });

  it("draws stacked marks of a comment within the comment", async () => {
    const customer = await visit(PHONE);
    const { page } = customer;
    const address = new URL((await page.locator(".card h2 a").first().getAttribute("href"))!, page.url()).href;
    const drawn: Buffer[] = [];
    for (const comment of ["e", STACKED_MARKS]) {
      const feedback = { id: "1", productId: "1", rating: 4, comment, createdAt: "2026-01-02T03:04:05.000Z" };
      await page.route("**/feedback?*", (route) => route.fulfill({ json: { items: [feedback], next: null } }));
      await page.goto(address);
      await page.locator(".comment").waitFor();
      drawn.push(await page.locator(".product").screenshot());
      await page.unroute("**/feedback?*");
    }
    expect(drawn[1]!.equals(drawn[0]!)).toBe(true);
    await customer.leave();
  });

  it("shows two products in a row, and a badge as wide as its words", async () => {
    const customer = await visit({ viewport: { width: 390, height: 800 } });
    const { page } = customer;
    const tops = await page
      .locator(".card")
      .evaluateAll((cards) => cards.slice(0, 3).map((card) => card.getBoundingClientRect().top));
    expect(tops[1]).toBe(tops[0]);
    expect(tops[2]).toBeGreaterThan(tops[0]!);
    await page.route("**/api/products/*", sellOut);
    await page.locator(".card h2 a").first().click();
    const { width } = (await page.getByText("Out of stock").boundingBox())!;
    expect(width).toBeLessThan(200);
    await customer.leave();
  });

  it("shows the reason of a refusal in view, with a link to the cart", async () => {
    const customer = await visit(PHONE);
    const { page } = customer;
    await customer.signIn();
    await customer.openProduct(0);
    await customer.addToCart(1);
    await customer.openCheckout();
    const refusal = { status: 409, code: "out-of-stock", detail: "Kettle: 0 left" };
    await page.route("**/api/orders", (route) => route.fulfill({ status: 409, json: refusal }));
    await page.getByRole("button", { name: "Place order" }).click();
    const notice = page.getByText("Kettle: 0 left");
    await notice.waitFor();
    expect(await page.evaluate("scrollY")).toBeGreaterThan(100);
    const { y } = (await notice.boundingBox())!;
    expect(y).toBeGreaterThanOrEqual(0);
    expect(y).toBeLessThan(200);
    await page.getByRole("link", { name: "Catalogue", exact: true }).focus();
    expect(await page.evaluate(TOPMOST_AT_FOCUS)).toBe("Catalogue");
    await page.getByRole("link", { name: "Change your cart" }).click();
    await page.getByRole("heading", { name: "Cart" }).waitFor();
    await customer.leave();
  });

  it.each([
    [320, 2],
    [375, 2],
    [767, 2],
    [768, 1],
    [1280, 1],
  ])("of %i pixels has a header of at most %i rows", async (width, rows) => {
    const customer = await visit({ viewport: { width, height: 640 } });
    expect(await headerRows(customer.page)).toBeLessThanOrEqual(rows);
    await customer.signIn();
    expect(await headerRows(customer.page)).toBeLessThanOrEqual(rows);
    expect(await widthOf(customer.page)).toBe(width);
    await customer.leave();
  });
});

const TOPMOST_AT_FOCUS = `(({ x, y, width, height }) =>
  document.elementFromPoint(x + width / 2, y + height / 2).innerText)(document.activeElement.getBoundingClientRect())`;

/** Elements of one header row are centred at the same height. */
async function headerRows(page: Page): Promise<number> {
  const middles = await page.evaluate<number[]>(MIDDLES);
  return middles.filter((middle, index) => index === 0 || middle - middles[index - 1]! > 10).length;
}

const MIDDLES = `[...document.querySelectorAll("header a, header button")]
  .map((control) => control.getBoundingClientRect())
  .map(({ top, bottom }) => (top + bottom) / 2)
  .sort((a, b) => a - b)`;
