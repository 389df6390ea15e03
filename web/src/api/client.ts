import { Problem, problemOf, unreachable } from "./problem";

/** Credentials of the requests. */
export interface Credentials {
  csrfToken: string | undefined;
  accessToken(): Promise<string | undefined>;
  /** Returns true if there is a new access token. */
  refresh(): Promise<boolean>;
  end(status: "ended"): void;
}

export interface ApiRequest {
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  readonly path: string;
  readonly access: "public" | "customer";
  /** Sends the session's CSRF token, and opens a session when the shop asks for one. */
  readonly csrf?: boolean;
  readonly body?: unknown;
  /** Makes the request repeatable. */
  readonly idempotencyKey?: string;
}

const ATTEMPTS = 3;
const TIMEOUT_MS = 15_000;
const LONGEST_PAUSE_MS = 5_000;

/** Statuses of temporary failures. */
const TEMPORARY = [0, 429, 502, 503, 504];

/** The cart has a copy for the time until the next attempt. */
const isRepeatable = ({ method, csrf, idempotencyKey }: ApiRequest) =>
  idempotencyKey !== undefined || (method === "GET" && !csrf);

const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

/** Client of the shop's API: adds credentials, repeats idempotent requests, and throws problems as errors. */
export class ApiClient {
  readonly #credentials: Credentials;
  readonly #fetchApi: typeof fetch;
  readonly #wait: (milliseconds: number) => Promise<void>;

  constructor(credentials: Credentials, fetchApi: typeof fetch, wait: (milliseconds: number) => Promise<void> = pause) {
    this.#credentials = credentials;
    this.#fetchApi = fetchApi;
    this.#wait = wait;
  }

  /** @throws Problem */
  async send<Answer>(request: ApiRequest, recovered = false): Promise<Answer> {
    const response = await this.#attempt(request);
    if (response.status === 204) return undefined as Answer;
    if (response.ok) return (await response.json()) as Answer;
    const problem = await problemOf(response);
    if ((request.csrf || request.access === "customer") && (await this.#recover(problem, recovered)))
      return this.send(request, true);
    throw problem;
  }

  /**
   * Opens the customer's session, or continues the one of the browser: its cookie and the CSRF token for state-changing
   * requests.
   */
  async openSession(): Promise<void> {
    const path = (await this.#credentials.accessToken()) ? "/api/session" : "/api/cart/session";
    const request = { method: "POST", path, access: "customer" } as const;
    this.#credentials.csrfToken = (await this.send<{ csrfToken: string }>(request, true)).csrfToken;
  }

  /** Repeats a request under the same idempotency key while its answer is a temporary failure. */
  async #attempt(request: ApiRequest): Promise<Response> {
    for (let attempt = 1; ; attempt++) {
      const response = await this.#exchange(request);
      if (attempt < ATTEMPTS && isRepeatable(request) && TEMPORARY.includes(response?.status ?? 0)) {
        const asked = Number(response?.headers.get("retry-after")) * 1000;
        await this.#wait(Math.min(asked || 300 * 2 ** attempt, LONGEST_PAUSE_MS));
        continue;
      }
      if (!response) throw unreachable();
      return response;
    }
  }

  /** Undefined when nothing answers. */
  async #exchange(request: ApiRequest): Promise<Response | undefined> {
    const headers = await this.#headers(request);
    const body = JSON.stringify(request.body);
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    try {
      return await this.#fetchApi(request.path, {
        method: request.method,
        headers,
        body,
        signal,
        keepalive: request.method === "DELETE",
      });
    } catch {
      return undefined;
    }
  }

  async #headers({ access, csrf, body, idempotencyKey }: ApiRequest): Promise<Record<string, string>> {
    const token = access === "customer" ? await this.#credentials.accessToken() : undefined;
    const { csrfToken } = this.#credentials;
    return {
      ...(token && { authorization: `Bearer ${token}` }),
      ...(csrf && csrfToken && { "x-csrf-token": csrfToken }),
      ...(body !== undefined && { "content-type": "application/json" }),
      ...(idempotencyKey && { "idempotency-key": idempotencyKey }),
    } as Record<string, string>;
  }

  /**
   * Returns true if the request should be sent again: with a new token, or with a new session after another tab has
   * replaced this one's or the shop has lost it.
   */
  async #recover({ status, code }: Problem, recovered: boolean): Promise<boolean> {
    if (!recovered && (code === "csrf" || code === "session-ended")) {
      await this.openSession();
      return true;
    }
    if (!recovered && status === 401 && (await this.#credentials.refresh())) return true;
    if (status === 401) this.#credentials.end("ended");
    return false;
  }
}
