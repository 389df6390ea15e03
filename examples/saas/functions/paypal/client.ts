import { TemporarilyUnavailable } from "../refusal";
import { setting } from "../settings";
import { readPayPalSecret } from "./secret";

const TIMEOUT_MILLIS = 8_000;
/** Seconds before its end at which a token is replaced. */
const MARGIN_SECONDS = 60;

/** PayPal refuses a request, and would refuse it again. */
export class PayPalRefusal extends Error {
  constructor(
    readonly status: number,
    /** Code of the error, or of its first detail: `INSTRUMENT_DECLINED`. */
    readonly issue: string,
  ) {
    super(`PayPal answered ${status} ${issue}`);
    this.name = "PayPalRefusal";
  }
}

let token: { readonly text: string; readonly endsAt: number } | undefined;

export interface PayPalRequest {
  readonly method: "GET" | "POST";
  /** Path with version, such as `/v2/checkout/orders`. */
  readonly path: string;
  readonly body?: object;
  /** Key by which PayPal answers a repeated request without another effect. Required for POST. */
  readonly requestId?: string;
}

/**
 * Calls PayPal's API. The access token is cached until shortly before its end, and replaced once if PayPal refuses it.
 *
 * @throws PayPalRefusal for an answer that another attempt would receive again.
 * @throws TemporarilyUnavailable without an answer, and for one of 429 or 5xx.
 */
export async function callPayPal<Answer>(request: PayPalRequest): Promise<Answer> {
  const response = await send(request, await accessToken());
  if (response.status !== 401) return read<Answer>(response);
  token = undefined;
  return read<Answer>(await send(request, await accessToken(true)));
}

function send({ method, path, body, requestId }: PayPalRequest, accessToken: string): Promise<Response> {
  return ask(path, {
    method,
    headers: {
      authorization: `Bearer ${accessToken}`,
      "content-type": "application/json",
      prefer: "return=representation",
      ...(requestId !== undefined && { "paypal-request-id": requestId }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
}

async function accessToken(fresh = false): Promise<string> {
  if (token && !fresh && Date.now() < token.endsAt) return token.text;
  const { clientId, clientSecret } = await readPayPalSecret(fresh);
  const response = await ask("/v1/oauth2/token", {
    method: "POST",
    headers: {
      authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString("base64")}`,
      "content-type": "application/x-www-form-urlencoded",
    },
    body: "grant_type=client_credentials",
  });
  const answer = await read<{ access_token: string; expires_in: number }>(response);
  token = { text: answer.access_token, endsAt: Date.now() + (answer.expires_in - MARGIN_SECONDS) * 1000 };
  return token.text;
}

async function ask(path: string, init: RequestInit): Promise<Response> {
  const signal = AbortSignal.timeout(TIMEOUT_MILLIS);
  try {
    return await fetch(`${setting("PAYPAL_URL")}${path}`, { ...init, signal, redirect: "error" });
  } catch (error) {
    throw new TemporarilyUnavailable("PayPal", { cause: error });
  }
}

async function read<Answer>(response: Response): Promise<Answer> {
  if (response.status === 429 || response.status >= 500) throw new TemporarilyUnavailable("PayPal");
  const answer = (await response.json().catch(() => ({}))) as Problem;
  if (response.ok) return answer as Answer;
  throw new PayPalRefusal(response.status, answer.details?.[0]?.issue ?? answer.name ?? "UNKNOWN");
}

interface Problem {
  readonly name?: string;
  readonly details?: readonly { readonly issue?: string }[];
}
