import { each, integer, isKnown, matching, type Violation } from "../../../core";
import type { RestApiSettings } from "../rest-api-props";
import { pathParameters, type MockTarget, type RestRoute, type StartExecutionTarget } from "./routes";
import { parseSource, type ExecutionInput } from "./start-execution";

/** Longest wait of a REST API, which can be raised by a quota for regional APIs. */
const MAX_TIMEOUT_SECONDS = 29;
const FIELD = matching(/^[A-Za-z]\w*$/, "letters, digits and _, beginning with a letter", "rename the field");

/** Targets that exist, within the limits of API Gateway. */
export function targetViolations(route: RestRoute, settings: RestApiSettings): Violation[] {
  const { target } = route;
  if (target.type === "lambda") return lambdaViolations(target.handler, settings);
  if (target.type === "start-execution") return executionViolations(route, target, settings);
  if (target.type === "mock") return mockViolations(target);
  const value = (target as { readonly type: unknown }).type;
  return [{ below: ".target", value, allowed: "lambda, start-execution, mock", fix: "choose a type of target" }];
}

function lambdaViolations(name: string, { handlers }: RestApiSettings): Violation[] {
  const handler = handlers[name];
  if (!handler) return [missing(".target.handler", name, handlers, "handlers")];
  const seconds = handler.timeoutSeconds;
  const fix = "shorten the function's timeout: API Gateway answers 504 while the function still runs";
  if (!isKnown(seconds)) return [];
  const rule = integer(1, MAX_TIMEOUT_SECONDS, fix);
  return rule(seconds).map((one) => ({ value: seconds, ...one, below: `.target.${name}.timeoutSeconds` }));
}

function mockViolations({ status }: MockTarget): Violation[] {
  return integer(200, 599, "choose an HTTP status")(status).map((one) => ({ ...one, below: ".target.status" }));
}

function executionViolations(route: RestRoute, target: StartExecutionTarget, settings: RestApiSettings): Violation[] {
  const { stateMachine, input, executionName = [], executionNamePatterns = {} } = target;
  const machine = settings.stateMachines[stateMachine];
  const sources = [...Object.entries(input), ...executionName.map((source) => ["", source] as const)];
  return [
    ...(machine ? [] : [missing(".target.stateMachine", stateMachine, settings.stateMachines, "stateMachines")]),
    ...(machine?.type === "EXPRESS"
      ? [
          {
            below: ".target.stateMachine",
            value: "EXPRESS",
            allowed: "a state machine of type STANDARD",
            fix: "start an express workflow from a function, which can wait for its output",
          },
        ]
      : []),
    ...each(FIELD)(Object.keys(input)).map((one) => ({ ...one, below: ".target.input" })),
    ...sources.flatMap(([field, source]) =>
      sourceViolations(route, settings, source).map((one) => ({
        value: source,
        ...one,
        below: field === "" ? ".target.executionName" : `.target.input.${field}`,
      })),
    ),
    ...Object.entries(executionNamePatterns).flatMap(([source, pattern]) =>
      patternViolations(executionName, source, pattern).map((one) => ({
        ...one,
        below: `.target.executionNamePatterns.${source}`,
      })),
    ),
  ];
}

/** The template quotes the pattern by apostrophes. */
function patternViolations(
  executionName: readonly ExecutionInput[],
  source: string,
  pattern: string,
): Omit<Violation, "below">[] {
  const parameters = executionName.filter((one) => /^(?:path|query|header):/.test(one));
  const fix = "constrain a parameter that names the execution";
  if (!parameters.some((one) => one === source))
    return [{ value: source, allowed: parameters.join(", ") || "no parameter of the route", fix }];
  const isValid = isRegExp(pattern) && !pattern.includes("'");
  return isValid ? [] : [{ value: pattern, allowed: "a regular expression without an apostrophe", fix: "correct it" }];
}

function isRegExp(pattern: string): boolean {
  try {
    return Boolean(new RegExp(pattern));
  } catch {
    return false;
  }
}

type Problem = Omit<Violation, "below">;

/** A source that the route does not declare or check would be empty, or anything. */
function sourceViolations(route: RestRoute, settings: RestApiSettings, source: ExecutionInput): Problem[] {
  const { kind, name } = parseSource(source);
  if (source === "request-id") return [];
  if (source === "body") return bodyProblems(route);
  if (kind === "body") return [...bodyProblems(route), ...fieldProblems(route, settings, name)];
  if (["path", "query", "header"].includes(kind)) return parameterProblems(route, kind, name);
  if (["claim", "context"].includes(kind) && /^[\w:-]+$/.test(name)) return callerProblems(route, settings, kind);
  const allowed = "body, body:, request-id, path:, query:, header:, claim: or context: with a name";
  return [{ allowed, fix: "name a part of the request" }];
}

function bodyProblems({ body }: RestRoute): Problem[] {
  return body === undefined ? [{ allowed: "a route with a body model", fix: "set body to a model" }] : [];
}

/** Velocity has no text for another value, and writes the reference for an absent one. */
function fieldProblems({ body = "" }: RestRoute, { models }: RestApiSettings, name: string): Problem[] {
  const { properties, required } = (models[body] ?? {}) as {
    readonly properties?: Readonly<Record<string, { readonly type?: unknown }>>;
    readonly required?: readonly string[];
  };
  const isText = properties?.[name]?.type === "string" && required?.includes(name);
  return isText && FIELD(name).length === 0
    ? []
    : [{ allowed: "a required property of type string of the body's model", fix: "declare it in the model" }];
}

function parameterProblems({ routeKey, query = {}, headers = {} }: RestRoute, kind: string, name: string): Problem[] {
  const ofPath = kind === "path" ? pathParameters(routeKey) : undefined;
  const names = ofPath ?? Object.keys(kind === "query" ? query : headers);
  const allowed = names.map((one) => `${kind}:${one}`).join(", ") || `no ${kind} parameter of the route`;
  return names.includes(name) ? [] : [{ allowed, fix: "declare the parameter at the route" }];
}

function callerProblems({ access }: RestRoute, { authorizers }: RestApiSettings, kind: string): Problem[] {
  const needed = kind === "claim" ? "cognito" : "lambda";
  const actual = "authorizer" in access ? authorizers[access.authorizer]?.type : undefined;
  const fix = `set access to ${needed}: other callers have none`;
  return actual === needed ? [] : [{ allowed: `access of type ${needed}`, fix }];
}

/** A name that the API does not have. */
export function missing(property: string, value: string, known: object, prop: string): Violation {
  return {
    below: property,
    value,
    allowed: Object.keys(known).join(", ") || `nothing without ${prop}`,
    fix: `add it to ${prop}`,
  };
}
