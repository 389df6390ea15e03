import type { SiteConfiguration } from "../../app/contract";

const isText = (value: unknown): value is string => typeof value === "string" && value !== "";

/** Tokens are sent to this address, hence HTTPS only, except for a stand-in on the same machine. */
function isSafeAddress(value: unknown): boolean {
  if (!isText(value) || !URL.canParse(value)) return false;
  const { protocol, hostname } = new URL(value);
  return protocol === "https:" || (protocol === "http:" && ["localhost", "127.0.0.1", "[::1]"].includes(hostname));
}

/** @throws an error that names every invalid property. */
export function parseConfiguration(value: unknown): SiteConfiguration {
  const { environment, identity } = (value ?? {}) as Partial<SiteConfiguration>;
  const { baseUrl, clientId, scopes } = (identity ?? {}) as Partial<SiteConfiguration["identity"]>;
  const checks: [string, boolean][] = [
    ["environment", isText(environment)],
    ["identity.baseUrl", isSafeAddress(baseUrl)],
    ["identity.clientId", isText(clientId)],
    ["identity.scopes", Array.isArray(scopes) && scopes.every(isText) && scopes.includes("openid")],
  ];
  const wrong = checks.filter(([, holds]) => !holds).map(([name]) => name);
  if (wrong.length > 0) throw new Error(`config.json: ${wrong.join(", ")} missing or invalid`);
  return value as SiteConfiguration;
}

/** Loads the configuration that the platform writes next to the site's files. */
export async function loadConfiguration(fetchFile: typeof fetch): Promise<SiteConfiguration> {
  const response = await fetchFile("/config.json");
  if (!response.ok) throw new Error(`config.json: the site answered ${response.status}`);
  return parseConfiguration(await response.json());
}
