import { createHmac, randomBytes } from "node:crypto";
import { csrfHeader, sessionCookie } from "../../../contract";
import { CART_SECONDS, type CartOwner } from "../../domain/cart";
import { TemporarilyUnavailable } from "../../domain/errors";
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

export interface ContinuedSession {
  readonly csrfToken: string;
  /** Undefined if the browser has the cookie. */
  readonly cookie: string | undefined;
}

/**
 * Sessions protect state-changing requests against forgery: the browser sends the cookie automatically, but only the
 * storefront knows its CSRF token. The token is a signature over session and customer, so that it can be verified
 * without the cache; the cache's entry allows to end a session early. A guest's session has no entry, and is signed for
 * no customer.
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
    const id = newId();
    const csrfToken = sign(await this.#secret.read(), id, customerId);
    await this.#cache.set(cacheKey(id), cacheEntry(customerId), SESSION_SECONDS);
    return {
      csrfToken,
      expiresAt: new Date(Date.now() + SESSION_SECONDS * 1000).toISOString(),
      cookie: cookieOf(id, SESSION_SECONDS),
    };
  }

  /** Requires a session of the caller and its CSRF token. @throws HttpProblem 401 or 403. */
  async require(request: HttpRequest, caller: Caller): Promise<void> {
    if (this.#protection === "off") return;
    const id = request.cookies.get(sessionCookie);
    const token = request.headers[csrfHeader];
    if (!id || !token || !(await this.#isSigned(id, token, caller.customerId))) throw csrfProblem();
    const answer = await this.#cache.get(cacheKey(id));
    if (answer.status === "missing" || (await this.#ended.isSessionEnded(id))) {
      throw endedProblem();
    }
    if (answer.status === "found" && answer.value !== cacheEntry(caller.customerId)) throw csrfProblem();
  }

  /**
   * Continues a customer's session or a guest's, or opens one for a guest, without an access token: other sites cannot
   * read the answer.
   *
   * @throws TemporarilyUnavailable
   */
  async continue(request: HttpRequest): Promise<ContinuedSession> {
    const presentId = sessionIdOf(request);
    const owner = presentId && (await this.#ownerOf(presentId));
    const id = (owner && presentId) || newId();
    const customerId = owner ? customerIdOf(owner) : "";
    return {
      csrfToken: sign(await this.#secret.read(), id, customerId),
      cookie: customerId ? undefined : cookieOf(id, CART_SECONDS),
    };
  }

  /**
   * Returns the owner of the browser's session: the customer who opened it, else a guest; undefined without a session.
   * A CSRF token that the request has must be that of the session, so that a customer whose session has expired is not
   * taken for a guest.
   *
   * @param isChange - requires a session and its CSRF token.
   * @throws HttpProblem 401 or 403, or TemporarilyUnavailable.
   */
  async owner(request: HttpRequest, isChange: boolean): Promise<CartOwner | undefined> {
    const id = sessionIdOf(request);
    const token = request.headers[csrfHeader];
    const hasToCheck = isChange || token !== undefined;
    if (id === undefined) {
      if (hasToCheck) throw csrfProblem();
      return undefined;
    }
    const owner = await this.#ownerOf(id);
    if (!owner) throw endedProblem();
    if (hasToCheck && !(await this.#isAllowed(id, token, customerIdOf(owner)))) throw csrfProblem();
    return owner;
  }

  /** Ends the session, also while the cache does not answer. @returns the cookie that deletes the browser's. */
  async close(request: HttpRequest): Promise<string> {
    const id = request.cookies.get(sessionCookie);
    if (id && !(await this.#cache.delete(cacheKey(id)))) await this.#ended.endSession(id);
    return cookieOf("", 0);
  }

  /** Undefined if the session has ended and the cache could not forget it. */
  async #ownerOf(id: string): Promise<CartOwner | undefined> {
    const answer = await this.#cache.get(cacheKey(id), true);
    if (answer.status === "unavailable") throw new TemporarilyUnavailable("cache");
    if (answer.status === "missing") return { kind: "guest", id };
    if (await this.#ended.isSessionEnded(id)) return undefined;
    return { kind: "customer", id: (JSON.parse(answer.value) as Caller).customerId };
  }

  async #isAllowed(id: string, token: string | undefined, customerId: string): Promise<boolean> {
    return this.#protection === "off" || (token !== undefined && (await this.#isSigned(id, token, customerId)));
  }

  #isSigned(id: string, token: string, customerId: string): Promise<boolean> {
    return holdsFor(this.#secret, (secret) => equalInConstantTime(token, sign(secret, id, customerId)));
  }
}

function sign(secret: string, sessionId: string, customerId: string): string {
  return createHmac("sha256", secret).update(`${sessionId}.${customerId}`).digest("base64url");
}

/** Empty for a guest. */
function customerIdOf({ kind, id }: CartOwner): string {
  return kind === "customer" ? id : "";
}

function newId(): string {
  return randomBytes(32).toString("base64url");
}

/** Returns the id that the cookie has, if it has the form of one. */
export function sessionIdOf({ cookies }: HttpRequest): string | undefined {
  return /^[\w-]{43}$/.exec(cookies.get(sessionCookie) ?? "")?.[0];
}

function cookieOf(id: string, seconds: number): string {
  return `${sessionCookie}=${id}; ${COOKIE_ATTRIBUTES}; Max-Age=${seconds}`;
}

function cacheKey(sessionId: string): string {
  return `v1:session:${sessionId}`;
}

/** Cache entry of a session. */
function cacheEntry(customerId: string): string {
  return JSON.stringify({ customerId });
}

function endedProblem(): HttpProblem {
  return new HttpProblem(401, "session-ended", "The session has ended; open a new one");
}

function csrfProblem(): HttpProblem {
  return new HttpProblem(403, "csrf", "The request requires a session of the caller and its CSRF token");
}
