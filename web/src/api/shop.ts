import type { ApiClient } from "./client";
import type {
  Cart,
  CartLine,
  Customer,
  Feedback,
  FeedbackRequest,
  Order,
  OrderRequest,
  Page,
  PointsEntry,
  Product,
  Quantities,
} from "./model";

/** Writes a query; JSON omits undefined parameters. */
const query = (parameters: Record<string, string | number | undefined>) =>
  new URLSearchParams(JSON.parse(JSON.stringify(parameters)) as Record<string, string>);

/** Operations of the shop's API. Every method throws `Problem`. */
export class Shop {
  readonly #client: ApiClient;

  constructor(client: ApiClient) {
    this.#client = client;
  }

  listProducts(limit: number, category?: string, after?: string): Promise<Page<Product>> {
    return this.#get(`/api/products?${query({ limit, category, after })}`, "public");
  }

  getProduct(id: string): Promise<Product> {
    return this.#get(`/api/products/${id}`, "public");
  }

  listFeedback(productId: string, after?: string): Promise<Page<Feedback>> {
    return this.#get(`/api/products/${productId}/feedback?${query({ limit: 10, after })}`, "public");
  }

  getCart(): Promise<Cart> {
    return this.#cart("GET");
  }

  addToCart({ productId, quantity }: Pick<CartLine, "productId" | "quantity">): Promise<Cart> {
    return this.#cart("POST", { productId, quantity });
  }

  changeCart(quantities: Quantities): Promise<Cart> {
    return this.#cart("PATCH", { quantities });
  }

  getCustomer(): Promise<Customer> {
    return this.#get("/api/customers/me", "customer");
  }

  listPoints(after?: string): Promise<Page<PointsEntry>> {
    return this.#get(`/api/customers/me/points?${query({ limit: 20, after })}`, "customer");
  }

  listOrders(after?: string): Promise<Page<Order>> {
    return this.#get(`/api/orders?${query({ limit: 20, after })}`, "customer");
  }

  getOrder(id: string): Promise<Order> {
    return this.#get(`/api/orders/${id}`, "customer");
  }

  placeOrder(body: OrderRequest, idempotencyKey: string): Promise<Order> {
    return this.#change("POST", "/api/orders", body, idempotencyKey);
  }

  giveFeedback(body: FeedbackRequest): Promise<Feedback> {
    return this.#change("POST", "/api/feedback", body);
  }

  openSession(): Promise<void> {
    return this.#client.openSession();
  }

  closeSession(): Promise<void> {
    return this.#change("DELETE", "/api/session");
  }

  #cart(method: "GET" | "POST" | "PATCH", body?: unknown): Promise<Cart> {
    return this.#client.send({ method, path: "/api/cart", access: "public", csrf: true, body });
  }

  #change<Answer>(method: "POST" | "DELETE", path: string, body?: unknown, idempotencyKey?: string): Promise<Answer> {
    return this.#client.send({ method, path, access: "customer", csrf: true, body, idempotencyKey });
  }

  #get<Answer>(path: string, access: "public" | "customer"): Promise<Answer> {
    return this.#client.send({ method: "GET", path, access });
  }
}
