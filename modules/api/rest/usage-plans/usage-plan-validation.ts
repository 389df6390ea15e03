import type { Construct } from "constructs";
import {
  Validation,
  each,
  fields,
  integer,
  matching,
  oneOf,
  physicalName,
  providerOfRegion,
  requireProps,
  satisfying,
  throttlingRules,
  unique,
} from "../../../core";
import type { RequestQuota, UsagePlanProps } from "./usage-plan-props";

const MAX_REQUESTS = 2_147_483_647;

/**
 * Checks the limits of `CreateUsagePlan` and `CreateApiKey`.
 *
 * @throws InputError with every problem of the props.
 */
export function validateUsagePlan(scope: Construct, id: string, props: UsagePlanProps): void {
  requireProps(scope, id, props, { name: "string", stages: "object" });
  const { keys = [] } = props;
  new Validation(scope, id)
    .props(props, {
      name: [physicalName("api name"), (text) => keys.flatMap((key) => physicalName("api name")(keyName(text, key)))],
      stages: satisfying(
        (stages) => Object.keys(stages).length > 0,
        "at least one stage",
        "name the APIs that the plan limits, such as { shop: api }",
      ),
      keys: [unique(), each(matching(/^[a-z](?:[a-z0-9-]*[a-z0-9])?$/, "kebab-case", "rename the key"))],
      throttling: throttlingRules(),
      quota: fields<RequestQuota>(() => ({
        requests: integer(1, MAX_REQUESTS, "choose the requests of one key"),
        per: oneOf<string>(["day", "week", "month"], "choose a period"),
      })),
      regional: providerOfRegion(),
    })
    .throwIfInvalid();
}

/** Physical name of a key. */
export function keyName(name: string, key: string): string {
  return `${name}-${key}`;
}
