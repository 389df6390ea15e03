import { Observable } from "./observable";

export type Route =
  | { readonly page: "catalogue"; readonly category: string | undefined }
  | { readonly page: "product" | "order"; readonly id: string }
  | { readonly page: "cart" | "checkout" | "orders" | "points" | "not-found" };

const PLACES: Readonly<Record<string, Route["page"] | undefined>> = {
  "/cart": "cart",
  "/checkout": "checkout",
  "/orders": "orders",
  "/points": "points",
};

const ITEMS: Readonly<Record<string, "product" | "order" | undefined>> = { products: "product", orders: "order" };

/** Returns the page for an address. */
export function parseRoute(address: URL): Route {
  const path = address.pathname.replace(/(?<=.)\/$/, "");
  if (path === "/") return { page: "catalogue", category: address.searchParams.get("category")?.trim() || undefined };
  const place = PLACES[path];
  if (place) return { page: place } as Route;
  const [, list = "", id = ""] = /^\/([a-z]+)\/([\w-]+)$/.exec(path) ?? [];
  const item = ITEMS[list];
  return item ? { page: item, id } : { page: "not-found" };
}

export const catalogueAddress = (category?: string) =>
  category === undefined ? "/" : `/?${new URLSearchParams({ category })}`;
export const productAddress = (id: string) => `/products/${id}`;
export const orderAddress = (id: string) => `/orders/${id}`;

/** Returns true for a click that would load the link in this tab. */
function isPlainVisit(event: MouseEvent, link: HTMLAnchorElement): boolean {
  const changed = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button !== 0;
  return !event.defaultPrevented && !changed && !link.target && !link.download;
}

/** Navigates between the site's pages without loading; links stay ordinary links. */
export class Router {
  readonly address: Observable<URL>;

  readonly #window: Window;

  constructor(window: Window) {
    this.#window = window;
    this.address = new Observable(new URL(window.location.href));
    window.addEventListener("popstate", () => this.#show());
    window.document.addEventListener("click", (event) => this.#follow(event));
  }

  visit(path: string): void {
    this.#window.history.pushState(null, "", path);
    this.#show();
    this.#window.scrollTo(0, 0);
  }

  /** Replaces the current address without a new history entry. */
  replace(path: string): void {
    this.#window.history.replaceState(null, "", path);
    this.#show();
  }

  #show(): void {
    this.address.value = new URL(this.#window.location.href);
  }

  #follow(event: MouseEvent): void {
    const link = (event.target as Element).closest<HTMLAnchorElement>("a[href]");
    if (!link || link.origin !== this.#window.location.origin || !isPlainVisit(event, link)) return;
    // Links within the page, such as the skip link, are left to the browser.
    if (link.getAttribute("href")!.startsWith("#")) return;
    event.preventDefault();
    this.visit(link.pathname + link.search);
  }
}
