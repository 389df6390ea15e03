import type { Operations } from "../operation";
import { addToCart, changeCart, continueSession, getCart } from "./cart";
import { getCustomer, listPoints } from "./customers";
import { giveFeedback, listFeedback } from "./feedback";
import { headHealth, health } from "./health";
import { getOrder, listOrders, placeOrder } from "./orders";
import { getProduct, listProducts } from "./products";
import { closeSession, openSession } from "./session";
import { unmatched } from "./unmatched";

/** Operations of the contract's routes, by name. */
export const operations: Operations = {
  health,
  headHealth,
  listProducts,
  getProduct,
  listFeedback,
  getCart,
  addToCart,
  changeCart,
  continueSession,
  openSession,
  closeSession,
  getCustomer,
  listPoints,
  listOrders,
  placeOrder,
  getOrder,
  giveFeedback,
  unmatched,
};
