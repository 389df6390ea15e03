import type { SiteConfiguration } from "../../../app/contract";
import { challengeOf, randomText } from "./pkce";

export interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string | undefined;
  /** Expiry of the access token in milliseconds since the epoch, less a margin. */
  readonly expiresAt: number;
}

/** The parts of the browser that signing in needs. */
export interface Browser {
  readonly origin: string;
  readonly storage: Storage;
  readonly fetch: typeof fetch;
}

/** State of a sign-in while the customer is on the sign-in pages. No token is ever stored. */
interface Attempt {
  readonly state: string;
  readonly verifier: string;
  readonly returnTo: string;
}

const STORAGE_KEY = "sign-in";

const readAttempt = (storage: Storage) => JSON.parse(storage.getItem(STORAGE_KEY) ?? "null") as Attempt | null;

/** Tokens are renewed this long before they expire. */
const MARGIN_SECONDS = 30;

/** Sign-in on Cognito's hosted pages: authorization code with PKCE. */
export class HostedSignIn {
  readonly #identity: SiteConfiguration["identity"];
  readonly #browser: Browser;

  constructor(identity: SiteConfiguration["identity"], browser: Browser) {
    this.#identity = identity;
    this.#browser = browser;
  }

  /** @returns the address of the sign-in page, which returns to the site's root. */
  async begin(returnTo: string): Promise<string> {
    const attempt: Attempt = { state: randomText(), verifier: randomText(), returnTo };
    this.#browser.storage.setItem(STORAGE_KEY, JSON.stringify(attempt));
    return this.#address("/oauth2/authorize", {
      response_type: "code",
      redirect_uri: this.#returnAddress,
      scope: this.#identity.scopes.join(" "),
      state: attempt.state,
      code_challenge: await challengeOf(attempt.verifier),
      code_challenge_method: "S256",
    });
  }

  /** Returns true if the address is a return from the sign-in pages. */
  static isReturn({ searchParams }: URL): boolean {
    return searchParams.has("state") && (searchParams.has("code") || searchParams.has("error"));
  }

  /** Returns the page where the sign-in under way in this tab began. */
  static returnTo(storage: Storage): string | undefined {
    return readAttempt(storage)?.returnTo;
  }

  /**
   * Completes the sign-in that `begin` started in this tab.
   *
   * @throws unless it started here and the customer signed in.
   */
  async complete({ searchParams }: URL): Promise<Tokens> {
    const attempt = readAttempt(this.#browser.storage);
    // An attempt can be completed once, also if it fails.
    this.#browser.storage.removeItem(STORAGE_KEY);
    const code = searchParams.get("code");
    if (attempt?.state !== searchParams.get("state")) throw new Error("This sign-in was not started in this tab.");
    if (!attempt || !code) throw new Error("You were not signed in.");
    return this.#fetchTokens({
      grant_type: "authorization_code",
      code,
      code_verifier: attempt.verifier,
      redirect_uri: this.#returnAddress,
    });
  }

  refresh(refreshToken: string): Promise<Tokens> {
    return this.#fetchTokens({ grant_type: "refresh_token", refresh_token: refreshToken }, refreshToken);
  }

  /** Revokes a refresh token, and the access tokens from it for Cognito's own API; the request outlives the page. */
  revoke(token: string): Promise<unknown> {
    return this.#post("/oauth2/revoke", { token });
  }

  /** @returns the address that also ends the session of the sign-in pages. */
  signOutAddress(): string {
    return this.#address("/logout", { logout_uri: this.#returnAddress });
  }

  get #returnAddress(): string {
    return `${this.#browser.origin}/`;
  }

  #address(path: string, parameters: Record<string, string>): string {
    return `${this.#identity.baseUrl}${path}?${this.#form(parameters)}`;
  }

  #post(path: string, parameters: Record<string, string>): Promise<Response> {
    const body = this.#form(parameters);
    return this.#browser.fetch(this.#identity.baseUrl + path, { method: "POST", body, keepalive: true });
  }

  #form(parameters: Record<string, string>): URLSearchParams {
    return new URLSearchParams({ ...parameters, client_id: this.#identity.clientId });
  }

  /** @param refreshToken - used on if the answer contains no other. */
  async #fetchTokens(parameters: Record<string, string>, refreshToken?: string): Promise<Tokens> {
    const response = await this.#post("/oauth2/token", parameters);
    if (!response.ok) throw new Error("You were not signed in.");
    const answer = (await response.json()) as { access_token: string; refresh_token?: string; expires_in: number };
    return {
      accessToken: answer.access_token,
      refreshToken: answer.refresh_token ?? refreshToken,
      expiresAt: Date.now() + (answer.expires_in - MARGIN_SECONDS) * 1000,
    };
  }
}
