import type {
  Customer,
  Feedback,
  FeedbackRequest,
  Order,
  OrderMessage,
  OrderRequest,
  OrderStatus,
  Page,
  PageRequest,
  PointsEntry,
  Product,
} from "./model";

/** Data of the shop. Every method throws `TemporarilyUnavailable` when the database does not answer in time. */
export interface ShopStore {
  /** Throws unless the database answers and has the schema of this image. */
  checkHealth(): Promise<void>;
  listProducts(page: PageRequest, category?: string): Promise<Page<Product>>;
  findProduct(id: string): Promise<Product | undefined>;
  listFeedback(productId: string, page: PageRequest): Promise<Page<Feedback>>;
  /** Returns the customer, and creates it with the welcome points at the first request. */
  customer(customerId: string): Promise<Customer>;
  listPoints(customerId: string, page: PageRequest): Promise<Page<PointsEntry>>;
  listOrders(customerId: string, page: PageRequest): Promise<Page<Order>>;
  /** Returns only orders of the customer. */
  findOrder(customerId: string, orderId: string): Promise<Order | undefined>;
  /**
   * Places an order once per idempotency key: items, stock, points, the outgoing message and the answer are one
   * transaction.
   *
   * @param request.fingerprint - differs between requests under the same key.
   * @param render - text of the answer, which is stored and returned byte for byte when the request is repeated.
   * @throws Refusal `not-found` (a product), `out-of-stock`, `price-changed`, `insufficient-points`,
   *   `payment-token-required` or `idempotency-key-reused`.
   */
  placeOrder(
    customerId: string,
    request: OrderRequest & { readonly idempotencyKey: string; readonly fingerprint: string },
    render: (order: Order) => string,
  ): Promise<{ readonly answer: string; readonly repeated: boolean; readonly order?: Order }>;
  /** @throws Refusal `not-found` (a product), `not-bought` (no paid order contains it) or `already-given`. */
  giveFeedback(customerId: string, request: FeedbackRequest): Promise<Feedback>;
}

/** Amount and state of an order's charge. */
export interface ReservedPayment {
  readonly amountCents: number;
  /** Null without an amount, and after the payment has ended. */
  readonly paymentToken: string | null;
  /** The provider's reference of the recorded charge. */
  readonly reference: string | null;
}

/** Payment of an order. Every step is idempotent. */
export interface PaymentStore {
  /** Records the payment of a placed order and returns its charge. */
  reserve(orderId: string): Promise<ReservedPayment>;
  /** Records the provider's reference. Returns false for a cancelled order, whose charge has to be refunded. */
  recordCharge(orderId: string, reference: string): Promise<boolean>;
  /** Marks the order as paid, credits points and records a message. Returns true if this call did it. */
  confirm(orderId: string): Promise<boolean>;
  /** Status of each known order. */
  statuses(orderIds: readonly string[]): Promise<ReadonlyMap<string, OrderStatus>>;
  /** Cancels the order, returns stock and points and records a message. Returns true if this call did it. */
  release(orderId: string): Promise<boolean>;
}

/** Result of draining a part of the outbox. */
export interface DrainedPart {
  /** Number of messages that were sent and deleted. */
  readonly sent: number;
  /** Continues after this part; undefined at the end of the outbox. */
  readonly next: string | undefined;
}

/** Messages of committed transactions that are not sent yet. */
export interface OutboxStore {
  /**
   * Passes up to `limit` unsent messages, oldest first, to `send`, and deletes those whose ids it returns. Concurrent
   * callers get different messages. A crash between sending and deleting sends again.
   *
   * @param after - `next` of the part before, so that a refused message does not hold up those behind it.
   */
  drain(
    limit: number,
    send: (messages: readonly OrderMessage[]) => Promise<readonly string[]>,
    after?: string,
  ): Promise<DrainedPart>;
  /** Age of the oldest unsent message in seconds; 0 when there is none. */
  ageSeconds(): Promise<number>;
  /**
   * Records a new message for up to `limit` orders that are still placed long after a payment should have ended, and
   * returns their number. An order thus survives the loss of a queue or a workflow, with its region or by mistake.
   */
  announceAgain(limit: number): Promise<number>;
  /** Age in seconds of the oldest order that is neither paid nor cancelled; 0 when there is none. */
  oldestPlacedSeconds(): Promise<number>;
}

