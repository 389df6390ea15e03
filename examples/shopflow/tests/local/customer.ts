import { createHash, randomUUID } from "node:crypto";

/** One HTTP request, and how it ended. */
export interface Attempt {
  readonly startedAt: number;
  readonly endedAt: number;
  /** Status of the answer; 0 without one. */
  readonly status: number;
}

export interface CartLine {
  readonly productId: string;
  readonly name: string;
  readonly priceCents: number;
  readonly quantity: number;
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

  /** Opens the session of a guest. */
  async visit(): Promise<void> {
    await this.openSession("/api/cart/session", {});
  }

  /** Signs in at the hosted pages by a code with PKCE, and opens a session, which adopts the cart of the guest. */
  async signIn(): Promise<void> {
    const authorization = `Bearer ${await this.accessToken()}`;
    await this.openSession("/api/session", { authorization });
  }

  async cart(): Promise<readonly CartLine[]> {
    return this.askForCart({});
  }

  /** Adds a piece of the product to the cart. */
  async add(productId: string): Promise<readonly CartLine[]> {
    return this.askForCart({ method: "POST", body: JSON.stringify({ productId, quantity: 1 }) });
  }

  /** Looks at the catalogue, puts two products into the cart, and orders it, which empties it. */
  async buy(paymentToken: string): Promise<void> {
    const catalogue = await this.request("/api/products?limit=24");
    const { items } = (await catalogue.json()) as { items: { id: string }[] };
    const start = Math.floor(Math.random() * (items.length - 1));
    const quantities = Object.fromEntries(items.slice(start, start + 2).map(({ id }) => [id, 1]));
    const lines = await this.askForCart({ method: "PATCH", body: JSON.stringify({ quantities }) });
    const order = await this.request("/api/orders", {
      method: "POST",
      headers: { ...this.headers, "idempotency-key": randomUUID() },
      body: JSON.stringify({
        items: lines.map(({ productId, quantity, priceCents }) => ({ productId, quantity, priceCents })),
        redeemPoints: 0,
        paymentToken,
      }),
    });
    if (order.status !== 201) throw new Error(`${this.name}: ${order.status} ${await order.text()}`);
    this.orders.push(((await order.json()) as { id: string }).id);
    const left = await this.cart();
    if (left.length > 0) throw new Error(`${this.name}: ${JSON.stringify(left)} in the cart after the order`);
  }

  private async openSession(path: string, headers: Record<string, string>): Promise<void> {
    const { cookie } = this.headers;
    const opened = await this.request(path, { method: "POST", headers: { ...headers, ...(cookie && { cookie }) } });
    const { csrfToken } = (await opened.json()) as { csrfToken: string };
    this.headers = {
      ...headers,
      cookie: opened.headers.getSetCookie()[0]!.split(";")[0]!,
      "x-csrf-token": csrfToken,
      "content-type": "application/json",
    };
  }

  private async askForCart(init: RequestInit): Promise<readonly CartLine[]> {
    const answer = await this.request("/api/cart", { ...init, headers: this.headers });
    if (answer.status !== 200) throw new Error(`${this.name}: ${answer.status} ${await answer.text()}`);
    return ((await answer.json()) as { items: CartLine[] }).items;
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
