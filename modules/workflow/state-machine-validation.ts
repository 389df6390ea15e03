import type { Construct } from "constructs";
import {
  AwsStack,
  Validation,
  requireProps,
  inRegion,
  logRetention,
  oneOf,
  physicalName,
  providerOfRegion,
} from "../core";
import { definitionFindings } from "./definition";
import { STATE_MACHINE_DEFAULTS, type StateMachineProps } from "./state-machine-props";

/**
 * Checks the limits of `CreateStateMachine` and the definition.
 *
 * @throws InputError with every problem of the props.
 */
export function validateStateMachine(scope: Construct, id: string, props: StateMachineProps): void {
  requireProps(scope, id, props, { name: "string", definition: "string", logKey: "object" });
  const validation = new Validation(scope, id).props(props, {
    type: oneOf<string>(["STANDARD", "EXPRESS"], "choose the guarantees and the price of executions"),
    // The limit of the role's name is below that of the state machine's.
    name: [physicalName("state machine name"), physicalName("role name")],
    logKey: inRegion((props.regional ?? AwsStack.of(scope)).region),
    regional: providerOfRegion(),
    logRetentionDays: logRetention(),
  });
  definitionFindings(props.definition, props.type ?? STATE_MACHINE_DEFAULTS.type).forEach(
    ({ place, value, allowed, fix }) => validation.check(false, place, value, allowed, fix),
  );
  validation.throwIfInvalid();
}
