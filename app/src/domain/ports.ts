import type {
  Customer,
  Feedback,
  FeedbackRequest,
  Order,
  OrderMessage,
  OrderRequest,
  Page,
  PageRequest,
  PointsEntry,
  Product,
} from "./model";

/** What the shop keeps. Every method throws `TemporarilyUnavailable` when the database does not answer in time. */
export interface ShopStore {
  /** Throws unless the database answers and has the schema of this image. */
  checkHealth(): Promise<void>;
  listProducts(page: PageRequest, category?: string): Promise<Page<Product>>;
  findProduct(id: string): Promise<Product | undefined>;
  listFeedback(productId: string, page: PageRequest): Promise<Page<Feedback>>;
  /** The customer, who is entered with the welcome points when seen for the first time. */
  customer(customerId: string): Promise<Customer>;
  listPoints(customerId: string, page: PageRequest): Promise<Page<PointsEntry>>;
  listOrders(customerId: string, page: PageRequest): Promise<Page<Order>>;
  /** Only the customer's own. */
  findOrder(customerId: string, orderId: string): Promise<Order | undefined>;
  /**
   * Places an order once for each key: items, stock, points, the outgoing message and the answer are one transaction.
   *
   * @param request.fingerprint - tells the same request from another one under the same key.
   * @param render - the answer's text, which is kept and given again, byte for byte, to whoever repeats the request.
   * @throws Refusal `out-of-stock`, `insufficient-points`, `not-found` (a product) or `idempotency-key-reused`.
   */
  placeOrder(
    customerId: string,
    request: OrderRequest & { readonly idempotencyKey: string; readonly fingerprint: string },
    render: (order: Order) => string,
  ): Promise<{ readonly answer: string; readonly repeated: boolean; readonly order?: Order }>;
  /** @throws Refusal `not-found` (a product) or `already-given`. */
  giveFeedback(customerId: string, request: FeedbackRequest): Promise<Feedback>;
}

/** The payment of an order, step by step; each step may be done again with the same effect. */
export interface PaymentStore {
  /** Enters the payment of a placed order and returns what has to be charged. */
  reserve(orderId: string): Promise<{ readonly amountCents: number; readonly paymentToken: string }>;
  /** Records the provider's reference. */
  recordCharge(orderId: string, reference: string): Promise<void>;
  /** The order is paid: points are earned, a message goes out. Returns whether this call did it. */
  confirm(orderId: string): Promise<boolean>;
  /** The order is cancelled: stock and points go back, a message goes out. Returns whether this call did it. */
  release(orderId: string): Promise<boolean>;
}

/** Messages that transactions recorded and that have not been sent yet. */
export interface OutboxStore {
  /**
   * Hands up to `limit` unsent messages, oldest first, to `send`, and marks those as sent whose ids it returns. Two callers at once get
   * different messages. A crash between sending and marking sends again.
   */
  drain(limit: number, send: (messages: readonly OrderMessage[]) => Promise<readonly string[]>): Promise<number>;
  /** Seconds that the oldest unsent message has been waiting; 0 when there is none. */
  ageSeconds(): Promise<number>;
  /**
   * Records a new message for up to `limit` orders whose last one came to nothing: they are placed still, long after a payment ends in one way or
   * the other. Returns for how many. A queue or a workflow that was lost, with its region or by mistake, thus loses no order.
   */
  announceAgain(limit: number): Promise<number>;
  /** Seconds since the oldest order was placed that is neither paid nor cancelled; 0 when there is none. */
  oldestPlacedSeconds(): Promise<number>;
}

/** What consumers have already done. */
export interface InboxStore {
  /** Does the work unless the message was done before; the mark is kept only if the work succeeds. Returns whether it was done now. */
  once(messageId: string, work: () => Promise<void>): Promise<boolean>;
}

/** What is kept only for as long as somebody may ask for it again: messages that were done, and answers to repeated orders. */
export interface RetentionStore {
  /** Removes up to `limit` rows of each kind that are too old. Returns how many went. */
  purge(limit: number): Promise<number>;
}

/** Small values that may vanish at any time. Nothing here ever throws: what cannot be read is not there. */
export interface Cache {
  get(key: string): Promise<CacheAnswer>;
  set(key: string, value: string, ttlSeconds: number): Promise<void>;
  delete(key: string): Promise<void>;
  close(): Promise<void>;
}

/** `unavailable` and `missing` differ: a session that the cache does not have has ended, one that it cannot tell about has not. */
export type CacheAnswer =
  | { readonly status: "found"; readonly value: string }
  | { readonly status: "missing" }
  | { readonly status: "unavailable" };

/** Sends messages; returns the ids of those that were accepted. */
export interface OrderQueue {
  send(messages: readonly OrderMessage[]): Promise<readonly string[]>;
}

/** Starts the payment workflow of an order; a second start of the same order does nothing. */
export interface PaymentWorkflow {
  start(orderId: string): Promise<void>;
}

/** The payment provider. Both calls are idempotent by order. */
export interface PaymentProvider {
  /** @returns the provider's reference. @throws PaymentDeclined, or TemporarilyUnavailable. */
  charge(orderId: string, amountCents: number, paymentToken: string): Promise<string>;
  /** Takes back whatever was charged for the order, if anything was. */
  refund(orderId: string): Promise<void>;
}

/** A value that is rotated while the shop runs. */
export interface Secret {
  /** What it was when last read, which is minutes ago at most. @throws TemporarilyUnavailable when it has never been read and cannot be. */
  read(): Promise<string>;
  /** For whoever was refused with it: reads it anew, unless that was done a moment ago. @throws as `read`. */
  readAgain(): Promise<string>;
  /** What it was before the last rotation, for peers that have not heard of it yet. Nothing when there was none, or it cannot be told. */
  readPrevious(): Promise<string | undefined>;
}
