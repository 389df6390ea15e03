import { Observable } from "../observable";
import type { HostedSignIn, Tokens } from "./hosted-sign-in";

export type SessionStatus = "signed-out" | "signed-in" | "ended";

/** What the customer is signed in with. It lives in memory only: no other tab, script file or later visit can read it. */
export class Session {
  readonly status = new Observable<SessionStatus>("signed-out");
  csrfToken: string | undefined;
  #tokens: Tokens | undefined;
  #refreshing: Promise<boolean> | undefined;
  readonly #signIn: Pick<HostedSignIn, "refresh">;

  constructor(signIn: Pick<HostedSignIn, "refresh">) {
    this.#signIn = signIn;
  }

  start(tokens: Tokens): void {
    this.#tokens = tokens;
    this.status.value = "signed-in";
  }

  /** @param status - `ended` when it was not the customer who ended it. */
  end(status: "signed-out" | "ended"): void {
    this.#tokens = undefined;
    this.csrfToken = undefined;
    this.status.value = status;
  }

  /** A token that is still good for a while, or undefined when nobody is signed in. */
  async accessToken(): Promise<string | undefined> {
    if (this.#tokens && this.#tokens.expiresAt <= Date.now()) await this.refresh();
    return this.#tokens?.accessToken;
  }

  /** Requests that find the token refused at the same time share one refresh. Returns whether there is a new token. */
  refresh(): Promise<boolean> {
    this.#refreshing ??= this.#refresh().finally(() => {
      this.#refreshing = undefined;
    });
    return this.#refreshing;
  }

  async #refresh(): Promise<boolean> {
    const refreshToken = this.#tokens?.refreshToken;
    if (refreshToken === undefined) return false;
    try {
      this.#tokens = await this.#signIn.refresh(refreshToken);
      return true;
    } catch {
      return false;
    }
  }
}
