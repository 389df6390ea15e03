import { createHash, randomUUID } from "node:crypto";
import type { SiteConfiguration } from "../../../contract";

/** Signs in at the pages that the shop names, by a code with PKCE as the storefront does. @returns the access token. */
export async function signInAt(shopUrl: string, username: string): Promise<string> {
  const { identity } = (await (await fetch(`${shopUrl}/config.json`)).json()) as SiteConfiguration;
  const verifier = randomUUID() + randomUUID();
  const shared = { client_id: identity.clientId, redirect_uri: `${shopUrl}/` };
  const form = new URLSearchParams({
    ...shared,
    username,
    response_type: "code",
    scope: identity.scopes.join(" "),
    state: "any",
    code_challenge: createHash("sha256").update(verifier).digest("base64url"),
    code_challenge_method: "S256",
  });
  const authorize = `${identity.baseUrl}/oauth2/authorize`;
  const back = await fetch(authorize, { method: "POST", body: form, redirect: "manual" });
  const code = new URL(back.headers.get("location")!).searchParams.get("code")!;
  const grant = { ...shared, grant_type: "authorization_code", code, code_verifier: verifier };
  const answer = await fetch(`${identity.baseUrl}/oauth2/token`, { method: "POST", body: new URLSearchParams(grant) });
  return ((await answer.json()) as { access_token: string }).access_token;
}
