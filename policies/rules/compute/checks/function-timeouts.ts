import { fail } from "../../../engine/checks";
import type { Resource } from "../../../engine/resource";
import type { ResourceGraph } from "../../../graph/resource-graph";
import type { Check, Finding } from "../../../engine/rule";
import { numberOf } from "../../../engine/values";

/**
 * Factor of the function timeout that Lambda recommends for the visibility timeout, to allow for throttled batches.
 */
const VISIBILITY_FACTOR = 6;
const DEFAULT_VISIBILITY_SECONDS = 30;
/** Integration timeout of an API in seconds, by type. */
const API_TIMEOUT_SECONDS: Readonly<Record<string, number>> = {
  aws_apigatewayv2_integration: 30,
  aws_api_gateway_integration: 29,
};

/** The function and its aliases, since callers reference either. */
export function namesOf(lambda: Resource, graph: ResourceGraph): readonly Resource[] {
  return [lambda, ...graph.referrers(lambda, "aws_lambda_alias")];
}

/** The function that an argument references, directly or by an alias. */
export function functionAt(resource: Resource, path: string, graph: ResourceGraph): Resource | undefined {
  const [target] = graph.targetsAt(resource, path);
  return target?.type === "aws_lambda_alias" ? graph.targetsAt(target, "function_name")[0] : target;
}

export const isWithinApiTimeout: Check = (lambda, { graph }) => {
  const timeout = numberOf(lambda.values["timeout"]) ?? 0;
  return Object.entries(API_TIMEOUT_SECONDS)
    .filter(
      ([type, seconds]) =>
        timeout > seconds && namesOf(lambda, graph).some((one) => graph.referrers(one, type).length > 0),
    )
    .map(([, seconds]) => fail("timeout", `must be at most ${seconds}, because the API ends the request then`));
};

export const hasVisibilityTimeout: Check = (mapping, { graph }): readonly Finding[] => {
  const [queue] = graph.targetsAt(mapping, "event_source_arn").filter(({ type }) => type === "aws_sqs_queue");
  const timeout = numberOf(functionAt(mapping, "function_name", graph)?.values["timeout"]);
  if (!queue || timeout === undefined) return [];
  const visibility = numberOf(queue.values["visibility_timeout_seconds"]) ?? DEFAULT_VISIBILITY_SECONDS;
  const least = VISIBILITY_FACTOR * timeout;
  return visibility >= least
    ? []
    : [
        fail(
          "event_source_arn",
          `the visibility timeout of the queue is ${visibility} seconds, must be at least ${least}`,
        ),
      ];
};
