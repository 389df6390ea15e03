import { UserPool, UserPoolClient } from "groundplan/identity";
import type { Context } from "./context";

/** API of the application, and the scopes that a customer grants to the storefront. */
const RESOURCE_SERVER = {
  identifier: "shop",
  scopes: {
    "profile.read": "Read the customer and the points",
    "orders.read": "Read the customer's orders",
    "orders.write": "Place orders in the customer's name",
    "feedback.write": "Give feedback in the customer's name",
  },
} as const;

const SCOPES = [
  "openid",
  ...Object.keys(RESOURCE_SERVER.scopes).map((scope) => `${RESOURCE_SERVER.identifier}/${scope}`),
];

export interface Identity {
  readonly userPool: UserPool;
  /** The storefront: a public client without a secret. */
  readonly client: UserPoolClient;
  readonly scopes: readonly string[];
}

/** User pool of the customers, whose tokens the application verifies, and the storefront as its client. */
export function createIdentity({ stack, environment }: Context): Identity {
  const { prefix: name, deletionProtection } = environment;
  const userPool = new UserPool(stack, "user-pool", {
    name,
    domainPrefix: `${name}-${stack.account}`,
    signUp: "self-service",
    resourceServer: RESOURCE_SERVER,
    deletionProtection,
  });
  const client = new UserPoolClient(stack, "storefront-client", {
    name: `${name}-storefront`,
    userPool,
    scopes: SCOPES,
  });
  return { userPool, client, scopes: SCOPES };
}
