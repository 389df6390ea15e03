import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** An event that PayPal would send to the webhook. */
export interface PayPalNotice {
  readonly id: string;
  readonly event_type: string;
  readonly resource: Readonly<Record<string, unknown>>;
}

type CaptureStatus = "COMPLETED" | "PENDING" | "DECLINED";

export interface LocalCapture {
  readonly id: string;
  /** Subscription and period, as the request named them. */
  readonly reference: string;
  readonly cents: number;
  /** Time of the request that captured it. */
  readonly at: string;
  status: CaptureStatus;
}

interface LocalOrder {
  readonly id: string;
  readonly reference: string;
  readonly cents: number;
  readonly isVaulted: boolean;
  status: "PAYER_ACTION_REQUIRED" | "APPROVED" | "COMPLETED";
  capture?: LocalCapture;
}

/** Fault of one request: an answer of 503 or 429 without an effect, or an effect whose answer is lost. */
export type Fault = "unavailable" | "throttled" | "answer-lost";

/** PayPal on this machine, with orders, captures, refunds and its rules of idempotency. */
export interface LocalPayPal {
  readonly url: string;
  readonly captures: readonly LocalCapture[];
  /** Refunded cents by the id of the capture. */
  readonly refunds: ReadonlyMap<string, number>;
  /** Requests for access tokens. */
  readonly tokenRequests: () => number;
  /** States of the next captures. Later ones are completed. */
  readonly outcomes: CaptureStatus[];
  /** Faults of the next requests that have an effect; undefined for none. */
  readonly faults: (Fault | undefined)[];
  /** Forgets keys of requests and invoices, as PayPal does not: for tests of tests. */
  forgetKeys(): void;
  /** Approves an order in the name of its customer. */
  approve(orderId: string): void;
  /** Decides a pending capture. */
  decide(reference: string, status: "COMPLETED" | "DECLINED"): void;
  /** Refuses the access tokens that it has issued. */
  forgetTokens(): void;
  stop(): void;
}

interface Answer {
  readonly status: number;
  readonly body: object;
}

class PayPalState {
  readonly orders = new Map<string, LocalOrder>();
  readonly captures: LocalCapture[] = [];
  readonly refunds = new Map<string, number>();
  readonly outcomes: CaptureStatus[] = [];
  readonly faults: (Fault | undefined)[] = [];
  readonly tokens = new Set<string>();
  tokenRequests = 0;
  remembersKeys = true;
  private readonly answers = new Map<string, Answer>();

  constructor(private readonly send: (notice: PayPalNotice) => void) {}

  notify(event_type: string, resource: Readonly<Record<string, unknown>>): void {
    this.send({ id: `WH-${randomUUID()}`, event_type, resource });
  }

  /** Answers a request again that has the key of an earlier one. */
  once(key: string, work: () => Answer): Answer {
    const answer = (this.remembersKeys ? this.answers.get(key) : undefined) ?? work();
    this.answers.set(key, answer);
    return answer;
  }

  createOrder(body: OrderBody): Answer {
    const [unit] = body.purchase_units;
    const vaultId = body.payment_source.paypal.vault_id;
    const order: LocalOrder = {
      id: randomUUID().slice(0, 17),
      reference: unit.custom_id,
      cents: Math.round(Number(unit.amount.value) * 100),
      isVaulted: vaultId !== undefined,
      status: "PAYER_ACTION_REQUIRED",
    };
    if (!vaultId) {
      this.orders.set(order.id, order);
      return { status: 200, body: this.shown(order) };
    }
    return this.capture(order);
  }

  capture(order: LocalOrder): Answer {
    const isPaid = this.captures.some(
      ({ reference, status }) => reference === order.reference && status !== "DECLINED",
    );
    if (isPaid && this.remembersKeys) return refusal(422, "DUPLICATE_INVOICE_ID");
    const status = this.outcomes.shift() ?? "COMPLETED";
    if (status === "DECLINED") return refusal(422, "INSTRUMENT_DECLINED");
    const { reference, cents } = order;
    order.capture = { id: randomUUID().slice(0, 17), reference, cents, at: new Date().toISOString(), status };
    order.status = "COMPLETED";
    this.orders.set(order.id, order);
    this.captures.push(order.capture);
    this.report(order.capture);
    return { status: 201, body: this.shown(order) };
  }

  report({ id, reference, status }: LocalCapture): void {
    const type = status === "DECLINED" ? "DENIED" : status;
    this.notify(`PAYMENT.CAPTURE.${type}`, { id, custom_id: reference });
  }

  shown({ id, status, capture, isVaulted }: LocalOrder): object {
    const links = [{ rel: "payer-action", href: `https://www.sandbox.paypal.com/checkoutnow?token=${id}` }];
    const vault = !isVaulted && capture && { attributes: { vault: { id: `vault-${id}`, status: "VAULTED" } } };
    const captures = capture ? [{ id: capture.id, status: capture.status }] : [];
    return {
      id,
      status,
      links,
      payment_source: { paypal: { ...vault } },
      purchase_units: [{ payments: { captures } }],
    };
  }

