import type { Construct } from "constructs";
import {
  AwsStack,
  Validation,
  each,
  eachNamed,
  fields,
  inRegion,
  integer,
  logRetention,
  matching,
  oneOf,
  physicalName,
  providerOfRegion,
  referenceIn,
  invocationArn,
  requireProps,
  satisfying,
  throttlingRules,
  webAclArn,
  withDefaults,
  type RequiredProps,
  type RouteHandler,
  type Rule,
} from "../../core";
import { authorizerRules, namesInIds } from "./authorizers/authorizer-rules";
import { CORS_RULES, withoutAnyOrigin, type RestCors } from "./answers/cors";
import { modelRules } from "./models";
import { CACHE_SIZES_GB, REST_API_DEFAULTS, apiName, type RestApiProps, type StageCache } from "./rest-api-props";
import { routeRules } from "./routes/route-rules";
import { stateMachineArn, type StartableStateMachine } from "./routes/start-execution";
import { MAX_TTL_SECONDS } from "./ttl";

const RESERVED_STAGES = ["$default", "test-invoke-stage"];

const notReserved: Rule<string> = satisfying(
  (name) => !RESERVED_STAGES.includes(name),
  `a name other than ${RESERVED_STAGES.join(" and ")}`,
  "name the stage",
);

const REQUIRED: RequiredProps<RestApiProps> = {
  name: "string",
  stageName: "string",
  routes: "list",
  cors: "any",
  throttling: { requestsPerSecond: "number", burst: "number" },
  webAclArn: "string",
  logKey: "object",
};

/**
 * Checks the limits of `CreateRestApi`, `PutMethod`, `CreateAuthorizer`, `CreateModel` and `CreateStage`, and refuses
 * caches that would answer one caller with the answer of another.
 *
 * @throws InputError with every problem of the props.
 */
export function validateRestApi(scope: Construct, id: string, props: RestApiProps): void {
  requireProps(scope, id, props, REQUIRED);
  const { region } = props.regional ?? AwsStack.of(scope);
  const settings = withDefaults(props, REST_API_DEFAULTS);
  new Validation(scope, id)
    .props(props, {
      name: derivedNames(props),
      stageName: [physicalName("stage name", "stageName"), notReserved],
      routes: routeRules(settings),
      handlers: [namesInIds, ofEach<RouteHandler>(referenceIn(region, "invokeArn", invocationArn))],
      stateMachines: [
        namesInIds,
        ofEach<StartableStateMachine>(referenceIn(region, "stateMachineArn", stateMachineArn)),
      ],
      authorizers: authorizerRules(settings),
      models: modelRules(),
      throttling: throttlingRules(),
      cache: fields<StageCache>(() => ({
        sizeGb: oneOf<number>(CACHE_SIZES_GB, "choose a size of API Gateway"),
        ttlSeconds: integer(1, MAX_TTL_SECONDS, "choose the seconds for which an answer may be stale"),
      })),
      webAclArn: webAclArn(region),
      defaultEndpoint: oneOf<string>(["enabled", "disabled"], "choose whether the default endpoint answers"),
      binaryMediaTypes: each(matching(/^[\w.+*-]+\/[\w.+*-]+$/, "a content type", "write it like image/png")),
      logRetentionDays: logRetention(),
      logKey: inRegion(region, "encrypt the access logs with a key of the API's region"),
      regional: providerOfRegion(),
    })
    .apply(
      "cors",
      props.cors === "none" ? undefined : props.cors,
      fields<RestCors>(() => CORS_RULES),
      withoutAnyOrigin,
    )
    .throwIfInvalid();
}

function ofEach<Value>(rule: Rule<Value>): Rule<Readonly<Record<string, Value>>> {
  const named = eachNamed<[string, Value]>(
    ([name]) => name,
    ([, value]) => rule(value),
  );
  return (values) => named(Object.entries(values));
}

/** Names of the API, its log group and the role that starts executions. */
function derivedNames({ routes }: RestApiProps): Rule<string>[] {
  const startsExecutions = routes.some(({ target }) => target.type === "start-execution");
  const kinds = ["api name", "log group name", ...(startsExecutions ? (["role name"] as const) : [])] as const;
  return kinds.map((kind) => (name) => physicalName(kind)(apiName(name)));
}
