import type { Cart as CartAnswer, CartLine, Price, Quantities } from "./api/model";
import { isRefusal, type Problem } from "./api/problem";
import type { Shop } from "./api/shop";
import { Observable } from "./observable";

export type Lines = readonly CartLine[];

/** Changes of lines; a quantity of 0 removes the line. */
type Changes = readonly (Price & Partial<CartLine>)[];

/** Limit of the shop for one product of an order. */
export const MAX_QUANTITY = 20;

const COPY_KEY = "cart";
const UNSAVED_KEY = "unsaved";

/** The nearest quantity that an order can contain; 1 for an invalid number. */
export const orderable = (value: number) => Math.min(MAX_QUANTITY, Math.max(1, Math.trunc(value) || 1));

const sameIn = <Line extends Price>(lines: readonly Line[], { productId }: Price) =>
  lines.find((line) => line.productId === productId);

/** Changes lines in place, and appends lines of further products. */
export const withChanges = (lines: Lines, changes: Changes): Lines =>
  [
    ...lines.map((line) => ({ ...line, ...sameIn(changes, line) })),
    ...(changes.filter((line) => !sameIn(lines, line)) as Lines),
  ].filter(({ quantity }) => quantity);

export const itemCount = (lines: Lines) => lines.reduce((sum, { quantity }) => sum + quantity, 0);

export const subtotalCents = (lines: Lines) => lines.reduce((sum, line) => sum + line.priceCents * line.quantity, 0);

/** Points that can be redeemed: one per cent of currency, and at most the subtotal. */
export const redeemablePoints = (balance: number, subtotal: number) => Math.max(0, Math.min(balance, subtotal));

/** Points earned: one for each whole unit of the currency. */
export const earnedPoints = (totalCents: number) => Math.floor(totalCents / 100);

const quantitiesOf = (lines: Changes) =>
  Object.fromEntries(lines.map(({ productId, quantity }) => [productId, quantity])) as Quantities;

/** Reads the copy of the cart; an unreadable one, for example of an older version, counts as empty. */
export function readCopy(storage: Storage): Lines {
  try {
    const lines = JSON.parse(storage.getItem(COPY_KEY) ?? "[]") as Lines;
    return subtotalCents(lines) >= 0 ? lines : [];
  } catch {
    return [];
  }
}

/**
 * The shop's cart of this browser, with a copy that all tabs share. While the shop does not answer, the copy is
 * changed; its quantities are written to the shop before the next exchange.
 */
export class Cart extends Observable<Lines> {
  readonly #storage: Storage;
  readonly #shop: Pick<Shop, "getCart" | "addToCart" | "changeCart">;
  readonly #report: (error: unknown) => void;
  /** Answers arrive in the order of the requests. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(
    window: Pick<Window, "localStorage" | "addEventListener">,
    shop: Pick<Shop, "getCart" | "addToCart" | "changeCart">,
    report: (error: unknown) => void,
  ) {
    const storage = window.localStorage;
    super(readCopy(storage));
    this.#storage = storage;
    this.#shop = shop;
    this.#report = report;
    this.subscribe((lines) => storage.setItem(COPY_KEY, JSON.stringify(lines)));
    // A storefront without carts at the shop has left its own.
    if (this.value[0] && storage.getItem(UNSAVED_KEY) === null) this.#remember(quantitiesOf(this.value));
    // Only changes of other tabs are announced.
    window.addEventListener("storage", () => (this.value = readCopy(storage)));
  }

  /** Replaces the copy by what the shop has, with today's prices. */
  load(): Promise<void> {
    return this.#exchange(() => this.#shop.getCart(), []).catch(() => {});
  }

  /** @throws Problem if an order cannot contain that. */
  add(line: CartLine): Promise<void> {
    const { quantity = 0 } = sameIn(this.value, line) ?? {};
    return this.#exchange(
      () => this.#shop.addToCart(line),
      [{ ...line, quantity: orderable(quantity + line.quantity) }],
    );
  }

  change(changes: Changes): Promise<void> {
    return this.#exchange(() => this.#shop.changeCart(quantitiesOf(changes)), changes).catch(this.#report);
  }

  /** Forgets the copy, and nothing at the shop. */
  forget(): void {
    this.value = [];
    this.#storage.removeItem(UNSAVED_KEY);
  }

  #remember(unsaved: Quantities | null): void {
    this.#storage.setItem(UNSAVED_KEY, JSON.stringify(unsaved));
  }

  #exchange(request: () => Promise<CartAnswer>, changes: Changes): Promise<void> {
    const before = this.value;
    this.value = withChanges(before, changes);
    const exchange = async () => {
      let unsaved: Quantities | null = null;
      let next: Quantities | null = null;
      try {
        unsaved = JSON.parse(this.#storage.getItem(UNSAVED_KEY) ?? "null") as Quantities | null;
        if (unsaved) await this.#shop.changeCart(unsaved);
        this.value = (await request()).items;
      } catch (error) {
        if (isRefusal(error as Problem)) {
          this.value = before;
          throw error;
        }
        // A request that the browser gave up, for example because the page was left, says nothing about the shop.
        const isOutage = changes[0] || (error as Partial<Problem>).status;
        next = isOutage ? { ...unsaved, ...quantitiesOf(this.value), ...quantitiesOf(changes) } : unsaved;
      } finally {
        this.#remember(next);
      }
    };
    const ended = this.#last.then(exchange);
    this.#last = ended.catch(() => {});
    return ended;
  }
}
