import { createHash } from "node:crypto";
import { decodeJwt } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startIdentity, type Identity } from "../../../local/cognito/identity";

const SITE = "http://localhost:3000";
const VERIFIER = "a-verifier-that-is-long-enough-to-be-one-0123456789";
const CHALLENGE = createHash("sha256").update(VERIFIER).digest("base64url");

let identity: Identity;

beforeAll(async () => {
  identity = await startIdentity();
  identity.allowReturnTo(SITE);
});

afterAll(() => identity.stop());

function authorizeParameters(overrides: Record<string, string> = {}): URLSearchParams {
  return new URLSearchParams({
    response_type: "code",
    client_id: identity.clientId,
    redirect_uri: `${SITE}/`,
    scope: "openid shop/orders.read",
    state: "a-state",
    code_challenge: CHALLENGE,
    code_challenge_method: "S256",
    ...overrides,
  });
}

/** Signs in on the page and returns the address that it leads to. */
async function signIn(username: string, overrides: Record<string, string> = {}): Promise<URL> {
  const body = authorizeParameters({ username, ...overrides });
  const response = await fetch(`${identity.issuer}/oauth2/authorize`, { method: "POST", body, redirect: "manual" });
  expect(response.status).toBe(302);
  return new URL(response.headers.get("location")!);
}

async function token(parameters: Record<string, string>) {
  const response = await fetch(`${identity.issuer}/oauth2/token`, {
    method: "POST",
    headers: { origin: SITE },
    body: new URLSearchParams({ client_id: identity.clientId, ...parameters }),
  });
  return { response, answer: (await response.json()) as Record<string, string> };
}

function redeem(code: string, overrides: Record<string, string> = {}) {
  return token({
    grant_type: "authorization_code",
    code,
    code_verifier: VERIFIER,
    redirect_uri: `${SITE}/`,
    ...overrides,
  });
}

async function codeFor(username: string): Promise<string> {
  return (await signIn(username)).searchParams.get("code")!;
}

describe("the sign-in page", () => {
  it("offers three customers and a name of one's own, and carries the request along", async () => {
    const response = await fetch(`${identity.issuer}/oauth2/authorize?${authorizeParameters({ state: '"><script>' })}`);
    const page = await response.text();
    expect(page.match(/Continue as \w+/g)).toEqual(["Continue as alice", "Continue as bob", "Continue as carol"]);
    expect(page).toContain('<input id="username" name="username"');
    expect(page).toContain(CHALLENGE);
    expect(page).not.toContain("<script>");
  });

  it("leads back to the site with a code and the state", async () => {
    const target = await signIn("alice");
    expect(target.origin).toBe(SITE);
    expect(target.searchParams.get("state")).toBe("a-state");
    expect(target.searchParams.get("code")).toMatch(/^[\w-]{36}$/);
  });

  it("does not ask again in a browser that has signed in, until it signs out", async () => {
    const ask = (cookie: string) =>
      fetch(`${identity.issuer}/oauth2/authorize?${authorizeParameters()}`, {
        headers: { cookie },
        redirect: "manual",
      });
    const body = authorizeParameters({ username: "alice" });
    const posted = await fetch(`${identity.issuer}/oauth2/authorize`, { method: "POST", body, redirect: "manual" });
    const [cookie] = posted.headers.getSetCookie();
    expect(cookie).toMatch(/^cognito=[\w-]{36}; Path=\/identity; HttpOnly; SameSite=Lax; Max-Age=3600$/);
    const target = new URL((await ask(`theme=dark; ${cookie!.split(";")[0]}`)).headers.get("location")!);
    const { answer } = await redeem(target.searchParams.get("code")!);
    expect(decodeJwt(answer["access_token"]!)).toMatchObject({ username: "alice" });
    const left = await fetch(`${identity.issuer}/logout?logout_uri=${SITE}/`, { redirect: "manual" });
    expect(left.headers.getSetCookie()).toEqual(["cognito=; Path=/identity; HttpOnly; SameSite=Lax; Max-Age=0"]);
    expect((await ask("cognito=unknown")).status).toBe(200);
  });

  it.each([
    ["redirect_uri", "https://example.com/"],
    ["client_id", "another"],
    ["scope", "openid aws.cognito.signin.user.admin"],
    ["response_type", "token"],
    ["code_challenge", "short"],
    ["code_challenge_method", "plain"],
  ])("refuses a request with a wrong %s", async (name, value) => {
    const query = authorizeParameters({ [name]: value });
    const page = await fetch(`${identity.issuer}/oauth2/authorize?${query}`);
    expect(page.status).toBe(400);
    expect(await page.json()).toEqual({ error: "invalid_request", error_description: `${name} not allowed` });
    query.set("username", "alice");
    const posted = await fetch(`${identity.issuer}/oauth2/authorize`, { method: "POST", body: query });
    expect(posted.status).toBe(400);
  });

  it("rejects a sign-in without a name", async () => {
    const response = await fetch(`${identity.issuer}/oauth2/authorize`, {
      method: "POST",
      body: authorizeParameters(),
    });
    expect(response.status).toBe(400);
  });
});

