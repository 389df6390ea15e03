import { createHmac, randomBytes } from "node:crypto";
import { csrfHeader, sessionCookie } from "../../../contract";
import type { Cache, EndedSessions, Secret } from "../../domain/ports";
import type { Caller } from "./authorization";
import { HttpProblem } from "../problem";
import type { HttpRequest } from "../request";
import { equalInConstantTime, holdsFor } from "./secrets";

const SESSION_SECONDS = 8 * 60 * 60;
const COOKIE_ATTRIBUTES = "Path=/; Secure; HttpOnly; SameSite=Strict";

export interface OpenedSession {
  readonly csrfToken: string;
  readonly expiresAt: string;
  readonly cookie: string;
}

/**
 * Sessions protect state-changing requests against forgery: the browser sends the cookie automatically, but only the
 * storefront knows its CSRF token. The token is a signature over session and customer, so that it can be verified
 * without the cache; the cache's entry allows to end a session early.
 */
export class Sessions {
  readonly #cache: Cache;
  readonly #ended: EndedSessions;
  readonly #secret: Secret;
  readonly #protection: "enforce" | "off";

  /** @param ended - remembers the sessions that the cache could not forget. */
  constructor(cache: Cache, ended: EndedSessions, secret: Secret, protection: "enforce" | "off") {
    this.#cache = cache;
    this.#ended = ended;
    this.#secret = secret;
    this.#protection = protection;
  }

  async open({ customerId }: Caller): Promise<OpenedSession> {
    const id = randomBytes(32).toString("base64url");
    const csrfToken = sign(await this.#secret.read(), id, customerId);
    await this.#cache.set(cacheKey(id), cacheEntry(customerId), SESSION_SECONDS);
    return {
      csrfToken,
      expiresAt: new Date(Date.now() + SESSION_SECONDS * 1000).toISOString(),
      cookie: `${sessionCookie}=${id}; ${COOKIE_ATTRIBUTES}; Max-Age=${SESSION_SECONDS}`,
    };
  }

  /** Requires a session of the caller and its CSRF token. @throws HttpProblem 401 or 403. */
  async require(request: HttpRequest, caller: Caller): Promise<void> {
    if (this.#protection === "off") return;
    const id = request.cookies.get(sessionCookie);
    const token = request.headers[csrfHeader];
    if (!id || !token || !(await this.#isSigned(id, token, caller))) throw csrfProblem();
    const answer = await this.#cache.get(cacheKey(id));
    if (answer.status === "missing" || (await this.#ended.isSessionEnded(id))) {
      throw new HttpProblem(401, "session-ended", "The session has ended; open a new one");
    }
    if (answer.status === "found" && answer.value !== cacheEntry(caller.customerId)) throw csrfProblem();
  }

  /** Ends the session, also while the cache does not answer. @returns the cookie that deletes the browser's. */
  async close(request: HttpRequest): Promise<string> {
    const id = request.cookies.get(sessionCookie);
    if (id && !(await this.#cache.delete(cacheKey(id)))) await this.#ended.endSession(id);
    return `${sessionCookie}=; ${COOKIE_ATTRIBUTES}; Max-Age=0`;
  }

  #isSigned(id: string, token: string, { customerId }: Caller): Promise<boolean> {
    return holdsFor(this.#secret, (secret) => equalInConstantTime(token, sign(secret, id, customerId)));
  }
}

function sign(secret: string, sessionId: string, customerId: string): string {
  return createHmac("sha256", secret).update(`${sessionId}.${customerId}`).digest("base64url");
}

function cacheKey(sessionId: string): string {
  return `v1:session:${sessionId}`;
}

/** Cache entry of a session. */
function cacheEntry(customerId: string): string {
  return JSON.stringify({ customerId });
}

function csrfProblem(): HttpProblem {
  return new HttpProblem(403, "csrf", "The request requires a session of the caller and its CSRF token");
}
