import type { Construct } from "constructs";
import {
  AwsStack,
  Validation,
  arn,
  each,
  fields,
  integer,
  matching,
  oneOf,
  physicalName,
  providerOfRegion,
  requireProps,
  satisfying,
  unique,
  type Rule,
} from "../core";
import {
  TRAFFIC_SHIFTS,
  blueGreenRoleName,
  type BlueGreenDeploymentProps,
  type DeploymentTargets,
} from "./blue-green-deployment-props";

/**
 * Checks the limits of `CreateDeploymentGroup`.
 *
 * @throws InputError with every problem of the props.
 */
export function validateBlueGreenDeployment(scope: Construct, id: string, props: BlueGreenDeploymentProps): void {
  requireProps(scope, id, props, { name: "string", service: "object", targets: "object", alarmNames: "list" });
  const { region } = props.regional ?? AwsStack.of(scope);
  new Validation(scope, id)
    .props(props, {
      "service.controller": oneOf<string>(["code-deploy"], "set deployment.controller of the service"),
      targets: fields<DeploymentTargets>(() => ({
        listenerArn: listenerArn(region),
        testListenerArn: listenerArn(region),
      })),
      alarmNames: [
        satisfying<readonly string[]>(
          ({ length }) => length >= 1 && length <= 10,
          "1 to 10 names",
          "name the alarms that judge a deployment",
        ),
        unique(),
        each(physicalName("alarm name", "alarmNames")),
      ],
      shift: oneOf<string>(Object.keys(TRAFFIC_SHIFTS), "choose a predefined configuration"),
      terminationWaitMinutes: integer(0, 2_880, "choose at most two days"),
      regional: providerOfRegion(),
      name: [
        matching(/^[\w-]+$/, "letters, digits, _ and -", "remove other characters"),
        (name) => physicalName("role name")(blueGreenRoleName(name)),
      ],
    })
    .throwIfInvalid();
}

function listenerArn(region: string): Rule<string> {
  const resource = /listener\/app\/[\w-]+\/[0-9a-f]+\/[0-9a-f]+/;
  return arn({ of: "a listener", service: "elasticloadbalancing", resource, region }, "pass one of this region");
}
