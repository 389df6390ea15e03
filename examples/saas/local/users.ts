import { callAws } from "groundplan/testing/local";

/** Tokens of the user pool. */
export interface Tokens {
  readonly userId: string;
  readonly accessToken: string;
  readonly idToken: string;
  readonly refreshToken: string;
}

/** Users of the pool, in place of its sign-in pages. */
export class Users {
  /** @param endpoint - address of moto. */
  constructor(
    private readonly endpoint: string,
    private readonly clientId: string,
  ) {}

  /** Registers and confirms a user. */
  async register(email: string, password: string): Promise<{ readonly userId: string }> {
    const { clientId: ClientId } = this;
    const UserAttributes = [{ Name: "email", Value: email }];
    const input = { ClientId, Username: email, Password: password, UserAttributes };
    const { UserSub } = await this.call<{ UserSub: string }>("SignUp", input);
    await this.call("ConfirmSignUp", { ClientId, Username: email, ConfirmationCode: "123456" });
    return { userId: UserSub };
  }

  async signIn(email: string, password: string): Promise<Tokens> {
    const { AuthenticationResult: result } = await this.call<{
      AuthenticationResult: { AccessToken: string; IdToken: string; RefreshToken: string };
    }>("InitiateAuth", {
      ClientId: this.clientId,
      AuthFlow: "USER_PASSWORD_AUTH",
      AuthParameters: { USERNAME: email, PASSWORD: password },
    });
    const { AccessToken: accessToken, IdToken: idToken, RefreshToken: refreshToken } = result;
    const claims = Buffer.from(accessToken.split(".")[1]!, "base64url").toString("utf8");
    const { sub: userId } = JSON.parse(claims) as { sub: string };
    return { userId, accessToken, idToken, refreshToken };
  }

  private call<Answer>(operation: string, input: object): Promise<Answer> {
    return callAws<Answer>(this.endpoint, "cognito-idp", operation, input);
  }
}
