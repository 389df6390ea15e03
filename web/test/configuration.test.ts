import { describe, expect, it } from "vitest";
import type { SiteConfiguration } from "../../app/contract";
import { loadConfiguration, parseConfiguration } from "../src/configuration";
import { json, scriptedFetch } from "./support/scripted-fetch";

const valid: SiteConfiguration = {
  environment: "prod",
  identity: { baseUrl: "https://login.example.com", clientId: "abc", scopes: ["openid", "shop/orders.read"] },
};

const withIdentity = (changes: object) => ({ ...valid, identity: { ...valid.identity, ...changes } });

describe("the configuration", () => {
  it("is taken as the platform writes it", () => {
    expect(parseConfiguration(valid)).toEqual(valid);
  });

  it.each(["http://localhost:3000/identity", "http://127.0.0.1:4000", "http://[::1]:4000"])(
    "accepts a stand-in at %s",
    (baseUrl) => {
      expect(parseConfiguration(withIdentity({ baseUrl })).identity.baseUrl).toBe(baseUrl);
    },
  );

  it.each([
    ["environment", { ...valid, environment: "" }],
    ["identity.baseUrl", withIdentity({ baseUrl: "http://login.example.com" })],
    ["identity.baseUrl", withIdentity({ baseUrl: "javascript:alert(1)" })],
    ["identity.baseUrl", withIdentity({ baseUrl: "login" })],
    ["identity.clientId", withIdentity({ clientId: undefined })],
    ["identity.scopes", withIdentity({ scopes: ["shop/orders.read"] })],
    ["identity.scopes", withIdentity({ scopes: "openid" })],
    ["identity.scopes", withIdentity({ scopes: ["openid", 1] })],
  ])("is refused with the name of the invalid property: %s", (name, value) => {
    expect(() => parseConfiguration(value)).toThrow(`config.json: ${name} missing or invalid`);
  });

  it.each([[null], [{}], [{ identity: null }]])("names everything at once when it is %j", (value) => {
    expect(() => parseConfiguration(value)).toThrow(
      "environment, identity.baseUrl, identity.clientId, identity.scopes missing or invalid",
    );
  });

  it("is loaded from the site", async () => {
    const { fetch, requests } = scriptedFetch(json(200, valid));
    expect(await loadConfiguration(fetch)).toEqual(valid);
    expect(requests[0]!.path).toBe("/config.json");
  });

  it("is missed aloud", async () => {
    const { fetch } = scriptedFetch(json(404, {}));
    await expect(loadConfiguration(fetch)).rejects.toThrow("config.json: the site answered 404");
  });
});
