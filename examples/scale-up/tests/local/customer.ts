import { randomUUID } from "node:crypto";
import { send, type Reply } from "../../../../tests/support/local/requests";

export interface OrderBody {
  readonly items: readonly { readonly productId: string; readonly quantity: number }[];
  readonly totalCents: number;
}

/** Prices of the local shop, in cents. */
export const PRICES = { coffee: 1490, grinder: 8900, cup: 990 } as const;

/** A customer who uses the API as a browser does. */
export class Customer {
  readonly email = `${randomUUID()}@example.com`;
  readonly password = "Correct horse 1 battery";
  id = "";
  accessToken = "";
  idToken = "";
  refreshToken = "";

  constructor(private readonly url: string) {}

  /** Registers, confirms the e-mail address and signs in. */
  async join(): Promise<this> {
    const { email, password } = this;
    const registered = await this.post("/register", { email, password, name: "Ann O'Neil" });
    const confirmed = await this.post("/register/confirm", { email, code: "123456" });
    const statuses = [registered.status, confirmed.status, await this.signIn()];
    if (statuses.join() !== "201,200,200") throw new Error(`Joining answered ${statuses.join()}`);
    return this;
  }

  /** @returns the status of the answer. */
  async signIn(): Promise<number> {
    const { status, body } = await this.post("/login", { email: this.email, password: this.password });
    this.remember(body);
    return status;
  }

  async refresh(): Promise<Reply> {
    const reply = await this.post("/refresh", { refreshToken: this.refreshToken, customerId: this.id });
    this.remember(reply.body);
    return reply;
  }

  placeOrder(order: OrderBody, key: string = randomUUID()): Promise<Reply> {
    return this.post("/orders", order, { "idempotency-key": key });
  }

  /** Orders one piece of each product. */
  async order(...products: (keyof typeof PRICES)[]): Promise<string> {
    const items = products.map((productId) => ({ productId, quantity: 1 }));
    const totalCents = products.reduce((sum, product) => sum + PRICES[product], 0);
    const { status, body } = await this.placeOrder({ items, totalCents });
    if (status !== 201) throw new Error(`Ordering answered ${status}: ${JSON.stringify(body)}`);
    return String(body["orderId"]);
  }

  pay(orderId: string, paymentToken: string): Promise<Reply> {
    return this.post("/pay", { orderId, paymentToken });
  }

  /** Waits until the order has another status than while its payment is under way. @returns the status. */
  async endOfPayment(orderId: string): Promise<string> {
    const deadline = Date.now() + 120_000;
    let status = "";
    do {
      await new Promise((resolve) => setTimeout(resolve, 100));
      const { body } = await this.get(`/orders/${orderId}`);
      status = String(body["status"]);
    } while (["PENDING", "PAYING"].includes(status) && Date.now() < deadline);
    return status;
  }

  /** Orders, pays, and waits for the end of the payment. */
  async buy(product: keyof typeof PRICES, paymentToken = "tok_approved"): Promise<{ orderId: string; status: string }> {
    const orderId = await this.order(product);
    await this.pay(orderId, paymentToken);
    return { orderId, status: await this.endOfPayment(orderId) };
  }

  giveFeedback(orderId: string, productId: string, text = "Good"): Promise<Reply> {
    return this.post("/feedback", { orderId, productId, rating: 5, text });
  }

  analytics(from: string, to: string): Promise<Reply> {
    return this.get(`/analytics?from=${from}&to=${to}`);
  }

  get(path: string): Promise<Reply> {
    return send(this.url, "GET", path, { headers: this.authorization });
  }

  post(path: string, body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Reply> {
    return send(this.url, "POST", path, { body, headers: { ...this.authorization, ...headers } });
  }

  private get authorization(): Readonly<Record<string, string>> {
    return this.accessToken ? { authorization: `Bearer ${this.accessToken}` } : {};
  }

  private remember({ customerId, accessToken, idToken, refreshToken }: Readonly<Record<string, unknown>>): void {
    this.id = String(customerId ?? this.id);
    this.accessToken = String(accessToken ?? this.accessToken);
    this.idToken = String(idToken ?? this.idToken);
    this.refreshToken = String(refreshToken ?? this.refreshToken);
  }
}
