import type { Invoke } from "../function";
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

/** Claims of a valid access token of the user pool, or undefined. */
export type VerifyToken = (token: string) => Promise<object | undefined>;

/** Returns the values that the route's authorizer passes on. @throws GatewayAnswer for a caller without access. */
export type Authorize = (request: RoutedRequest) => Promise<AuthorizerValues | undefined>;

export interface AuthorizersProps {
  readonly functions: Readonly<Record<string, Invoke>>;
  readonly verifyToken: VerifyToken;
  /** ARN of the stage, without final slash. */
  readonly stageArn: string;
}

/** Creates the authorizers of an API, whose policies are cached by token and evaluated for every route. */
export function createAuthorizers({ functions, verifyToken, stageArn }: AuthorizersProps): Authorize {
  const policies = new Map<string, { readonly authorization: Authorization; readonly endsAt: number }>();
  const policyOf = async (name: string, token: string, methodArn: string): Promise<Authorization> => {
    const key = `${name} ${token}`;
    const cached = policies.get(key);
    if (cached && cached.endsAt > Date.now()) return cached.authorization;
    const event = { type: "TOKEN", authorizationToken: token, methodArn };
    const authorization = (await functions[name]!(event).catch(refused)) as Authorization;
    policies.set(key, { authorization, endsAt: Date.now() + TTL_SECONDS * 1000 });
    return authorization;
  };
  const byFunction = async (name: string, token: string, method: string, path: string): Promise<AuthorizerValues> => {
    const methodArn = `${stageArn}/${method}${path}`;
    const { principalId, policyDocument, context } = await policyOf(name, token, methodArn);
    const matching = policyDocument.Statement.filter(({ Resource }) =>
      [Resource].flat().some((pattern) => matches(pattern, methodArn)),
    );
    if (matching.some(({ Effect }) => Effect === "Deny"))
      throw new GatewayAnswer(403, "User is not authorized to access this resource with an explicit deny");
    if (matching.length === 0) throw new GatewayAnswer(403, "User is not authorized to access this resource");
    return { principalId, ...context };
  };
  return async ({ route: { access }, headers, method, path }) => {
    if (access.type === "open") return undefined;
    const token = headers.authorization;
    // Without the header, API Gateway asks no authorizer.
    if (!token) throw new GatewayAnswer(401, "Unauthorized");
    return access.type === "cognito"
      ? byUserPool(verifyToken, access.scopes, token)
      : byFunction(access.authorizer, token, method, path);
  };
}

/** The user pool's authorizer demands an access token with a scope of the route. */
async function byUserPool(verify: VerifyToken, scopes: readonly string[], token: string): Promise<AuthorizerValues> {
  const claims = (await verify(token.replace(/^Bearer /, ""))) as { readonly scope?: string } | undefined;
  const granted = claims?.scope?.split(" ") ?? [];
  if (!granted.some((scope) => scopes.includes(scope))) throw new GatewayAnswer(401, "Unauthorized");
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