  refund(captureId: string, cents: number): Answer {
    const capture = this.captures.find(({ id }) => id === captureId);
    if (!capture) return refusal(404, "RESOURCE_NOT_FOUND");
    const refunded = (this.refunds.get(captureId) ?? 0) + cents;
    if (refunded > capture.cents) return refusal(422, "CAPTURE_FULLY_REFUNDED");
    this.refunds.set(captureId, refunded);
    return { status: 201, body: { id: randomUUID(), status: "COMPLETED" } };
  }
}

interface OrderBody {
  readonly purchase_units: readonly [{ readonly custom_id: string; readonly amount: { readonly value: string } }];
  readonly payment_source: { readonly paypal: { readonly vault_id?: string } };
}

/** Starts PayPal. @param send - receives each event once; webhooks would repeat and delay them. */
export async function startPayPal(send: (notice: PayPalNotice) => void): Promise<LocalPayPal> {
  const state = new PayPalState(send);
  const server = createServer((request, response) => void serve(state, request, response)).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { captures, refunds, outcomes, faults, tokens } = state;
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    captures,
    refunds,
    outcomes,
    faults,
    tokenRequests: () => state.tokenRequests,
    forgetKeys: () => {
      state.remembersKeys = false;
    },
    approve(orderId) {
      const order = state.orders.get(orderId)!;
      order.status = "APPROVED";
      state.notify("CHECKOUT.ORDER.APPROVED", { id: orderId, purchase_units: [{ custom_id: order.reference }] });
    },
    decide(reference, status) {
      const capture = captures.find((each) => each.reference === reference && each.status === "PENDING")!;
      capture.status = status;
      state.report(capture);
    },
    forgetTokens: () => tokens.clear(),
    stop: () => void server.close(),
  };
}

async function serve(state: PayPalState, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString("utf8");
  const hasEffect = request.method === "POST" && !request.url!.startsWith("/v1/oauth2");
  const fault = hasEffect ? state.faults.shift() : undefined;
  if (fault === "unavailable" || fault === "throttled") {
    response.writeHead(fault === "throttled" ? 429 : 503).end();
    return;
  }
  const { status, body } = answer(state, request, text);
  if (fault === "answer-lost") response.destroy();
  else response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

const PATH = /^\/v2\/(?:checkout|payments)\/(orders|captures)(?:\/([^/]+))?(?:\/(\w+))?$/;

function answer(state: PayPalState, { method, url = "", headers }: IncomingMessage, text: string): Answer {
  if (url === "/v1/oauth2/token") return issueToken(state, headers.authorization);
  if (!isAuthorized(state, headers.authorization)) return refusal(401, "INVALID_TOKEN");
  const [, kind = "", id = "", verb = ""] = PATH.exec(url) ?? [];
  if (method === "GET") return found(state.orders.get(id), (order) => ok(state.shown(order)));
  const key = headers["paypal-request-id"];
  if (key === undefined) return refusal(400, "INVALID_REQUEST");
  return state.once(`${url} ${String(key)}`, () => act(state, `${kind} ${verb}`, id, JSON.parse(text)));
}

function isAuthorized({ tokens }: PayPalState, authorization = ""): boolean {
  return tokens.has(authorization.replace("Bearer ", ""));
}

function act(state: PayPalState, action: string, id: string, body: unknown): Answer {
  switch (action) {
    case "orders ":
      return state.createOrder(body as OrderBody);
    case "orders capture":
      return found(state.orders.get(id), (order) => captureApproved(state, order));
    case "captures refund":
      return state.refund(id, Math.round(Number((body as { amount: { value: string } }).amount.value) * 100));
    default:
      return refusal(404, "RESOURCE_NOT_FOUND");
  }
}

function captureApproved(state: PayPalState, order: LocalOrder): Answer {
  if (order.status === "COMPLETED") return refusal(422, "ORDER_ALREADY_CAPTURED");
  return order.status === "APPROVED" ? state.capture(order) : refusal(422, "ORDER_NOT_APPROVED");
}

function issueToken(state: PayPalState, authorization = ""): Answer {
  state.tokenRequests++;
  const [user] = Buffer.from(authorization.replace("Basic ", ""), "base64").toString("utf8").split(":");
  if (!user) return refusal(401, "INVALID_CLIENT");
  const token = randomUUID();
  state.tokens.add(token);
  return ok({ access_token: token, expires_in: 32_400, token_type: "Bearer" });
}

const ok = (body: object): Answer => ({ status: 200, body });

function found<Value>(value: Value | undefined, then: (value: Value) => Answer): Answer {
  return value === undefined ? refusal(404, "RESOURCE_NOT_FOUND") : then(value);
}

function refusal(status: number, issue: string): Answer {
  return { status, body: { name: "UNPROCESSABLE_ENTITY", details: [{ issue }] } };
}
