import { Refusal, TemporarilyUnavailable } from "../../src/domain/errors";
import type {
  Customer,
  Feedback,
  FeedbackRequest,
  Order,
  OrderMessage,
  OrderRequest,
  Page,
  Product,
} from "../../src/domain/model";
import { priceOrder } from "../../src/domain/pricing";
import type {
  EndedSessions,
  InboxStore,
  OutboxStore,
  PaymentStore,
  RetentionStore,
  ShopStore,
} from "../../src/domain/ports";

const CREATED_AT = "2026-01-02T03:04:05.000Z";
const WELCOME_POINTS = 500;

export const tea: Product = {
  id: "0198c5a0-0000-7000-8000-000000000001",
  name: "Tea",
  description: "Leaves",
  category: "drinks",
  priceCents: 700,
  stock: 5,
  rating: null,
};

interface Answered {
  readonly fingerprint: string;
  readonly orderId: string;
  readonly answer: string;
}

/**
 * A shop without a database, for tests of what surrounds it. It keeps the rules only as far as those tests can see
 * them.
 */
export class MemoryShop implements ShopStore, PaymentStore, OutboxStore, InboxStore, EndedSessions, RetentionStore {
  readonly products = new Map([[tea.id, tea]]);
  readonly orders = new Map<string, Order>();
  readonly outgoing: OrderMessage[] = [];
  /** Messages of orders that are placed still. */
  readonly lost: OrderMessage[] = [];
  readonly done = new Set<string>();
  readonly endedSessions = new Set<string>();
  readonly charges = new Map<string, string>();
  /** Number of expired rows. */
  tooOld = 0;
  /** Number of product lookups. */
  lookups = 0;
  /** Error that every method throws, if set. */
  failure: Error | undefined;
  readonly #answers = new Map<string, Answered>();
  /** Pairs of customer and product of which no paid order exists; every other product counts as bought. */
  readonly notBought = new Set<string>();
  readonly #given = new Set<string>();
  /** Positions of messages in the outbox, by id. */
  readonly #positions = new Map<string, number>();

  async checkHealth(): Promise<void> {
    this.#fail();
  }

  async listProducts({ limit }: { limit: number }, category?: string): Promise<Page<Product>> {
    this.#fail();
    const items = [...this.products.values()].filter((product) => !category || product.category === category);
    return { items: items.slice(0, limit), next: null };
  }

  async findProduct(id: string): Promise<Product | undefined> {
    this.#fail();
    this.lookups += 1;
    return this.products.get(id);
  }

  async listFeedback(): Promise<Page<Feedback>> {
    this.#fail();
    return { items: [], next: null };
  }

  async customer(customerId: string): Promise<Customer> {
    this.#fail();
    return { id: customerId, pointsBalance: WELCOME_POINTS, memberSince: CREATED_AT };
  }

  async listPoints() {
    this.#fail();
    return { items: [], next: null };
  }

  async listOrders(customerId: string): Promise<Page<Order>> {
    this.#fail();
    return { items: [...this.orders.values()].filter((order) => order.customerId === customerId), next: null };
  }

  async findOrder(customerId: string, orderId: string): Promise<Order | undefined> {
    this.#fail();
    const order = this.orders.get(orderId);
    return order?.customerId === customerId ? order : undefined;
  }

  async placeOrder(
    customerId: string,
    request: OrderRequest & { readonly idempotencyKey: string; readonly fingerprint: string },
    render: (order: Order) => string,
  ) {
    this.#fail();
    const key = `${customerId} ${request.idempotencyKey}`;
    const answered = this.#answers.get(key);
    if (answered) {
      if (answered.fingerprint !== request.fingerprint) {
        const { orderId } = answered;
        throw new Refusal("idempotency-key-reused", "The key belongs to another order", { orderId });
      }
      return { answer: answered.answer, repeated: true };
    }
    const order = this.#enter(customerId, request);
    const answer = render(order);
    this.#answers.set(key, { fingerprint: request.fingerprint, orderId: order.id, answer });
    return { answer, repeated: false, order };
  }

