import { readText, sendJson, startServer } from "groundplan/testing/local";
import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import {
  PayPalState,
  refusal,
  type Answer,
  type CaptureStatus,
  type Fault,
  type LocalCapture,
  type LocalOrder,
  type OrderBody,
  type PayPalNotice,
} from "./state";

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
  /** Approves an order in the name of its customer. @returns false if none of the id waits for it. */
  approve(orderId: string): boolean;
  /** Decides a pending capture. */
  decide(reference: string, status: "COMPLETED" | "DECLINED"): void;
  /** Refuses the access tokens that it has issued. */
  forgetTokens(): void;
  stop(): Promise<void>;
}

export interface PayPalProps {
  /** Receives each event once; webhooks would repeat and delay them. */
  readonly send: (notice: PayPalNotice) => void;
  /** Page of approvals. @default that of PayPal's sandbox */
  readonly checkoutUrl?: string;
  /** @default the time of the process */
  readonly now?: () => number;
  /** Certificate of the loopback address. @default HTTP without TLS */
  readonly tls?: { readonly cert: string; readonly key: string };
  /** Certificates of webhooks by their path. @default none */
  readonly certificates?: Readonly<Record<string, string>>;
}

/** Starts PayPal. */
export async function startPayPal({
  send,
  checkoutUrl = "https://www.sandbox.paypal.com/checkoutnow",
  now = () => Date.now(),
  tls,
  certificates = {},
}: PayPalProps): Promise<LocalPayPal> {
  const state = new PayPalState(send, checkoutUrl, now);
  const server = await startServer(
    async (request, response) => {
      const certificate = certificates[request.url!];
      if (certificate) response.end(certificate);
      else await serve(state, request, response);
    },
    { tls },
  );
  return { url: server.url, stop: server.stop, ...controlsOf(state) };
}

function controlsOf(state: PayPalState): Omit<LocalPayPal, "url" | "stop"> {
  const { captures, refunds, outcomes, faults, tokens } = state;
  return {
    captures,
    refunds,
    outcomes,
    faults,
    tokenRequests: () => state.tokenRequests,
    forgetKeys: () => {
      state.remembersKeys = false;
    },
    approve(orderId) {
      const order = state.orders.get(orderId);
      if (order?.status !== "PAYER_ACTION_REQUIRED") return false;
      order.status = "APPROVED";
      state.notify("CHECKOUT.ORDER.APPROVED", { id: orderId, purchase_units: [{ custom_id: order.reference }] });
      return true;
    },
    decide(reference, status) {
      const capture = captures.find((each) => each.reference === reference && each.status === "PENDING")!;
      capture.status = status;
      state.report(capture);
    },
    forgetTokens: () => tokens.clear(),
  };
}

async function serve(state: PayPalState, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const text = await readText(request);
  const hasEffect = request.method === "POST" && !request.url!.startsWith("/v1/oauth2");
  const fault = hasEffect ? state.faults.shift() : undefined;
  if (fault === "unavailable" || fault === "throttled") {
    response.writeHead(fault === "throttled" ? 429 : 503).end();
    return;
  }
  const { status, body } = answer(state, request, text);
  if (fault === "answer-lost") response.destroy();
  else sendJson(response, status, body, "application/json");
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
