import { describe, expect, it } from "vitest";
import { HostedSignIn } from "../src/identity/hosted-sign-in";
import { challengeOf } from "../src/identity/pkce";
import { memoryStorage } from "./support/memory-storage";
import { json, scriptedFetch, type ScriptedAnswer } from "./support/scripted-fetch";

const identity = { baseUrl: "https://login.example.com", clientId: "abc", scopes: ["openid", "shop/orders.read"] };
const tokens = { access_token: "access-1", refresh_token: "refresh-1", expires_in: 3600 };

function open(...answers: ScriptedAnswer[]) {
  const storage = memoryStorage();
  const { fetch, requests } = scriptedFetch(...answers);
  const signIn = new HostedSignIn(identity, { origin: "https://shop.example.com", storage, fetch });
  return { signIn, storage, requests };
}

const returned = (parameters: Record<string, string>) =>
  new URL(`https://shop.example.com/?${new URLSearchParams(parameters)}`);

async function stateOf(signIn: HostedSignIn, returnTo = "/checkout") {
  return new URL(await signIn.begin(returnTo)).searchParams.get("state")!;
}

describe("signing in", () => {
  it("requests a code with a challenge of method S256 and a state", async () => {
    const { signIn, storage } = open();
    const { origin, pathname, searchParams } = new URL(await signIn.begin("/cart"));
    const { state, verifier } = JSON.parse(storage.getItem("sign-in")!) as { state: string; verifier: string };
    expect(origin + pathname).toBe("https://login.example.com/oauth2/authorize");
    expect(Object.fromEntries(searchParams)).toEqual({
      response_type: "code",
      client_id: "abc",
      redirect_uri: "https://shop.example.com/",
      scope: "openid shop/orders.read",
      state,
      code_challenge: await challengeOf(verifier),
      code_challenge_method: "S256",
    });
  });

  it("exchanges the code with the verifier and returns to the original page", async () => {
    const { signIn, storage, requests } = open(json(200, tokens));
    const state = await stateOf(signIn);
    const { verifier } = JSON.parse(storage.getItem("sign-in")!) as { verifier: string };
    expect(HostedSignIn.returnTo(storage)).toBe("/checkout");
    const result = await signIn.complete(returned({ code: "c1", state }));
    expect(result).toMatchObject({ accessToken: "access-1", refreshToken: "refresh-1" });
    expect(requests[0]!.path).toBe("https://login.example.com/oauth2/token");
    expect(Object.fromEntries(new URLSearchParams(requests[0]!.body))).toEqual({
      grant_type: "authorization_code",
      code: "c1",
      code_verifier: verifier,
      redirect_uri: "https://shop.example.com/",
      client_id: "abc",
    });
  });

  it("renews the access token before it ends", async () => {
    const { signIn } = open(json(200, tokens));
    const before = Date.now();
    const result = await signIn.complete(returned({ code: "c1", state: await stateOf(signIn) }));
    expect(result.expiresAt).toBeGreaterThanOrEqual(before + 3_570_000);
    expect(result.expiresAt).toBeLessThan(before + 3_600_000);
  });

  it("refuses an unknown state without redeeming the code", async () => {
    const { signIn, requests } = open(json(200, tokens));
    await stateOf(signIn);
    await expect(signIn.complete(returned({ code: "c1", state: "forged" }))).rejects.toThrow(
      "was not started in this tab",
    );
    expect(requests).toEqual([]);
  });

  it("refuses an answer in a tab that did not start the sign-in", async () => {
    await expect(open().signIn.complete(returned({ code: "c1", state: "s" }))).rejects.toThrow(
      "was not started in this tab",
    );
  });

  it("ends an attempt once", async () => {
    const { signIn, storage } = open(json(200, tokens), json(200, tokens));
    const address = returned({ code: "c1", state: await stateOf(signIn) });
    await signIn.complete(address);
    expect(HostedSignIn.returnTo(storage)).toBeUndefined();
    await expect(signIn.complete(address)).rejects.toThrow("was not started in this tab");
  });

  it("reports a failed sign-in when the pages or the token endpoint refuse", async () => {
    const { signIn } = open(json(400, { error: "invalid_grant" }));
    const refused = returned({ error: "access_denied", state: await stateOf(signIn) });
    await expect(signIn.complete(refused)).rejects.toThrow("You were not signed in.");
    const spent = returned({ code: "c1", state: await stateOf(signIn) });
    await expect(signIn.complete(spent)).rejects.toThrow("You were not signed in.");
  });

  it("stores no token", async () => {
    const { signIn, storage } = open(json(200, tokens));
    await signIn.complete(returned({ code: "c1", state: await stateOf(signIn) }));
    expect(storage.length).toBe(0);
  });

  it("distinguishes return addresses from others", () => {
    expect(HostedSignIn.isReturn(returned({ code: "c1", state: "s" }))).toBe(true);
    expect(HostedSignIn.isReturn(returned({ error: "e", state: "s" }))).toBe(true);
    expect(HostedSignIn.isReturn(returned({ code: "c1" }))).toBe(false);
    expect(HostedSignIn.isReturn(returned({ category: "Desk" }))).toBe(false);
  });
});

describe("staying signed in and signing out", () => {
  it("reuses the refresh token when the answer contains no other", async () => {
    const { signIn, requests } = open(json(200, { access_token: "access-2", expires_in: 60 }));
    expect(await signIn.refresh("refresh-1")).toMatchObject({ accessToken: "access-2", refreshToken: "refresh-1" });
    expect(requests[0]!.body).toBe("grant_type=refresh_token&refresh_token=refresh-1&client_id=abc");
  });

  it("signs out of the hosted pages too", () => {
    expect(open().signIn.signOutAddress()).toBe(
      "https://login.example.com/logout?logout_uri=https%3A%2F%2Fshop.example.com%2F&client_id=abc",
    );
  });

  it("revokes a refresh token by a request that outlives the page", async () => {
    const { signIn, requests } = open(json(200, {}));
    await signIn.revoke("refresh-1");
    expect(requests[0]!.path).toBe("https://login.example.com/oauth2/revoke");
    expect(requests[0]).toMatchObject({ keepalive: true, body: "token=refresh-1&client_id=abc" });
  });
});
