import { ApiGatewayResource } from "@cdktf/provider-aws/lib/api-gateway-resource";
import type { Construct } from "constructs";
import { parseRoute, routeId, type RestRoute } from "./routes";

/** Paths of routes and all paths above them, parents first; the root is not among them. */
export function pathsOf(routes: readonly Pick<RestRoute, "routeKey">[]): string[] {
  const paths = routes.flatMap(({ routeKey }) => {
    const { segments } = parseRoute(routeKey);
    return segments.map((_, index) => `/${segments.slice(0, index + 1).join("/")}`);
  });
  return [...new Set(paths)];
}

/** Creates a resource for each path, and returns their ids by path. */
export function createPaths(
  scope: Construct,
  api: { readonly id: string; readonly rootResourceId: string },
  routes: readonly RestRoute[],
): ReadonlyMap<string, string> {
  const ids = new Map([["/", api.rootResourceId]]);
  for (const path of pathsOf(routes)) {
    const end = path.lastIndexOf("/");
    const parentId = ids.get(path.slice(0, end) || "/")!;
    const pathPart = path.slice(end + 1);
    const resource = new ApiGatewayResource(scope, `path-${routeId(path)}`, { restApiId: api.id, parentId, pathPart });
    ids.set(path, resource.id);
  }
  return ids;
}
