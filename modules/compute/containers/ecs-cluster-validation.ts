import type { Construct } from "constructs";
import {
  AwsStack,
  Validation,
  each,
  inRegion,
  logRetention,
  nonEmpty,
  oneOf,
  physicalName,
  providerOfRegion,
  requireProps,
  unique,
} from "../../core";
import type { EcsClusterProps } from "./ecs-cluster-props";

/** @throws InputError with every problem of the props. */
export function validateEcsCluster(scope: Construct, id: string, props: EcsClusterProps): void {
  requireProps(scope, id, props, { name: "string", logKey: "object" });
  new Validation(scope, id)
    .props(props, {
      insights: oneOf<string>(["enabled", "enhanced"], "choose one: alarms on the number of tasks need it"),
      capacityProviders: [
        nonEmpty("FARGATE, FARGATE_SPOT or both", "name a capacity provider"),
        unique(),
        each(oneOf<string>(["FARGATE", "FARGATE_SPOT"], "name capacity providers of Fargate")),
      ],
      logKey: inRegion((props.regional ?? AwsStack.of(scope)).region),
      execLogRetentionDays: logRetention(),
      regional: providerOfRegion(),
      name: [physicalName("cluster name")],
    })
    .throwIfInvalid();
}
