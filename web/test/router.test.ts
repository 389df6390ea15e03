import { describe, expect, it } from "vitest";
import { catalogueAddress, orderAddress, parseRoute, productAddress, Router } from "../src/router";

const routeOf = (path: string) => parseRoute(new URL(path, "https://shop.example.com"));

describe("addresses", () => {
  it.each([
    ["/", { page: "catalogue", category: undefined }],
    ["/?category=Desk", { page: "catalogue", category: "Desk" }],
    ["/?category=", { page: "catalogue", category: undefined }],
    ["/?category=+", { page: "catalogue", category: undefined }],
    ["/products/0190-ab", { page: "product", id: "0190-ab" }],
    ["/orders/0190-ab", { page: "order", id: "0190-ab" }],
    ["/orders", { page: "orders" }],
    ["/orders/", { page: "orders" }],
    ["/cart", { page: "cart" }],
    ["/checkout", { page: "checkout" }],
    ["/points", { page: "points" }],
  ])("%s shows its page", (path, route) => {
    expect(routeOf(path)).toEqual(route);
  });

  it.each(["/products", "/products/a/b", "/carts/1", "/constructor", "/products/..%2Fcustomers", "/toString/1"])(
    "%s shows the not-found page",
    (path) => {
      expect(routeOf(path)).toEqual({ page: "not-found" });
    },
  );

  it("are written as they are read", () => {
    expect(routeOf(catalogueAddress("Home & garden"))).toEqual({ page: "catalogue", category: "Home & garden" });
    expect(routeOf(catalogueAddress())).toEqual({ page: "catalogue", category: undefined });
    expect(routeOf(productAddress("p1"))).toEqual({ page: "product", id: "p1" });
    expect(routeOf(orderAddress("o1"))).toEqual({ page: "order", id: "o1" });
  });
});

/** As much of a window as the router uses. */
function openWindow() {
  const location = { href: "https://shop.example.com/cart", origin: "https://shop.example.com" };
  const listeners: Record<string, (event: unknown) => void> = {};
  const listen = (type: string, listener: (event: unknown) => void) => void (listeners[type] = listener);
  const go = (state: unknown, _title: string, path: string) => {
    window.history.state = state;
    location.href = new URL(path, location.href).href;
  };
  const window = {
    location,
    history: { state: null as unknown, pushState: go, replaceState: go },
    document: { addEventListener: listen, body: { scrollHeight: 500 } },
    addEventListener: listen,
    innerHeight: 500,
    scrollY: 0,
    scrollTo: (_left: number, top: number) => void (window.scrollY = top),
  };
  const back = (state: unknown, path: string) => {
    go(state, "", path);
    listeners.popstate!({});
  };
  return { window: window as unknown as Window, fake: window, location, listeners, back };
}

function click(href: string, changes: object = {}) {
  const { origin, pathname, search, hash } = new URL(href, "https://shop.example.com");
  const link = { origin, pathname, search, hash, target: "", download: "" };
  let isTaken = false;
  const event = {
    button: 0,
    target: { closest: () => link },
    preventDefault: () => void (isTaken = true),
    ...changes,
  };
  return { event, isTaken: () => isTaken };
}

describe("the router", () => {
  it("shows the address that the window opens with, and every one after it", () => {
    const { window, location, listeners } = openWindow();
    const router = new Router(window);
    const seen: string[] = [router.address.value.pathname];
    router.address.subscribe(({ pathname }) => seen.push(pathname));
    router.visit("/orders");
    router.replace("/points");
    location.href = "https://shop.example.com/";
    listeners.popstate!({});
    expect(seen).toEqual(["/cart", "/orders", "/points", "/"]);
  });

  it("scrolls to where the customer left an entry of the history, once the page is long enough", () => {
    const { window, fake, back } = openWindow();
    const router = new Router(window);
    const first = router.entry;
    fake.scrollY = 300;
    router.visit("/orders");
    expect(fake.scrollY).toBe(0);
    back(null, "/cart");
    expect(router.entry).toBe(first);
    router.restoreScroll();
    expect(fake.scrollY).toBe(0);
    fake.document.body.scrollHeight = 800;
    router.restoreScroll();
    expect(fake.scrollY).toBe(300);
    fake.scrollY = 10;
    router.restoreScroll();
    expect(fake.scrollY).toBe(10);
  });

  it("distinguishes two entries of one address", () => {
    const { window } = openWindow();
    const router = new Router(window);
    router.visit("/");
    const { entry } = router;
    router.visit("/");
    expect(router.entry).not.toBe(entry);
  });

  it("leaves fragments to the browser", () => {
    const { window, fake, location, back } = openWindow();
    new Router(window);
    fake.scrollY = 300;
    Object.assign(location, { hash: "#content" });
    back(null, "/cart#content");
    expect(fake.scrollY).toBe(300);
  });

  it("follows plain clicks on links of the site without loading a page", () => {
    const { window, listeners } = openWindow();
    const router = new Router(window);
    const { event, isTaken } = click("/?category=Desk");
    listeners.click!(event);
    expect(isTaken()).toBe(true);
    expect(router.address.value.search).toBe("?category=Desk");
  });

  it.each([
    ["with a modifier key", click("/orders", { ctrlKey: true })],
    ["with another button", click("/orders", { button: 1 })],
    ["that something else has answered", click("/orders", { defaultPrevented: true })],
    ["on a link to another site", click("https://example.org/orders")],
    ["on a link within the page", click("#content")],
    ["beside any link", click("/orders", { target: { closest: () => null } })],
  ])("does not handle these clicks: %s", (_, { event, isTaken }) => {
    const { window, listeners } = openWindow();
    const router = new Router(window);
    listeners.click!(event);
    expect(isTaken()).toBe(false);
    expect(router.address.value.pathname).toBe("/cart");
  });
});
