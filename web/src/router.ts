import type { Page, Product } from "./api/model";
import { Observable } from "./observable";

export type Route =
  | { readonly page: "catalogue"; readonly category: string | undefined }
  | { readonly page: "product" | "order"; readonly id: string }
  | { readonly page: "cart" | "checkout" | "orders" | "points" | "not-found" };

const PAGE = /^\/(?:(cart|checkout|orders|points)|(product|order)s\/([\w-]+))\/?$/;

/** Returns the page for an address. */
export function parseRoute(address: URL): Route {
  const path = address.pathname;
  if (path === "/") return { page: "catalogue", category: address.searchParams.get("category")?.trim() || undefined };
  const [, place = "not-found", item, id] = PAGE.exec(path) ?? [];
  return { page: item ?? place, id } as Route;
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

/** State of an entry of the history as the customer left it, while this document is open. */
interface HistoryEntry {
  /** Scroll position in pixels that the page has not yet returned to. */
  top: number;
  /** The part of the catalogue that was loaded. */
  products?: Page<Product> | undefined;
}

/** Navigates between the site's pages without loading; links stay ordinary links. */
export class Router {
  readonly address: Observable<URL>;
  entry: HistoryEntry = { top: 0 };

  readonly #window: Window;
  readonly #entries = new Map<unknown, HistoryEntry>();

  constructor(window: Window) {
    this.#window = window;
    this.address = new Observable(new URL(window.location.href));
    this.#entries.set(window.history.state, this.entry);
    window.history.scrollRestoration = "manual";
    window.addEventListener("popstate", () => {
      // The skip link changes the fragment only.
      if (!window.location.hash) this.#show();
    });
    window.document.addEventListener("click", (event) => this.#follow(event));
  }

  visit(path: string): void {
    this.#window.history.pushState(crypto.randomUUID(), "", path);
    this.#show();
  }

  /** Scrolls to where the customer left this entry of the history, once the page is long enough. */
  restoreScroll(): void {
    const { document, innerHeight } = this.#window;
    const { top } = this.entry;
    if (!top || document.body.scrollHeight < top + innerHeight) return;
    this.entry.top = 0;
    this.#window.scrollTo(0, top);
  }

  /** Replaces the current address without a new history entry. */
  replace(path: string): void {
    this.#window.history.replaceState(this.#window.history.state, "", path);
    this.#show();
  }

  #show(): void {
    const { history, location, scrollY } = this.#window;
    this.entry.top = scrollY;
    this.entry = this.#entries.get(history.state) ?? { top: 0 };
    this.#entries.set(history.state, this.entry);
    this.#window.scrollTo(0, 0);
    this.address.value = new URL(location.href);
  }

  #follow(event: MouseEvent): void {
    const link = (event.target as Element).closest<HTMLAnchorElement>("a[href]");
    if (!link || link.origin !== this.#window.location.origin || !isPlainVisit(event, link)) return;
    // Links within the page, such as the skip link, are left to the browser.
    if (link.hash) return;
    event.preventDefault();
    this.visit(link.pathname + link.search);
  }
}
