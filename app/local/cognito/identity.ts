import { createHash, randomUUID, type KeyObject } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { JWK, JWTPayload } from "jose";
import type { SiteConfiguration } from "../../contract";
import { subjectOf } from "./demo-customers";
import { answerJson, readText, serveHttp } from "../http/http-server";
import { signInPage } from "./sign-in-page";
import { storefrontScopes, TokenIssuer, type Subject } from "./token-issuer";

/** Stand-in for a Cognito user pool and its hosted sign-in pages, with one client: the storefront. */
export interface Identity {
  readonly issuer: string;
  readonly clientId: string;
  readonly keys: { readonly keys: readonly JWK[] };
  /** Key id of the signing key; for tests that forge tokens. */
  readonly keyId: string;
  readonly publicKey: KeyObject;
  /** Configuration of the storefront. */
  readonly site: SiteConfiguration["identity"];
  /** Adds a site to the allowed return addresses of the sign-in and sign-out pages. */
  allowReturnTo(siteUrl: string): void;
  /**
   * Returns an access token with all scopes of the storefront. @param overrides - claims that differ from a valid
   * token's.
   */
  issue(sub: string, overrides?: JWTPayload): Promise<string>;
  issueIdToken(sub: string): Promise<string>;
  stop(): Promise<void>;
}

const BASE_PATH = "/identity";

const CLIENT_ID = "local-storefront";

/** The pages remember for an hour who has signed in, as Cognito's do. */
const SESSION_COOKIE = "cognito";
const COOKIE_ATTRIBUTES = `Path=${BASE_PATH}; HttpOnly; SameSite=Lax`;

/** @param ports - ports to try in order, by default any free one; another port is another issuer. */
export async function startIdentity(...ports: readonly number[]): Promise<Identity> {
  const server = await serveHttp((request, response) => pages.answer(request, response), ...ports);
  const baseUrl = `http://localhost:${server.port}${BASE_PATH}`;
  const tokens = new TokenIssuer(baseUrl, CLIENT_ID);
  const keys = await tokens.keys();
  const pages = new SignInPages(tokens, keys);
  const { returnAddresses } = pages;
  return {
    issuer: baseUrl,
    clientId: CLIENT_ID,
    keys,
    keyId: tokens.keyId,
    publicKey: tokens.publicKey,
    site: { baseUrl, clientId: CLIENT_ID, scopes: storefrontScopes },
    allowReturnTo: (siteUrl) => void returnAddresses.add(new URL(siteUrl).origin),
    issue: (sub, overrides) => tokens.accessToken(subject(sub, sub), overrides),
    issueIdToken: (sub) => tokens.idToken(subject(sub, sub)),
    stop: () => server.stop(),
  };
}

function subject(sub: string, username: string): Subject {
  return { sub, username, scopes: storefrontScopes };
}

interface Grant {
  readonly subject: Subject;
  readonly challenge: string;
  readonly redirectUri: string;
}

type Parameters = URLSearchParams;

/** The session in the cookie of these pages, or empty. */
const sessionOf = (cookie = "") => new RegExp(`\\b${SESSION_COOKIE}=([\\w-]+)`).exec(cookie)?.[1] ?? "";

class SignInPages {
  /** Allowed return origins. */
  readonly returnAddresses = new Set<string>();
  /** Usernames by the session of the pages. */
  readonly #sessions = new Map<string, string>();
  readonly #codes = new Map<string, Grant>();
  readonly #refreshTokens = new Map<string, Subject>();
  readonly #tokens: TokenIssuer;
  readonly #keys: object;

  constructor(tokens: TokenIssuer, keys: object) {
    this.#tokens = tokens;
    this.#keys = keys;
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", "http://localhost");
    const route = `${request.method} ${url.pathname.slice(BASE_PATH.length)}`;
    if (request.method === "POST") {
      const form = new URLSearchParams(await readText(request));
      if (route === "POST /oauth2/authorize") return this.#signIn(response, form);
      if (route === "POST /oauth2/token") return this.#token(request, response, form);
      if (route === "POST /oauth2/revoke") return this.#revoke(request, response, form);
    }
    if (route === "GET /oauth2/authorize") return this.#authorize(request, response, url.searchParams);
    if (route === "GET /logout") return this.#leave(response, url.searchParams);
    if (route === "GET /.well-known/jwks.json") return answerJson(response, 200, this.#keys);
    answerJson(response, 404, { message: "Not Found" });
  }

  /** Asks who signs in, unless the browser has a session of these pages. */
  #authorize({ headers }: IncomingMessage, response: ServerResponse, parameters: Parameters): void {
    const problem = this.#problemOf(parameters);
    if (problem) return answerJson(response, 400, { error: "invalid_request", error_description: problem });
    const username = this.#sessions.get(sessionOf(headers.cookie));
    if (username) return this.#returnWithCode(response, parameters, username);
    response.writeHead(200, { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" });
    response.end(signInPage(`${BASE_PATH}/oauth2/authorize`, parameters));
  }

  #signIn(response: ServerResponse, form: Parameters): void {
    const problem = this.#problemOf(form) ?? (form.get("username") ? undefined : "username is missing");
    if (problem) return answerJson(response, 400, { error: "invalid_request", error_description: problem });
    const [username, session] = [form.get("username")!, randomUUID()];
    this.#sessions.set(session, username);
    response.setHeader("set-cookie", `${SESSION_COOKIE}=${session}; ${COOKIE_ATTRIBUTES}; Max-Age=3600`);
    this.#returnWithCode(response, form, username);
  }

  #returnWithCode(response: ServerResponse, request: Parameters, username: string): void {
    const [redirectUri, code] = [request.get("redirect_uri")!, randomUUID()];
    const scopes = request.get("scope")!.split(" ");
    const subjectOfGrant = { sub: subjectOf(username), username, scopes };
    this.#codes.set(code, { subject: subjectOfGrant, challenge: request.get("code_challenge")!, redirectUri });
    const target = new URL(redirectUri);
    target.searchParams.set("code", code);
    target.searchParams.set("state", request.get("state") ?? "");
    response.writeHead(302, { location: target.href }).end();
  }

