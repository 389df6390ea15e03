import { resourceServer, siteConfigurationKey, type SiteConfiguration } from "../../app/contract";
import type { Bucket } from "../../modules/data/storage";
import { UserPool, UserPoolClient } from "../../modules/identity";
import type { Parameters } from "../../modules/security";
import { applicationParameters } from "./application-parameters";
import type { PlatformContext } from "./context";

export interface Identity {
  readonly userPool: UserPool;
  /** The storefront: a public client without a secret. */
  readonly client: UserPoolClient;
  /** Parameters from which the API reads issuer and client of the tokens that it accepts. */
  readonly configuration: Parameters;
}

const SCOPES = [
  "openid",
  ...Object.keys(resourceServer.scopes).map((scope) => `${resourceServer.identifier}/${scope}`),
];

/** User pool of the customers, and the storefront as its client. */
export function createIdentity(context: PlatformContext): Identity {
  const { stack, environment, prefix } = context;
  const userPool = new UserPool(stack, "user-pool", {
    name: prefix,
    domainPrefix: `${prefix}-${stack.account}`,
    signUp: environment.identity.signUp,
    mfa: environment.identity.mfa,
    email: environment.identity.email === "cognito" ? undefined : environment.identity.email,
    resourceServer,
    deletionProtection: environment.deletionProtection,
  });
  const client = new UserPoolClient(stack, "storefront-client", {
    name: `${prefix}-storefront`,
    userPool,
    scopes: SCOPES,
  });
  const configuration = applicationParameters(context, "identity-configuration", {
    "identity/issuer": userPool.issuer,
    "identity/client-id": client.clientId,
  });
  return { userPool, client, configuration };
}

/** Writes config.json, which tells the storefront where to sign in. */
export function publishStorefrontConfiguration(
  { environment }: PlatformContext,
  site: Bucket,
  { userPool, client }: Identity,
): void {
  const configuration: SiteConfiguration = {
    environment: environment.name,
    identity: { baseUrl: userPool.hostedUrl, clientId: client.clientId, scopes: SCOPES },
  };
  site.keepJson("configuration", siteConfigurationKey, configuration);
}
