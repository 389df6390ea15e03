import {
  arn,
  each,
  eachNamed,
  integer,
  matching,
  nonEmpty,
  oneOf,
  satisfying,
  type Rule,
  type Violation,
} from "../../../core";
import {
  identitySourcesOf,
  readsToken,
  type CognitoAuthorizer,
  type LambdaAuthorizer,
  type RestAuthorizer,
} from "./authorizers";
import type { RestApiSettings } from "../rest-api-props";
import { missing } from "../routes/target-rules";
import { MAX_TTL_SECONDS, TTL_SECONDS } from "../ttl";

/** Quotas of an API, and of the user pools of an authorizer. */
const MAX_AUTHORIZERS = 10;
const MAX_USER_POOLS = 1_000;
const NAME = matching(/^[a-z](?:[a-z0-9-]*[a-z0-9])?$/, "kebab-case", "rename it");
const USER_POOL = arn(
  { of: "a user pool", service: "cognito-idp", resource: /userpool\/[\w-]+/ },
  "pass userPoolArn of a user pool",
);
const SOURCE = matching(
  /^(?:header|query|context):[A-Za-z][\w.-]*$/,
  "header:, query: or context: with a name",
  "name a part of the request, such as header:authorization",
);

/** Limits of `CreateAuthorizer`, and policies that a cache cannot apply to other routes. */
export function authorizerRules(settings: RestApiSettings): Rule<Readonly<Record<string, RestAuthorizer>>>[] {
  const one = eachNamed<[string, RestAuthorizer]>(
    ([name]) => name,
    ([name, authorizer]) => [...NAME(name), ...authorizerViolations(authorizer, settings)],
  );
  return [
    satisfying(
      (authorizers) => Object.keys(authorizers).length <= MAX_AUTHORIZERS,
      `at most ${MAX_AUTHORIZERS} authorizers`,
      "let one authorizer decide for several routes",
      (authorizers) => Object.keys(authorizers).length,
    ),
    (authorizers) => one(Object.entries(authorizers)),
  ];
}

/** Names of handlers and state machines, which are parts of construct ids. */
export const namesInIds: Rule<Readonly<Record<string, unknown>>> = (values) =>
  Object.keys(values).flatMap((name) => NAME(name).map((violation) => ({ value: name, ...violation })));

function authorizerViolations(authorizer: RestAuthorizer, settings: RestApiSettings): readonly Violation[] {
  if (authorizer.type === "cognito") return cognitoViolations(authorizer);
  if (authorizer.type === "lambda") return lambdaViolations(authorizer, settings);
  const value = (authorizer as { readonly type: unknown }).type;
  return [{ below: ".type", value, allowed: "cognito, lambda", fix: "choose a type of authorizer" }];
}

function cognitoViolations({ userPoolArns }: CognitoAuthorizer): Violation[] {
  const count = satisfying<readonly string[]>(
    ({ length }) => length >= 1 && length <= MAX_USER_POOLS,
    `1 to ${MAX_USER_POOLS} user pools`,
    "list the user pools whose tokens are accepted",
    ({ length }) => length,
  );
  return [...count(userPoolArns), ...each(USER_POOL)(userPoolArns)].map((one) => ({ ...one, below: ".userPoolArns" }));
}

function lambdaViolations(authorizer: LambdaAuthorizer, { handlers }: RestApiSettings): Violation[] {
  const { handler, policy, ttlSeconds = TTL_SECONDS } = authorizer;
  const sources = identitySourcesOf(authorizer);
  const namesRoute = ["context:path", "context:httpMethod"].every((source) =>
    sources.some((one) => one.toLowerCase() === source.toLowerCase()),
  );
  return [
    ...(handler in handlers ? [] : [missing(".handler", handler, handlers, "handlers")]),
    ...at(".identitySources", [
      ...nonEmpty("at least one source", "name a header or query parameter that identifies the caller")(sources),
      ...each(SOURCE)(sources),
    ]),
    ...at(".policy", oneOf<string>(["stage", "route"], "state which routes the returned policy covers")(policy)),
    ...at(".ttlSeconds", integer(0, MAX_TTL_SECONDS, "cache policies for at most an hour")(ttlSeconds)),
    ...at(".tokenPattern", tokenViolations(authorizer, readsToken(sources))),
    ...(policy === "route" && ttlSeconds > 0 && !namesRoute
      ? [
          {
            below: ".policy",
            value: "route",
            allowed:
              "stage, or route with ttlSeconds: 0 or with context:path and context:httpMethod among identitySources",
            fix: "return a policy for all routes: API Gateway applies a cached one to each of them",
          },
        ]
      : []),
  ];
}

function tokenViolations({ tokenPattern }: LambdaAuthorizer, isToken: boolean): readonly Violation[] {
  if (tokenPattern === undefined) return [];
  const fix = "remove the pattern: API Gateway ignores it for whole requests";
  if (!isToken) return [{ value: tokenPattern, allowed: "only with the single source header:authorization", fix }];
  return satisfying<string>(isPattern, "a regular expression", "correct the expression")(tokenPattern);
}

function isPattern(text: string): boolean {
  try {
    return text.length > 0 && Boolean(new RegExp(text));
  } catch {
    return false;
  }
}

function at(below: string, violations: readonly Violation[]): Violation[] {
  return violations.map((one) => ({ ...one, below }));
}