describe("the token endpoint", () => {
  it("exchanges a code and its verifier for tokens with Cognito's claims", async () => {
    const { response, answer } = await redeem(await codeFor("alice"));
    expect(response.status).toBe(200);
    expect(response.headers.get("access-control-allow-origin")).toBe(SITE);
    expect(answer).toMatchObject({ token_type: "Bearer", expires_in: 3600 });
    const claims = decodeJwt(answer["access_token"]!);
    expect(claims).toMatchObject({
      iss: identity.issuer,
      client_id: identity.clientId,
      token_use: "access",
      scope: "openid shop/orders.read",
      username: "alice",
    });
    expect(claims.exp! - claims.iat!).toBe(3600);
    expect(decodeJwt(answer["id_token"]!)).toMatchObject({ token_use: "id", aud: identity.clientId });
  });

  it("derives the customer from the name", async () => {
    const subjectOf = async (name: string) =>
      decodeJwt((await redeem(await codeFor(name))).answer["access_token"]!).sub;
    const [first, second, other] = [await subjectOf("alice"), await subjectOf("alice"), await subjectOf("bob")];
    expect(first).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(second).toBe(first);
    expect(other).not.toBe(first);
  });

  it.each([
    ["another verifier", { code_verifier: `${VERIFIER}x` }],
    ["no verifier", { code_verifier: "" }],
    ["another return address", { redirect_uri: `${SITE}/elsewhere` }],
    ["another client", { client_id: "another" }],
    ["another grant", { grant_type: "client_credentials" }],
  ])("refuses a code with %s, and the code is spent", async (_what, overrides: Record<string, string>) => {
    const code = await codeFor("alice");
    const { response, answer } = await redeem(code, overrides);
    expect([response.status, answer]).toEqual([400, { error: "invalid_grant" }]);
    expect((await redeem(code)).response.status).toBe(400);
  });

  it("exchanges a code only once", async () => {
    const code = await codeFor("alice");
    expect((await redeem(code)).response.status).toBe(200);
    expect((await redeem(code)).response.status).toBe(400);
  });

  it("does not renew tokens after the refresh token was revoked", async () => {
    const { answer } = await redeem(await codeFor("carol"));
    const refresh_token = String(answer["refresh_token"]);
    const revoked = await fetch(`${identity.issuer}/oauth2/revoke`, {
      method: "POST",
      body: new URLSearchParams({ token: refresh_token, client_id: identity.clientId }),
      headers: { origin: SITE },
    });
    expect([revoked.status, revoked.headers.get("access-control-allow-origin")]).toEqual([200, SITE]);
    expect((await token({ grant_type: "refresh_token", refresh_token })).response.status).toBe(400);
  });

  it("renews an access token without a new refresh token", async () => {
    const { answer } = await redeem(await codeFor("bob"));
    const renewed = await token({ grant_type: "refresh_token", refresh_token: answer["refresh_token"]! });
    expect(renewed.response.status).toBe(200);
    expect(renewed.answer["refresh_token"]).toBeUndefined();
    expect(decodeJwt(renewed.answer["access_token"]!).username).toBe("bob");
    expect((await token({ grant_type: "refresh_token", refresh_token: "unknown" })).response.status).toBe(400);
  });
});

describe("the rest of the identity stand-in", () => {
  it("publishes its key", async () => {
    const published = await (await fetch(`${identity.issuer}/.well-known/jwks.json`)).json();
    expect(published).toEqual(identity.keys);
    expect(published).toMatchObject({ keys: [{ kid: identity.keyId, kty: "RSA", alg: "RS256" }] });
    expect(JSON.stringify(published)).not.toContain('"d"');
  });

  it("leads back from signing out, to the site only", async () => {
    const leave = (target: string) =>
      fetch(`${identity.issuer}/logout?client_id=x&logout_uri=${encodeURIComponent(target)}`, { redirect: "manual" });
    expect((await leave(`${SITE}/`)).headers.get("location")).toBe(`${SITE}/`);
    expect((await leave("https://example.com/")).status).toBe(400);
  });

  it("knows no other pages", async () => {
    expect((await fetch(`${identity.issuer}/oauth2/userInfo`)).status).toBe(404);
  });
});
