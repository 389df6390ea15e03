import { Construct } from "constructs";
import { Validation, arn, oneOf, requireProps, type Grantee } from "../core";
import { startStatement } from "./state-machine-grants";
import type { StateMachineType } from "./states";

export interface ExistingStateMachineSettings {
  /** Type of the state machine, which users such as a `RestApi` check. @default "STANDARD" */
  readonly type?: StateMachineType;
}

/** A state machine that another module, stack or tool created. */
export class ExistingStateMachine extends Construct {
  readonly type: StateMachineType;

  /** @throws InputError when the ARN is not that of a state machine, or the type is none. */
  constructor(
    scope: Construct,
    id: string,
    readonly stateMachineArn: string,
    { type = "STANDARD" }: ExistingStateMachineSettings,
  ) {
    requireProps(scope, id, { stateMachineArn }, { stateMachineArn: "string" });
    new Validation(scope, id)
      .props(
        { stateMachineArn, type },
        {
          stateMachineArn: arn(
            { of: "a state machine", service: "states", resource: /stateMachine:[\w-]{1,80}/ },
            "copy it from the state machine",
          ),
          type: oneOf<string>(["STANDARD", "EXPRESS"], "copy the type of the state machine"),
        },
      )
      .throwIfInvalid();
    super(scope, id);
    this.type = type;
  }

  /** Allows the grantee to start executions. */
  grantStart(grantee: Grantee): void {
    grantee.addStatement(startStatement(this, this.stateMachineArn));
  }
}
