import { ISSUER } from "../../../../../tests/support/user-pool";

export const CLIENT_ID = "client-of-the-shop";

/** Claims of a valid access token of a customer. */
export function accessClaims(overrides: object = {}): object {
  const now = Math.floor(Date.now() / 1000);
  return {
    sub: "customer-1",
    iss: ISSUER,
    client_id: CLIENT_ID,
    token_use: "access",
    scope: "aws.cognito.signin.user.admin",
    "cognito:groups": ["customers"],
    iat: now,
    exp: now + 3600,
    ...overrides,
  };
}
