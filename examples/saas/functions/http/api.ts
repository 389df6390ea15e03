import type { Context } from "aws-lambda";
import { restHandlers } from "groundplan/api/handlers";
import { routes } from "../contract";
import { logger, observed, tracer } from "../observability";
import { setting } from "../settings";
import { Request } from "./request";

/** Creates the handler of a function that serves these routes. */
export const restHandler = restHandlers({
  routes,
  requestOf: (event) => new Request(event),
  allowOrigins: () => [setting("ALLOW_ORIGIN")],
  log: logger,
  observe: ({ routeKey, route, context }: { routeKey: string; route: string; context: Context }, work) =>
    observed(routeKey, context, () => {
      tracer.putAnnotation("route", route);
      return work();
    }),
});
