import type { BucketReference, PolicyStatement } from "groundplan/core";
import { IdentityPool, UserPool, UserPoolClient } from "groundplan/identity";
import { groups } from "../../functions/contract";
import { siteOrigin } from "../names";
import type { MainContext } from "./context";

/** Purpose of each group, shown in Cognito. */
const PURPOSES = {
  admin: "Manages groups, exports and reports",
  support: "Reads users and their subscriptions",
  customer: "Manages its own subscriptions",
} as const;

/** Pool and client whose tokens the authorizer accepts, in either region. */
export interface SignIn {
  readonly userPoolId: string;
  readonly clientId: string;
  /** Copy of the pool's public keys, for the region without the pool. */
  readonly keys?: string;
}

export interface Identity {
  readonly userPool: UserPool;
  /** Client of the application in the browser: authorization code with PKCE. */
  readonly client: UserPoolClient;
}

/**
 * Users of the application, who sign in by OAuth 2.0 and OpenID Connect, and the groups that routes admit. Customers
 * exchange their ID token for credentials of AWS, which reach their own documents and nothing else.
 */
export function createIdentity(context: MainContext, documents: BucketReference): Identity {
  const { stack, environment, prefix } = context;
  const { deletionProtection } = environment;
  const userPool = new UserPool(stack, "user-pool", {
    name: prefix,
    domainPrefix: `${prefix}-${stack.account}`,
    signUp: "self-service",
    mfa: "optional",
    resourceServer: { identifier: "saas", scopes: { use: "Use the application in the user's name" } },
    deletionProtection,
  });
  const client = new UserPoolClient(stack, "site-client", {
    name: `${prefix}-site`,
    userPool,
    scopes: ["openid", "email", "profile", "saas/use"],
  });
  client.allowReturnTo(siteOrigin(environment));
  const identityPool = new IdentityPool(stack, "identity-pool", {
    name: prefix,
    clients: [client],
    roles: "by-group",
    deletionProtection,
  });
  const customers = identityPool.addRole("customer", {
    name: `${prefix}-customer`,
    description: "Reads and writes the documents of one customer",
  });
  ownDocuments(context, documents).forEach((statement) => customers.addStatement(statement));
  Object.values(groups).forEach((group, precedence) => {
    const role = group === groups.customer ? customers : undefined;
    userPool.addGroup(group, { precedence, description: PURPOSES[group], role });
  });
  return { userPool, client };
}

/** The folder of the documents that has the id of the caller's identity. */
function ownDocuments({ stack, keys }: MainContext, { bucketArn }: BucketReference): readonly PolicyStatement[] {
  return [
    {
      sid: "UseOwnDocuments",
      actions: ["s3:GetObject", "s3:PutObject"],
      // &{...} is the provider's form of ${...} of IAM.
      resources: [`${bucketArn}/customers/&{cognito-identity.amazonaws.com:sub}/*`],
    },
    {
      sid: "UseKeyOfDocuments",
      actions: ["kms:Decrypt", "kms:GenerateDataKey"],
      resources: [keys.data.keyArn],
      conditions: [{ test: "StringEquals", variable: "kms:ViaService", values: [`s3.${stack.region}.amazonaws.com`] }],
    },
  ];
}