  async giveFeedback(customerId: string, request: FeedbackRequest): Promise<Feedback> {
    this.#fail();
    if (!this.products.has(request.productId)) throw new Refusal("not-found", "There is no such product");
    const key = `${customerId} ${request.productId}`;
    if (this.notBought.has(key)) throw new Refusal("not-bought", "You have not bought this product");
    if (this.#given.has(key)) throw new Refusal("already-given", "You have rated this product");
    this.#given.add(key);
    return { id: "0198c5a0-0000-7000-8000-0000000000fe", createdAt: CREATED_AT, ...request };
  }

  async reserve(orderId: string) {
    this.#fail();
    return { amountCents: 700, paymentToken: "tok_approved", reference: this.charges.get(orderId) ?? null };
  }

  async recordCharge(orderId: string, reference: string): Promise<boolean> {
    this.charges.set(orderId, reference);
    return true;
  }

  async confirm(orderId: string): Promise<boolean> {
    return this.once(`confirm ${orderId}`, async () => undefined);
  }

  async release(orderId: string): Promise<boolean> {
    return this.once(`release ${orderId}`, async () => undefined);
  }

  async statuses(orderIds: readonly string[]) {
    return new Map(orderIds.flatMap((id) => (this.orders.has(id) ? [[id, this.orders.get(id)!.status] as const] : [])));
  }

  async drain(limit: number, send: (messages: readonly OrderMessage[]) => Promise<readonly string[]>, after = "0") {
    this.#fail();
    const part = this.outgoing.filter((message) => this.#positionOf(message) > Number(after)).slice(0, limit);
    const sent = await send(part);
    this.outgoing.splice(0, Infinity, ...this.outgoing.filter(({ id }) => !sent.includes(id)));
    return { sent: sent.length, next: part.length < limit ? undefined : String(this.#positionOf(part.at(-1)!)) };
  }

  async ageSeconds(): Promise<number> {
    return this.outgoing.length > 0 ? 61 : 0;
  }

  async announceAgain(limit: number): Promise<number> {
    this.#fail();
    const lost = this.lost.splice(0, limit);
    this.outgoing.push(...lost);
    return lost.length;
  }

  async oldestPlacedSeconds(): Promise<number> {
    return this.lost.length > 0 ? 3_601 : 0;
  }

  async endSession(sessionId: string): Promise<void> {
    this.#fail();
    this.endedSessions.add(sessionId);
  }

  async isSessionEnded(sessionId: string): Promise<boolean> {
    this.#fail();
    return this.endedSessions.has(sessionId);
  }

  async purge(limit: number): Promise<number> {
    this.#fail();
    const purged = Math.min(limit, this.tooOld);
    this.tooOld -= purged;
    return purged;
  }

  async once(messageId: string, work: () => Promise<void>): Promise<boolean> {
    this.#fail();
    if (this.done.has(messageId)) return false;
    await work();
    this.done.add(messageId);
    return true;
  }

  #positionOf({ id }: OrderMessage): number {
    const position = this.#positions.get(id) ?? this.#positions.size + 1;
    this.#positions.set(id, position);
    return position;
  }

  #enter(customerId: string, request: OrderRequest): Order {
    const { items, subtotalCents, totalCents } = priceOrder(request, [...this.products.values()], WELCOME_POINTS);
    const order: Order = {
      id: `0198c5a0-0000-7000-8000-0000000001${String(this.orders.size).padStart(2, "0")}`,
      customerId,
      status: "placed",
      items,
      subtotalCents,
      pointsRedeemed: request.redeemPoints,
      totalCents,
      pointsEarned: 0,
      createdAt: CREATED_AT,
    };
    this.orders.set(order.id, order);
    return order;
  }

  #fail(): void {
    if (this.failure) throw this.failure;
  }
}

/** Error of an unreachable database. */
export function databaseGone(): TemporarilyUnavailable {
  return new TemporarilyUnavailable("database", { cause: new Error("connect ECONNREFUSED") });
}
