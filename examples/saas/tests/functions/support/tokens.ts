import { ISSUER } from "../../../../../tests/support/user-pool";

export const CLIENT_ID = "client-of-the-site";

/** Claims of a valid access token of a customer. */
export function accessClaims(overrides: object = {}): object {
  const now = Math.floor(Date.now() / 1000);
  return {
    sub: "user-1",
    iss: ISSUER,
    client_id: CLIENT_ID,
    token_use: "access",
    scope: "openid saas/use",
    "cognito:groups": ["customer"],
    iat: now,
    exp: now + 3600,
    ...overrides,
  };
}
