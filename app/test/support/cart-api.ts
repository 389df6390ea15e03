import { memoryApi, type Call, type MemoryApiProps } from "./memory-api";
import { tea } from "./memory-shop";

export const cup = { ...tea, id: "0198c5a0-0000-7000-8000-000000000002", name: "Cup", priceCents: 900, stock: 50 };
export const teaLine = { productId: tea.id, name: "Tea", priceCents: 700, quantity: 2 };

/** Cookie and CSRF token of a session. */
export type Browser = Pick<Call, "cookies" | "headers">;

/** The API on memory, with two products and the requests of carts. */
export function cartApi(props: MemoryApiProps = {}) {
  const api = memoryApi(props);
  api.store.products.set(cup.id, cup);
  return {
    ...api,
    /** Continues the session of the cookie, or opens one for a new guest. */
    async guest(present: Call = {}): Promise<Browser> {
      const { json, cookies } = await api.call("continueSession", present);
      return {
        headers: { "x-csrf-token": String(json["csrfToken"]) },
        cookies: cookies[0] === undefined ? present.cookies : [cookies[0].split(";")[0]!],
      };
    },
    add: (browser: Browser, productId: string, quantity: unknown = 1) =>
      api.call("addToCart", { ...browser, body: { productId, quantity } }),
    change: (browser: Browser, quantities: unknown) => api.call("changeCart", { ...browser, body: { quantities } }),
    itemsOf: async (browser: Browser) => (await api.call("getCart", browser)).json["items"],
  };
}
