import { routes, type RouteContract } from "../../contract";

export interface RouteMatch {
  readonly route: RouteContract;
  /** Path parameters, decoded. */
  readonly parameters: Readonly<Record<string, string>> | undefined;
}

const table = routes.map((route) => {
  const [method = "", path = ""] = route.routeKey.split(" ");
  const expression = path.replace("{proxy+}", "(?<proxy>.+)").replaceAll(/\{(\w+)\}/g, "(?<$1>[^/]+)");
  return { route, method, pattern: new RegExp(`^${expression}$`), rank: rankOf(route.routeKey) };
});

// API Gateway prefers a fixed path to one with parameters, and that to a greedy one.
table.sort((one, other) => one.rank - other.rank);

/**
 * The route of the contract that API Gateway would choose. @throws URIError when the path is not encoded as it must be.
 */
export function findRoute(method: string, path: string): RouteMatch | undefined {
  for (const entry of table) {
    const match = entry.method === method || entry.method === "ANY" ? entry.pattern.exec(path) : null;
    if (match) return { route: entry.route, parameters: decode(match.groups) };
  }
  return undefined;
}

function rankOf(routeKey: string): number {
  if (routeKey.includes("{proxy+}")) return 2;
  return routeKey.includes("{") ? 1 : 0;
}

function decode(groups: Record<string, string> | undefined): Record<string, string> | undefined {
  if (!groups) return undefined;
  return Object.fromEntries(Object.entries(groups).map(([name, value]) => [name, decodeURIComponent(value)]));
}
