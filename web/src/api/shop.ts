import type { ApiClient } from "./client";
import type { Customer, Feedback, FeedbackRequest, Order, OrderRequest, Page, PointsEntry, Product } from "./model";

const query = (parameters: Record<string, string | number | undefined>) => {
  const entries = Object.entries(parameters).filter(
    (entry): entry is [string, string | number] => entry[1] !== undefined,
  );
  return new URLSearchParams(entries.map(([name, value]) => [name, String(value)])).toString();
};

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
    return this.#client.send({
      method: "POST",
      path: "/api/orders",
      access: "customer",
      csrf: true,
      body,
      idempotencyKey,
    });
  }

  giveFeedback(body: FeedbackRequest): Promise<Feedback> {
    return this.#client.send({ method: "POST", path: "/api/feedback", access: "customer", csrf: true, body });
  }

  openSession(): Promise<void> {
    return this.#client.openSession();
  }

  closeSession(): Promise<void> {
    return this.#client.send({ method: "DELETE", path: "/api/session", access: "customer", csrf: true });
  }

  #get<Answer>(path: string, access: "public" | "customer"): Promise<Answer> {
    return this.#client.send({ method: "GET", path, access });
  }
}