/** Messages that consumers have processed. */
export interface InboxStore {
  /**
   * Runs the work unless the message was processed before; the mark is stored only if the work succeeds. Returns true
   * if the work ran.
   */
  once(messageId: string, work: () => Promise<void>): Promise<boolean>;
}

/** Sessions that ended while the cache could not forget them. */
export interface EndedSessions {
  endSession(sessionId: string): Promise<void>;
  isSessionEnded(sessionId: string): Promise<boolean>;
}

/** Rows with a limited lifetime: processed messages, answers to repeated orders and ended sessions. */
export interface RetentionStore {
  /** Removes up to `limit` expired rows of each kind. Returns their number. */
  purge(limit: number): Promise<number>;
}

/** Small values that may vanish at any time. No method throws: an unreadable value counts as absent. */
export interface Cache {
  /** @param waits - waits for the first connection, as every other method does, because there is no other source. */
  get(key: string, waits?: boolean): Promise<CacheAnswer>;
  /** Returns false if the value may not have been stored. */
  set(key: string, value: string, ttlSeconds: number): Promise<boolean>;
  /** Adds 1 to a counter that expires `ttlSeconds` after its first use. Returns undefined if it is unavailable. */
  count(key: string, ttlSeconds: number): Promise<number | undefined>;
  /**
   * Replaces the value if it is still `before`, in one step; undefined stands for no value. Returns false if it is
   * another one, and undefined if the value may or may not have been replaced.
   */
  replace(key: string, before: string | undefined, after: NewValue | undefined): Promise<boolean | undefined>;
  /** Returns false if the value may still be there. */
  delete(key: string): Promise<boolean>;
  close(): Promise<void>;
}

export interface NewValue {
  readonly value: string;
  readonly ttlSeconds: number;
}

/** `missing` ends a session, `unavailable` does not. */
export type CacheAnswer =
  | { readonly status: "found"; readonly value: string }
  | { readonly status: "missing" }
  | { readonly status: "unavailable" };

/** Sends messages; returns the ids of the accepted ones. */
export interface OrderQueue {
  send(messages: readonly OrderMessage[]): Promise<readonly string[]>;
}

/** Starts the payment workflow of an order; a second start of the same order has no effect. */
export interface PaymentWorkflow {
  start(orderId: string): Promise<void>;
  /** Ids of the orders whose executions started at this moment or later. */
  startedSince(since: Date): Promise<readonly string[]>;
}

/** The payment provider. Both calls are idempotent by order. */
export interface PaymentProvider {
  /** @returns the provider's reference. @throws PaymentDeclined, or TemporarilyUnavailable. */
  charge(orderId: string, amountCents: number, paymentToken: string): Promise<string>;
  /** Refunds the order's charge, if there is one. */
  refund(orderId: string): Promise<void>;
  /** Ids of the orders that were charged at this moment or later and not refunded. */
  chargedSince(since: Date): Promise<readonly string[]>;
}

/** A value that is rotated while the shop runs. */
export interface Secret {
  /** The value of the last read, at most minutes old. @throws TemporarilyUnavailable if no read ever succeeded. */
  read(): Promise<string>;
  /** Reads the value again after a refusal, unless that was done a moment ago. @throws as `read`. */
  readAgain(): Promise<string>;
  /**
   * The value before the last rotation, for peers that still use it; undefined if there is none or it cannot be read.
   */
  readPrevious(): Promise<string | undefined>;
}
