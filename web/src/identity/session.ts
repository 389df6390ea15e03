import { Observable } from "../observable";
import type { HostedSignIn, Tokens } from "./hosted-sign-in";

/** `resuming` while a sign-in completes, or begins without the customer. */
export type SessionStatus = "signed-out" | "resuming" | "signed-in" | "ended";

/** Tokens of the signed-in customer. They stay in memory: no other tab, script or later visit can read them. */
export class Session {
  readonly status = new Observable<SessionStatus>("signed-out");
  csrfToken: string | undefined;
  #tokens: Tokens | undefined;
  #refreshing: Promise<boolean> | undefined;
  readonly #signIn: () => Promise<Pick<HostedSignIn, "refresh" | "revoke">>;

  /** @param signIn - loads the sign-in when it is first needed. */
  constructor(signIn: () => Promise<Pick<HostedSignIn, "refresh" | "revoke">>) {
    this.#signIn = signIn;
  }

  start(tokens: Tokens): void {
    this.#tokens = tokens;
    this.status.value = "signed-in";
  }

  /** @param status - `ended` if the customer did not sign out. */
  end(status: "signed-out" | "ended"): void {
    this.#tokens = undefined;
    this.csrfToken = undefined;
    this.status.value = status;
  }

  /** Returns a valid token, or undefined when signed out. */
  async accessToken(): Promise<string | undefined> {
    if (this.#tokens && this.#tokens.expiresAt <= Date.now()) await this.refresh();
    return this.#tokens?.accessToken;
  }

  /** Renews the tokens; concurrent requests share one renewal. Returns true if there is a new token. */
  refresh(): Promise<boolean> {
    this.#refreshing ??= this.#refresh().finally(() => {
      this.#refreshing = undefined;
    });
    return this.#refreshing;
  }

  /** Revokes the refresh token in the background, which also ends it for whoever may have copied it. */
  revoke(): void {
    const refreshToken = this.#tokens?.refreshToken;
    if (refreshToken)
      this.#signIn()
        .then((pages) => pages.revoke(refreshToken))
        .catch(() => {});
  }

  async #refresh(): Promise<boolean> {
    const refreshToken = this.#tokens?.refreshToken;
    if (!refreshToken) return false;
    try {
      this.#tokens = await (await this.#signIn()).refresh(refreshToken);
      return true;
    } catch {
      return false;
    }
  }
}
