import { verifyAccessToken } from "../../functions/auth/verify-token";
import { SIGN_IN_SCOPE } from "../../functions/contract";
import type { Invoke } from "../lambda/local-function";
import { GatewayAnswer } from "./answers";
import type { AuthorizerValues, RoutedRequest } from "./request";

/** Seconds for which API Gateway caches the policy of a token: its default. */
const TTL_SECONDS = 300;

interface Authorization {
  readonly principalId: string;
  readonly policyDocument: {
    readonly Statement: readonly { readonly Effect: "Allow" | "Deny"; readonly Resource: string | readonly string[] }[];
  };
  readonly context?: Readonly<Record<string, string>>;
}

export interface Authorizers {
  /** Returns the values that the route's authorizer passes on. @throws GatewayAnswer for a caller without access. */
  authorize(request: RoutedRequest): Promise<AuthorizerValues | undefined>;
}

/** @param arn - ARN of the stage, without final slash. */
export function createAuthorizers(invoke: Invoke, arn: string): Authorizers {
  const policies = new Map<string, { readonly authorization: Authorization; readonly endsAt: number }>();
  const policyOf = async (token: string, methodArn: string): Promise<Authorization> => {
    const cached = policies.get(token);
    if (cached && cached.endsAt > Date.now()) return cached.authorization;
    const event = { type: "TOKEN", authorizationToken: token, methodArn };
    const authorization = (await invoke(event).catch(refused)) as Authorization;
    policies.set(token, { authorization, endsAt: Date.now() + TTL_SECONDS * 1000 });
    return authorization;
  };
  const byRole = async (token: string, method: string, path: string): Promise<AuthorizerValues> => {
    const methodArn = `${arn}/${method}${path}`;
    const { principalId, policyDocument, context } = await policyOf(token, methodArn);
    const matching = policyDocument.Statement.filter(({ Resource }) =>
      [Resource].flat().some((pattern) => matches(pattern, methodArn)),
    );
    if (matching.some(({ Effect }) => Effect === "Deny"))
      throw new GatewayAnswer(403, "User is not authorized to access this resource with an explicit deny");
    if (matching.length === 0) throw new GatewayAnswer(403, "User is not authorized to access this resource");
    return { principalId, ...context };
  };
  return {
    async authorize({ route: { access }, headers, method, path }) {
      if (access.type === "open") return undefined;
      const token = headers.authorization;
      // Without the header, API Gateway asks no authorizer.
      if (!token) throw new GatewayAnswer(401, "Unauthorized");
      return access.type === "cognito" ? byUserPool(token) : byRole(token, method, path);
    },
  };
}

/** The user pool's authorizer demands an access token with a scope of the route. */
async function byUserPool(token: string): Promise<AuthorizerValues> {
  const claims = await verifyAccessToken(token.replace(/^Bearer /, ""));
  const { scope = "" } = (claims ?? {}) as { scope?: string };
  if (!claims || !scope.split(" ").includes(SIGN_IN_SCOPE)) throw new GatewayAnswer(401, "Unauthorized");
  return { claims };
}

/** A function that throws `Unauthorized` means 401; any other failure is one of the authorizer. */
function refused(error: unknown): never {
  if (error instanceof Error && error.message === "Unauthorized") throw new GatewayAnswer(401, "Unauthorized");
  throw new GatewayAnswer(500, "Internal server error");
}

function matches(pattern: string, arn: string): boolean {
  const parts = pattern.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`).test(arn);
}
