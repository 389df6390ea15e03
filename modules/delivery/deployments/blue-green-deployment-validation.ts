import type { Construct } from "constructs";
import {
  AwsStack,
  Validation,
  arn,
  fields,
  integer,
  matching,
  oneOf,
  physicalName,
  providerOfRegion,
  requireProps,
  type Rule,
} from "../../core";
import { TRAFFIC_SHIFTS, type BlueGreenDeploymentProps, type DeploymentTargets } from "./blue-green-deployment-props";
import { codeDeployRoleName } from "./code-deploy-role";
import { deploymentAlarms } from "./deployment-alarms";

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
      alarmNames: deploymentAlarms(),
      shift: oneOf<string>(Object.keys(TRAFFIC_SHIFTS), "choose a predefined configuration"),
      terminationWaitMinutes: integer(0, 2_880, "choose at most two days"),
      regional: providerOfRegion(),
      name: [
        matching(/^[\w-]+$/, "letters, digits, _ and -", "remove other characters"),
        (name) => physicalName("role name")(codeDeployRoleName(name)),
      ],
    })
    .throwIfInvalid();
}

function listenerArn(region: string): Rule<string> {
  const resource = /listener\/app\/[\w-]+\/[0-9a-f]+\/[0-9a-f]+/;
  return arn({ of: "a listener", service: "elasticloadbalancing", resource, region }, "pass one of this region");
}