  /** Returns the reason to refuse the request, if any. Authorization code with PKCE is the client's only flow. */
  #problemOf(parameters: Parameters): string | undefined {
    const scopes = (parameters.get("scope") ?? "").split(" ");
    const checks: readonly (readonly [string, boolean])[] = [
      ["response_type", parameters.get("response_type") === "code"],
      ["client_id", parameters.get("client_id") === CLIENT_ID],
      ["redirect_uri", this.#mayReturnTo(parameters.get("redirect_uri"))],
      ["scope", scopes.every((scope) => storefrontScopes.includes(scope))],
      ["code_challenge", /^[\w-]{43}$/.test(parameters.get("code_challenge") ?? "")],
      ["code_challenge_method", parameters.get("code_challenge_method") === "S256"],
    ];
    const wrong = checks.filter(([, holds]) => !holds).map(([name]) => name);
    return wrong.length > 0 ? `${wrong.join(", ")} not allowed` : undefined;
  }

  #revoke({ headers }: IncomingMessage, response: ServerResponse, form: Parameters): void {
    this.#allowOrigin(headers, response);
    this.#refreshTokens.delete(form.get("token") ?? "");
    response.writeHead(200).end();
  }

  /** The storefront's script calls from another origin. */
  #allowOrigin({ origin }: IncomingMessage["headers"], response: ServerResponse): void {
    if (origin && this.returnAddresses.has(origin)) response.setHeader("access-control-allow-origin", origin);
  }

  async #token({ headers }: IncomingMessage, response: ServerResponse, form: Parameters): Promise<void> {
    this.#allowOrigin(headers, response);
    const isRefresh = form.get("grant_type") === "refresh_token";
    const subjectOfGrant = isRefresh ? this.#refreshTokens.get(form.get("refresh_token") ?? "") : this.#redeem(form);
    if (!subjectOfGrant || form.get("client_id") !== CLIENT_ID)
      return answerJson(response, 400, { error: "invalid_grant" });
    const answer = {
      access_token: await this.#tokens.accessToken(subjectOfGrant),
      id_token: await this.#tokens.idToken(subjectOfGrant),
      ...(!isRefresh && { refresh_token: this.#refreshTokenFor(subjectOfGrant) }),
      expires_in: 3600,
      token_type: "Bearer",
    };
    answerJson(response, 200, answer, { "cache-control": "no-store" });
  }

  /** A code is valid for one attempt, with its verifier. */
  #redeem(form: Parameters): Subject | undefined {
    const code = form.get("code") ?? "";
    const grant = this.#codes.get(code);
    this.#codes.delete(code);
    const challenge = createHash("sha256")
      .update(form.get("code_verifier") ?? "")
      .digest("base64url");
    const holds = grant?.challenge === challenge && grant.redirectUri === form.get("redirect_uri");
    return holds && form.get("grant_type") === "authorization_code" ? grant.subject : undefined;
  }

  #refreshTokenFor(subjectOfGrant: Subject): string {
    const token = randomUUID();
    this.#refreshTokens.set(token, subjectOfGrant);
    return token;
  }

  #leave(response: ServerResponse, parameters: Parameters): void {
    const target = parameters.get("logout_uri");
    if (!this.#mayReturnTo(target)) return answerJson(response, 400, { error: "invalid_request" });
    response.setHeader("set-cookie", `${SESSION_COOKIE}=; ${COOKIE_ATTRIBUTES}; Max-Age=0`);
    response.writeHead(302, { location: target }).end();
  }

  #mayReturnTo(address: string | null): address is string {
    return address !== null && URL.canParse(address) && this.returnAddresses.has(new URL(address).origin);
  }
}
