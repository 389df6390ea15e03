/** Access to a route, in the words of `groundplan/api/rest`. */
export type LocalAccess =
  | { readonly type: "open" }
  /** A Lambda authorizer, by its name among the functions of the API. */
  | { readonly type: "lambda"; readonly authorizer: string }
  /** An access token of the user pool with one of the scopes. */
  | { readonly type: "cognito"; readonly scopes: readonly string[] };

/** Target of a route, in the words of `groundplan/api/rest`. */
export type LocalTarget =
  | { readonly type: "lambda"; readonly handler: string }
  | {
      readonly type: "start-execution";
      readonly stateMachine: string;
      /**
       * Sources of the input's fields: `body`, `body:<name>`, `context:<name>` of the authorizer, `header:<name>`,
       * `path:<name>`.
       */
      readonly input: Readonly<Record<string, string>>;
      /** Sources of the execution's name, which are joined by `-`. */
      readonly executionName: readonly string[];
      /** Regular expressions of whole values by source of the name. @default any valid name */
      readonly executionNamePatterns?: Readonly<Record<string, string>>;
      /** Answer to a name of an earlier execution: 409 or 202. @default conflict */
      readonly executionAlreadyExists?: "conflict" | "accepted";
    };

/** Token bucket of a route. */
export interface Throttling {
  readonly requestsPerSecond: number;
  readonly burst: number;
}

/** Route of the API. */
export interface LocalRoute {
  /** Method and path, such as `GET /orders/{orderId}`. */
  readonly routeKey: string;
  readonly target: LocalTarget;
  readonly access: LocalAccess;
  /** Model that the body must satisfy. @default any body */
  readonly body?: string;
  /** Query parameters; API Gateway refuses a request without a required one. @default none */
  readonly query?: Readonly<Record<string, "required" | "optional">>;
  /** Headers, in the same way. @default none */
  readonly headers?: Readonly<Record<string, "required" | "optional">>;
  /** Seconds for which the stage caches answers with status 200. @default no cache */
  readonly cache?: { readonly ttlSeconds: number; readonly perCaller?: true };
  /** @default the throttling of the API */
  readonly throttling?: Throttling;
}
