import { metrics } from "../../../contract";
import { addItem, setQuantities, type CartItems } from "../../domain/cart";
import { Refusal } from "../../domain/errors";
import { publicOperation, sessionOperation, type Shop } from "../operation";
import { jsonResponse } from "../response";
import * as schemas from "../schemas";

export const getCart = sessionOperation({
  summary: "The cart of the browser's session, with today's prices; empty without a session",
  answer: { status: 200, schema: schemas.cart },
  refuses: [],
  handle: async (shop, { caller }) => cartResponse(shop, caller ? await shop.carts.read(caller) : []),
});

export const addToCart = sessionOperation({
  summary: "Adds pieces of a product to the cart",
  body: schemas.cartItem,
  answer: { status: 200, schema: schemas.cart },
  refuses: [400, 404, 409, 413, 415],
  handle: async (shop, { caller, body }) => {
    const { stock } = await knownProduct(shop, body.productId);
    const items = await shop.carts.change(caller!, (present) => addItem(present, body, stock));
    shop.meter.add(metrics.cartItemsAdded, body.quantity);
    return cartResponse(shop, items);
  },
});

export const changeCart = sessionOperation({
  summary: "Sets quantities of products in the cart; 0 removes a product",
  body: schemas.cartChange,
  answer: { status: 200, schema: schemas.cart },
  refuses: [400, 404, 409, 413, 415],
  handle: async (shop, { caller, body: { quantities } }) => {
    const wanted = Object.entries(quantities).filter(([, quantity]) => quantity > 0);
    await Promise.all(wanted.map(([id]) => knownProduct(shop, id)));
    return cartResponse(shop, await shop.carts.change(caller!, (items) => setQuantities(items, quantities)));
  },
});

export const continueSession = publicOperation({
  summary: "Continues the browser's session or opens one for a guest, and answers the CSRF token that belongs to it",
  answer: { status: 200, schema: schemas.continuedSession, headers: { "Set-Cookie": "Cookie of a guest's session" } },
  refuses: [],
  handle: async ({ sessions }, { request }) => {
    const { cookie, csrfToken } = await sessions.continue(request);
    return { ...jsonResponse(200, { csrfToken }), ...(cookie && { cookies: [cookie] }) };
  },
});

async function knownProduct({ products }: Shop, id: string) {
  const product = await products.find(id);
  if (!product) throw new Refusal("not-found", "There is no such product");
  return product;
}

/** Products that have left the catalogue are left out. */
async function cartResponse({ products }: Shop, items: CartItems) {
  const lines = await Promise.all(
    items.map(async ({ productId, quantity }) => {
      const product = await products.find(productId);
      return product && { productId, name: product.name, priceCents: product.priceCents, quantity };
    }),
  );
  return jsonResponse(200, { items: lines.filter((line) => line !== undefined) });
}
