import type { SiteConfiguration } from "../../app/contract";

const isText = (value: unknown): value is string => typeof value === "string" && value !== "";

/** Tokens are sent to this address, hence HTTPS only, except for a stand-in on the same machine. */
const isSafeAddress = (value = "") =>
  URL.canParse(value) && /^(https:|http:\/\/(localhost|127\.0\.0\.1|\[::1])(:|$))/.test(new URL(value).origin);

/** @throws an error that names every invalid property. */
export function parseConfiguration(value: unknown): SiteConfiguration {
  const { environment, identity } = (value ?? {}) as Partial<SiteConfiguration>;
  const { baseUrl, clientId, scopes } = (identity ?? {}) as Partial<SiteConfiguration["identity"]>;
  const wrong = [
    isText(environment) || "environment",
    isSafeAddress(baseUrl) || "identity.baseUrl",
    isText(clientId) || "identity.clientId",
    (Array.isArray(scopes) && scopes.every(isText) && scopes.includes("openid")) || "identity.scopes",
  ].filter(isText);
  if (wrong[0]) throw new Error(`config.json: ${wrong.join(", ")} missing or invalid`);
  return value as SiteConfiguration;
}

/** Loads the configuration that the platform writes next to the site's files. */
export async function loadConfiguration(fetchFile: typeof fetch): Promise<SiteConfiguration> {
  const response = await fetchFile("/config.json");
  if (!response.ok) throw new Error(`config.json: the site answered ${response.status}`);
  return parseConfiguration(await response.json());
}
