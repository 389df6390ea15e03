import type {
  EndedSessions,
  InboxStore,
  OutboxStore,
  PaymentStore,
  RetentionStore,
  ShopStore,
} from "../../../domain/ports";
import { findCustomer, listPoints } from "./customers";
import type { Database } from "../connection/database";
import { giveFeedback, listFeedback } from "./feedback";
import { doOnce } from "../messages/inbox";
import { findOrder, listOrders } from "./orders";
import { announceAgain, drainOutbox, oldestPlacedSeconds, outboxAgeSeconds } from "../messages/outbox";
import { confirmPayment, orderStatuses, recordCharge, releasePayment, reservePayment } from "./payments";
import { placeOrder } from "./place-order";
import { endSession, isSessionEnded } from "./ended-sessions";
import { findProduct, listProducts } from "./products";
import { purgeOldRows } from "../schema/retention";
import { checkSchema } from "../schema/schema";

/** Everything that the shop keeps. */
export type PostgresShop = ShopStore & PaymentStore & OutboxStore & InboxStore & EndedSessions & RetentionStore;

export function postgresShop(database: Database): PostgresShop {
  return {
    checkHealth: () => checkSchema(database),
    listProducts: (page, category) => listProducts(database, page, category),
    findProduct: (id) => findProduct(database, id),
    listFeedback: (productId, page) => listFeedback(database, productId, page),
    giveFeedback: (customerId, request) => giveFeedback(database, customerId, request),
    customer: (customerId) => findCustomer(database, customerId),
    listPoints: (customerId, page) => listPoints(database, customerId, page),
    listOrders: (customerId, page) => listOrders(database, customerId, page),
    findOrder: (customerId, orderId) => findOrder(database, customerId, orderId),
    placeOrder: (customerId, request, render) => placeOrder(database, customerId, request, render),
    reserve: (orderId) => reservePayment(database, orderId),
    recordCharge: (orderId, reference) => recordCharge(database, orderId, reference),
    confirm: (orderId) => confirmPayment(database, orderId),
    release: (orderId) => releasePayment(database, orderId),
    statuses: (orderIds) => orderStatuses(database, orderIds),
    drain: (limit, send, after) => drainOutbox(database, limit, send, after),
    ageSeconds: () => outboxAgeSeconds(database),
    announceAgain: (limit) => announceAgain(database, limit),
    oldestPlacedSeconds: () => oldestPlacedSeconds(database),
    endSession: (sessionId) => endSession(database, sessionId),
    isSessionEnded: (sessionId) => isSessionEnded(database, sessionId),
    purge: (limit) => purgeOldRows(database, limit),
    once: (messageId, work) => doOnce(database, messageId, work),
  };
}
