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

/** What an address of the site shows. */
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

/** A click that the browser would answer by loading what the link names in this tab. */
function isPlainVisit(event: MouseEvent, link: HTMLAnchorElement): boolean {
  const changed = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button !== 0;
  return !event.defaultPrevented && !changed && !link.target && !link.download;
}

/** Shows the site's views without loading pages; links stay ordinary links. */
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

  /** Another address for what is shown, which the back button does not return to. */
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
    // A link to a place on the page, such as the skip link, stays the browser's.
    if (link.getAttribute("href")!.startsWith("#")) return;
    event.preventDefault();
    this.visit(link.pathname + link.search);
  }
}
