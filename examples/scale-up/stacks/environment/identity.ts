import { ServerClient, UserPool, UserPoolClient } from "groundplan/identity";
import { SIGN_IN_SCOPE, groups } from "../../functions/contract";
import type { Context } from "./context";
import { siteOrigin } from "../names";
import { accept } from "../waivers";

export interface Identity {
  readonly userPool: UserPool;
  /** The function `auth`, which signs customers in with their passwords. */
  readonly client: ServerClient;
  /** Ids of the clients whose tokens the authorizer accepts. */
  readonly clientIds: readonly string[];
}

/** User pool of customers and analysts, with the function `auth` as its client, and another one for single sign-on. */
export function createIdentity(context: Context): Identity {
  const { stack, environment, keys } = context;
  const { projectName: name, deletionProtection } = environment;
  const userPool = new UserPool(stack, "user-pool", {
    name,
    domainPrefix: `${name}-${stack.account}`,
    signUp: "self-service",
    resourceServer: { identifier: "shop", scopes: { use: "Use the shop in the user's name" } },
    mfa: "optional",
    deletionProtection,
  });
  Object.values(groups).forEach((group, precedence) => userPool.addGroup(group, { precedence }));
  const client = new ServerClient(stack, "auth-client", {
    name: `${name}-auth`,
    userPool,
    flows: ["password"],
    key: keys.data,
    deletionProtection,
  });
  accept(client, "client", "COG-04", "The document's API has /login: the function sees passwords, over TLS only");
  return { userPool, client, clientIds: [client.clientId, ...createSingleSignOn(context, userPool)] };
}

/** Lets users of the environment's providers sign in by the hosted pages. Returns the ids of their client. */
function createSingleSignOn({ stack, environment }: Context, userPool: UserPool): string[] {
  const providers = Object.entries(environment.identityProviders);
  if (providers.length === 0) return [];
  const identityProviders = providers.map(([name, settings]) =>
    userPool.addIdentityProvider({ type: "saml", ...settings }, name),
  );
  const client = new UserPoolClient(stack, "single-sign-on-client", {
    name: `${environment.projectName}-single-sign-on`,
    userPool,
    scopes: ["openid", SIGN_IN_SCOPE],
    identityProviders,
  });
  client.allowReturnTo(siteOrigin(environment));
  return [client.clientId];
}
