import { matching, nonEmpty, satisfying, throttlingRules, type Rule, type Violation } from "../../../core";
import { pathsOf } from "./paths";
import type { RestApiSettings } from "../rest-api-props";
import { accessViolations } from "./access-rules";
import { cacheViolations } from "./cache-rules";
import { parseRoute, pathParameters, routeId, type RestRoute } from "./routes";
import { targetViolations } from "./target-rules";

const METHOD = "(?:ANY|GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)";
const SEGMENT = String.raw`/(?:[\w.~-]+|\{\w+\})`;
const ROUTE_KEY = matching(
  new RegExp(String.raw`^${METHOD} (?:/|(?:${SEGMENT})+|(?:${SEGMENT})*/\{\w+\+\})$`),
  "a method in capitals or ANY, and a path without a final slash; {name+} only at its end",
  "write it like GET /v1/orders/{id}",
);
/** Behind a domain, API Gateway answers these paths itself. */
const NOT_RESERVED = matching(/^(?!\w+ \/s?ping$)/, "a path other than /ping and /sping", "name it /health");
const PARAMETER = matching(/^[A-Za-z0-9_.-]+$/, "letters, digits, _, . and -", "rename the parameter");
/** Quota of the resources of an API, the root among them. */
const MAX_PATHS = 300;

/** Limits of `CreateResource`, `PutMethod` and `PutIntegration`, and names that the API has. */
export function routeRules(settings: RestApiSettings): Rule<readonly RestRoute[]>[] {
  return [
    nonEmpty("at least one route", "list the routes of the API"),
    (routes) => routes.flatMap(({ routeKey }) => [...ROUTE_KEY(routeKey), ...NOT_RESERVED(routeKey)]),
    distinctIds,
    oneParameterEach,
    satisfying(
      (routes) => pathsOf(routes).length < MAX_PATHS,
      `at most ${MAX_PATHS - 1} paths, those above the routes included`,
      "combine routes by a greedy path such as ANY /{proxy+}",
      (routes) => pathsOf(routes).length,
    ),
    (routes) => routes.flatMap((route) => routeViolations(route, settings)),
  ];
}

function routeViolations(route: RestRoute, settings: RestApiSettings): Violation[] {
  return [
    ...parameterViolations(route),
    ...bodyViolations(route, settings),
    ...methodViolations(route, settings),
    ...targetViolations(route, settings),
    ...accessViolations(route, settings),
    ...cacheViolations(route, settings),
    ...(route.throttling
      ? throttlingRules()(route.throttling).map((one) => ({ ...one, below: `.throttling${one.below}` }))
      : []),
  ].map((violation) => ({ ...violation, below: `.${route.routeKey}${violation.below ?? ""}` }));
}

/** Construct ids, and those of the paths. */
const distinctIds: Rule<readonly RestRoute[]> = (routes) => {
  const keys = routes.map(({ routeKey }) => routeKey);
  return [...repeatedIds(keys, "route"), ...repeatedIds(pathsOf(routes), "path")];
};

function repeatedIds(names: readonly string[], kind: string): Violation[] {
  return names.flatMap((value, position) => {
    const first = names.findIndex((name) => routeId(name) === routeId(value));
    const allowed = `a ${kind} whose construct id differs from ${routeId(value)} of ${names[first]}`;
    const fix = "list a route once; paths must differ in more than punctuation and case";
    return first === position ? [] : [{ value, allowed, fix }];
  });
}

/** API Gateway refuses two parameters below one path, also where one of them is greedy. */
const oneParameterEach: Rule<readonly RestRoute[]> = (routes) => {
  const ofParent = new Map<string, string>();
  return pathsOf(routes).flatMap((value) => {
    const end = value.lastIndexOf("/");
    const [parent, part] = [value.slice(0, end), value.slice(end + 1)];
    if (!part.startsWith("{")) return [];
    const other = ofParent.get(parent);
    if (other === undefined) ofParent.set(parent, part);
    if (other === undefined || other === part) return [];
    return [{ value, allowed: `${other} below ${parent || "/"}`, fix: "use one name for the path parameter" }];
  });
};

/** A parameter that has one name in several places would be read from the first of them. */
function parameterViolations({ routeKey, query = {}, headers = {} }: RestRoute): Violation[] {
  const names = [...pathParameters(routeKey), ...Object.keys(query), ...Object.keys(headers)];
  const lower = names.map((name) => name.toLowerCase());
  const repeated = names.filter((name, position) => lower.indexOf(name.toLowerCase()) !== position);
  return [
    ...[...Object.keys(query), ...Object.keys(headers)].flatMap((name) =>
      PARAMETER(name).map((one) => ({ value: name, ...one })),
    ),
    ...repeated.map((value) => ({
      value,
      allowed: "parameters with different names in path, query and headers",
      fix: "rename one of them",
    })),
  ];
}

function bodyViolations({ routeKey, body }: RestRoute, { models }: RestApiSettings): Violation[] {
  if (body === undefined) return [];
  const allowed = Object.keys(models).join(", ") || "nothing without models";
  const isBodiless = ["GET", "HEAD", "DELETE", "OPTIONS"].includes(parseRoute(routeKey).method);
  return [
    ...(body in models ? [] : [{ below: ".body", value: body, allowed, fix: "name a model of the API" }]),
    ...(isBodiless
      ? [{ below: ".body", value: body, allowed: "no body", fix: "use POST, PUT or PATCH, or omit the model" }]
      : []),
  ];
}

function methodViolations({ routeKey, access }: RestRoute, { cors }: RestApiSettings): Violation[] {
  if (cors === "none") return [];
  const { method } = parseRoute(routeKey);
  const fix = "list the methods: the API answers preflight requests, which have no credentials, itself";
  if (method === "OPTIONS") return [{ value: method, allowed: "no OPTIONS together with cors", fix }];
  return method === "ANY" && access.type !== "open"
    ? [{ below: ".access", value: access.type, allowed: "open for ANY together with cors", fix }]
    : [];
}
