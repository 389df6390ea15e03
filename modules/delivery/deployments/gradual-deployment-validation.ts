import type { Construct } from "constructs";
import { Validation, matching, oneOf, physicalName, providerOfRegion, requireProps } from "../../core";
import { codeDeployRoleName } from "./code-deploy-role";
import { deploymentAlarms } from "./deployment-alarms";
import { VERSION_SHIFTS, type GradualDeploymentProps } from "./gradual-deployment-props";

/**
 * Checks the limits of `CreateDeploymentGroup`.
 *
 * @throws InputError with every problem of the props.
 */
export function validateGradualDeployment(scope: Construct, id: string, props: GradualDeploymentProps): void {
  requireProps(scope, id, props, {
    name: "string",
    function: { functionName: "string", aliasName: "string" },
    alarmNames: "list",
  });
  new Validation(scope, id)
    .props(props, {
      "function.functionName": physicalName("function name", "function.functionName"),
      "function.aliasName": matching(/^(?!\d+$)[\w-]{1,128}$/, "the name of an alias", "pass an alias, not a version"),
      alarmNames: deploymentAlarms(),
      shift: oneOf<string>(Object.keys(VERSION_SHIFTS), "choose a predefined configuration"),
      regional: providerOfRegion(),
      name: [
        matching(/^[\w-]+$/, "letters, digits, _ and -", "remove other characters"),
        (name) => physicalName("role name")(codeDeployRoleName(name)),
      ],
    })
    .throwIfInvalid();
}
