import type { Throttling } from "../../../core";
import type { ExecutionInput, ExistingExecution } from "./start-execution";

/** A function of `handlers`, which receives the request in the format of REST APIs (payload 1.0). */
export interface LambdaTarget {
  /** Invokes a function. */
  readonly type: "lambda";
  /** Name of the function in `handlers`. Its timeout is at most 29 seconds. */
  readonly handler: string;
}

/** A standard state machine that a request starts; the answer is 202 with the execution's name as `id`. */
export interface StartExecutionTarget {
  /** Starts an execution. */
  readonly type: "start-execution";
  /** Name of the state machine in `stateMachines`. */
  readonly stateMachine: string;
  /** Input of the execution: a source of the request for each field. */
  readonly input: Readonly<Record<string, ExecutionInput>>;
  /**
   * Sources whose values, joined by `-`, name the execution: at most 80 letters, digits, _ and -. A second request
   * with the same name is answered with 202 if its input is the same and the execution still runs, else by
   * `executionAlreadyExists`. Step Functions retains names for 90 days. @default a random name
   */
  readonly executionName?: readonly Exclude<ExecutionInput, "body">[];
  /**
   * Regular expressions, in the syntax that Java and JavaScript share, for whole values of parameters in
   * `executionName`. Other values are answered with 400 and the code `invalid-request`. @default any valid name
   */
  readonly executionNamePatterns?: Readonly<Record<`${"path" | "query" | "header"}:${string}`, string>>;
  /**
   * Answer if the name belongs to an execution that has ended or has another input: 409 with the code
   * `already-started`, or 202 with an empty object, for names of which one execution is all that callers want.
   * @default conflict
   */
  readonly executionAlreadyExists?: ExistingExecution;
}

/** A fixed answer without a backend. */
export interface MockTarget {
  /** Answers without a backend. */
  readonly type: "mock";
  /** HTTP status of the answer: 200 to 599. */
  readonly status: number;
  /** JSON of the answer. @default no content */
  readonly body?: Readonly<Record<string, unknown>>;
}

/** Everybody, for the reason that reviewers read. */
export interface OpenAccess {
  /** Admits everybody. */
  readonly type: "open";
  /** Reason why the route needs no authorizer. */
  readonly because: string;
}

/** Users of a Cognito user pool: with scopes by access tokens, without them by ID tokens only. */
export type CognitoAccess = {
  /** Admits users of the authorizer's user pools. */
  readonly type: "cognito";
  /** Name of an authorizer of type `cognito`. */
  readonly authorizer: string;
} & (
  | {
      /** ID tokens, which say who the user is. */
      readonly token: "id";
    }
  | {
      /** Access tokens with at least one of `scopes`. */
      readonly token: "access";
      /** Scopes, of which a token needs one: at least one. */
      readonly scopes: readonly string[];
    }
);

/** Callers whom a Lambda authorizer admits. */
export interface LambdaAccess {
  /** Admits callers by the policy that a function returns. */
  readonly type: "lambda";
  /** Name of an authorizer of type `lambda`. */
  readonly authorizer: string;
}

/** Roles that `grantInvoke` names. */
export interface IamAccess {
  /** Admits signed requests of roles with permission. */
  readonly type: "iam";
}

export type RouteAccess = OpenAccess | CognitoAccess | LambdaAccess | IamAccess;

export interface RouteCache {
  /** Seconds for which an answer is cached: 1 to 3600. @default that of the stage's cache */
  readonly ttlSeconds?: number;
  /** Caches answers for each caller; required unless the route is open to everybody without an API key. */
  readonly perCaller?: true;
}

export interface RestRoute {
  /** Method in capitals, or `ANY`, and path: `GET /v1/orders/{id}`, `ANY /{proxy+}`. */
  readonly routeKey: string;
  /** Receiver of the requests. */
  readonly target: LambdaTarget | StartExecutionTarget | MockTarget;
  /** Callers that may use the route. */
  readonly access: RouteAccess;
  /** Model that the body must satisfy, whatever its content type. @default bodies are not checked */
  readonly body?: string;
  /** Query parameters; those declared are part of the cache key. @default none is required */
  readonly query?: Readonly<Record<string, "required" | "optional">>;
  /** Request headers; those declared are part of the cache key. @default none is required */
  readonly headers?: Readonly<Record<string, "required" | "optional">>;
  /** Caches answers of a GET route by its declared parameters. @default not cached */
  readonly cache?: RouteCache;
  /** Limits of the route. @default those of the API */
  readonly throttling?: Throttling;
  /** `required` demands the API key of a usage plan, which counts and limits but authorizes nobody. @default "none" */
  readonly apiKey?: "required" | "none";
}

/** Method and path segments of a route key: `GET /a/{b}` is `GET` with `a` and `{b}`. */
export interface ParsedRoute {
  readonly method: string;
  readonly segments: readonly string[];
}

export function parseRoute(routeKey: string): ParsedRoute {
  const [method, ...segments] = routeKey.split(/[ /]+/);
  return { method: method!, segments: segments.filter((segment) => segment !== "") };
}

/** Names of the path parameters of a route. */
export function pathParameters(routeKey: string): string[] {
  return [...routeKey.matchAll(/\{(\w+)\+?\}/g)].map(([, name]) => name!);
}

/** Construct id of a route or a path: `GET /v1/orders/{id}` becomes `get-v1-orders-id`. */
export function routeId(routeKey: string): string {
  return routeKey
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
}
