import { createHash, randomUUID } from "node:crypto";

/** One HTTP request, and how it ended. */
export interface Attempt {
  readonly startedAt: number;
  readonly endedAt: number;
  /** Status of the answer; 0 without one. */
  readonly status: number;
}

interface Product {
  readonly id: string;
  readonly priceCents: number;
}

/** Pause before a failed request is repeated. */
const RETRY_MILLIS = 100;

/** A customer of the storefront, who repeats requests that fail. */
export class Customer {
  readonly attempts: Attempt[] = [];
  /** Ids of the accepted orders. */
  readonly orders: string[] = [];
  private headers: Record<string, string> = {};

  constructor(
    private readonly shop: string,
    private readonly name: string,
  ) {}

  /** Signs in at the hosted pages by a code with PKCE, and opens a session. */
  async signIn(): Promise<void> {
    const authorization = `Bearer ${await this.accessToken()}`;
    const opened = await this.request("/api/session", { method: "POST", headers: { authorization } });
    const { csrfToken } = (await opened.json()) as { csrfToken: string };
    const cookie = opened.headers.getSetCookie()[0]!.split(";")[0]!;
    this.headers = { authorization, cookie, "x-csrf-token": csrfToken, "content-type": "application/json" };
  }

  /** Looks at the catalogue and at two products, and orders them. */
  async buy(paymentToken: string): Promise<void> {
    const { items } = (await (await this.request("/api/products?limit=24")).json()) as { items: Product[] };
    const start = Math.floor(Math.random() * (items.length - 1));
    const cart: Product[] = [];
    for (const { id } of items.slice(start, start + 2)) {
      cart.push((await (await this.request(`/api/products/${id}`)).json()) as Product);
    }
    const order = await this.request("/api/orders", {
      method: "POST",
      headers: { ...this.headers, "idempotency-key": randomUUID() },
      body: JSON.stringify({
        items: cart.map(({ id, priceCents }) => ({ productId: id, quantity: 1, priceCents })),
        redeemPoints: 0,
        paymentToken,
      }),
    });
    if (order.status !== 201) throw new Error(`${this.name}: ${order.status} ${await order.text()}`);
    this.orders.push(((await order.json()) as { id: string }).id);
  }

  /** Sends the same request until it is answered with less than 500. */
  private async request(path: string, init: RequestInit = {}): Promise<Response> {
    for (;;) {
      const startedAt = Date.now();
      const answer = await fetch(this.shop + path, init).catch(() => undefined);
      const status = answer?.status ?? 0;
      this.attempts.push({ startedAt, endedAt: Date.now(), status });
      if (answer && status < 500) return answer;
      await new Promise((resolve) => setTimeout(resolve, RETRY_MILLIS));
    }
  }

  private async accessToken(): Promise<string> {
    const { identity } = (await (await fetch(`${this.shop}/config.json`)).json()) as {
      identity: { baseUrl: string; clientId: string; scopes: string[] };
    };
    const verifier = randomUUID() + randomUUID();
    const client = { client_id: identity.clientId, redirect_uri: `${this.shop}/` };
    const form = new URLSearchParams({
      ...client,
      username: this.name,
      response_type: "code",
      scope: identity.scopes.join(" "),
      state: "any",
      code_challenge: createHash("sha256").update(verifier).digest("base64url"),
      code_challenge_method: "S256",
    });
    const authorize = `${identity.baseUrl}/oauth2/authorize`;
    const back = await fetch(authorize, { method: "POST", body: form, redirect: "manual" });
    const code = new URL(back.headers.get("location")!).searchParams.get("code")!;
    const grant = { ...client, grant_type: "authorization_code", code, code_verifier: verifier };
    const answer = await fetch(`${identity.baseUrl}/oauth2/token`, {
      method: "POST",
      body: new URLSearchParams(grant),
    });
    return ((await answer.json()) as { access_token: string }).access_token;
  }
}
