import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { SfnStateMachine } from "@cdktf/provider-aws/lib/sfn-state-machine";
import { TerraformResource } from "cdktf";
import { Construct } from "constructs";
import {
  ServiceRole,
  Validation,
  checkLogRetention,
  checkName,
  sidOf,
  type Grantee,
  type Graph,
  type KeyReference,
  type LogRetentionDays,
  type PolicyStatement,
  type Signal,
} from "../core";
import { checkDefinition } from "./definition";
import { logDeliveryStatement, traceStatement } from "./state-machine-permissions";
import { stateMachineGraphs, stateMachineSignals } from "./state-machine-signals";

export interface StateMachineProps {
  /** Physical name of the state machine and its role: at most 64 letters, digits, _ and -. */
  readonly name: string;
  readonly account: string;
  /** The states, in Amazon States Language; references to other resources may stand inside its strings. */
  readonly definition: string;
  /**
   * `STANDARD` runs for up to a year, does every state once and takes a name for an execution once; `EXPRESS` runs for up to five minutes, may
   * do a state twice, and costs less. @default "STANDARD"
   */
  readonly type?: "STANDARD" | "EXPRESS";
  /** Write what goes in and out of the states to the log. It may be personal. @default false */
  readonly logExecutionData?: boolean;
  /** Days that logs are kept. @default 90 */
  readonly logRetentionDays?: LogRetentionDays;
  /** Encrypts the log group. Its region is the state machine's. */
  readonly logKey: KeyReference;
}

export const STATE_MACHINE_DEFAULTS = { type: "STANDARD", logExecutionData: false, logRetentionDays: 90 } as const;

/**
 * A Step Functions state machine: traced, with every event of its executions in an encrypted log group, and a role of its own that only
 * this state machine can assume.
 *
 * What its states may call is granted by those that they call: `fn.grantInvoke(machine)`.
 */
export class StateMachine extends Construct implements Grantee {
  readonly stateMachineArn: string;
  readonly stateMachineName: string;
  readonly roleArn: string;
  /** `<id>-failed` and `<id>-timed-out`. */
  readonly signals: readonly Signal[];
  readonly graphs: readonly Graph[];
  private readonly role: ServiceRole;
  private readonly executionArns: string;

  /** @throws InputError when a name is not what Step Functions accepts, or the definition has a gap. */
  constructor(scope: Construct, id: string, props: StateMachineProps) {
    validate(scope, id, props);
    super(scope, id);
    this.role = this.createRole(props);
    const machine = this.createStateMachine(props, this.createLogGroup(props));
    this.stateMachineArn = machine.arn;
    this.stateMachineName = machine.name;
    this.roleArn = this.role.roleArn;
    this.executionArns = `arn:aws:states:${props.logKey.region}:${props.account}:execution:${props.name}:*`;
    this.signals = stateMachineSignals(id, this.stateMachineArn);
    this.graphs = stateMachineGraphs(this.stateMachineArn);
  }

  addStatement(statement: PolicyStatement): void {
    this.role.addStatement(statement);
  }

  /** Lets the grantee start executions. */
  grantStart(grantee: Grantee): void {
    grantee.addStatement({
      sid: sidOf("Start", this),
      actions: ["states:StartExecution"],
      resources: [this.stateMachineArn],
    });
  }

  /** Lets the grantee follow executions, and redrive those that failed, which go on from the state that did. */
  grantRedrive(grantee: Grantee): void {
    grantee.addStatement({
      sid: sidOf("Redrive", this),
      actions: [
        "states:DescribeExecution",
        "states:DescribeStateMachine",
        "states:DescribeStateMachineForExecution",
        "states:GetExecutionHistory",
        "states:ListExecutions",
        "states:RedriveExecution",
      ],
      resources: [this.stateMachineArn, this.executionArns],
    });
  }

  private createRole({ name, account, logKey: { region } }: StateMachineProps): ServiceRole {
    const machineArn = `arn:aws:states:${region}:${account}:stateMachine:${name}`;
    const role = new ServiceRole(this, "role", {
      name,
      description: `Does the states of the state machine ${name}`,
      service: "states.amazonaws.com",
      trustConditions: [
        { test: "StringEquals", variable: "aws:SourceAccount", values: [account] },
        { test: "ArnLike", variable: "aws:SourceArn", values: [machineArn] },
      ],
    });
    role.addStatement(logDeliveryStatement);
    role.addStatement(traceStatement);
    return role;
  }

  private createLogGroup({ name, logRetentionDays, logKey }: StateMachineProps): CloudwatchLogGroup {
    return new CloudwatchLogGroup(this, "log-group", {
      name: logGroupName(name),
      retentionInDays: logRetentionDays ?? STATE_MACHINE_DEFAULTS.logRetentionDays,
      kmsKeyId: logKey.keyArn,
    });
  }

  private createStateMachine(props: StateMachineProps, logGroup: CloudwatchLogGroup): SfnStateMachine {
    const { name, definition, type, logExecutionData } = props;
    return new SfnStateMachine(this, "state-machine", {
      name,
      type: type ?? STATE_MACHINE_DEFAULTS.type,
      roleArn: this.role.roleArn,
      definition,
      loggingConfiguration: {
        level: "ALL",
        includeExecutionData: logExecutionData ?? STATE_MACHINE_DEFAULTS.logExecutionData,
        logDestination: `${logGroup.arn}:*`,
      },
      tracingConfiguration: { enabled: true },
      // Step Functions refuses to make a state machine whose role may not deliver its logs.
      dependsOn: this.role.node.findAll().filter(TerraformResource.isTerraformResource),
    });
  }
}

/** With this beginning the group needs no room in the account's resource policy for log delivery, which is short. */
const logGroupName = (name: string): string => `/aws/vendedlogs/states/${name}`;

/** Limits of `CreateStateMachine` and of the role's name, which is the shorter one. */
function validate(scope: Construct, id: string, props: StateMachineProps): void {
  const { name, account, type, definition, logRetentionDays } = props;
  const validation = new Validation(scope, id)
    .accountId("account", account)
    .oneOf<string>("type", type, ["STANDARD", "EXPRESS"], "choose what executions cost and guarantee");
  checkName(validation, "state machine name", name);
  checkLogRetention(validation, logRetentionDays);
  checkDefinition(validation, definition);
  validation.throwIfInvalid();
}
