import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { SfnStateMachine } from "@cdktf/provider-aws/lib/sfn-state-machine";
import { TerraformResource } from "cdktf";
import { Construct } from "constructs";
import {
  AwsStack,
  ServiceRole,
  graphsIn,
  sidOf,
  signalsIn,
  useProviderOf,
  withDefaults,
  type Grantee,
  type Graph,
  type PolicyStatement,
  type Signal,
} from "../core";
import { ExistingStateMachine, type ExistingStateMachineSettings } from "./existing-state-machine";
import { logDeliveryStatement, startStatement, traceStatement } from "./state-machine-grants";
import { STATE_MACHINE_DEFAULTS, type StateMachineProps, type StateMachineSettings } from "./state-machine-props";
import { stateMachineGraphs, stateMachineSignals } from "./state-machine-signals";
import { validateStateMachine } from "./state-machine-validation";
import type { StateMachineType } from "./states";

/**
 * A Step Functions state machine with X-Ray tracing, all execution events in an encrypted log group, and a role that
 * only this state machine can assume.
 *
 * The resources that its states call grant access to it: `fn.grantInvoke(machine)`.
 */
export class StateMachine extends Construct implements Grantee {
  readonly stateMachineArn: string;
  readonly stateMachineName: string;
  readonly type: StateMachineType;
  /** Region of the state machine; a token where the stack's is one. */
  readonly region: string;
  readonly roleArn: string;
  /** `<id>-failed` and `<id>-timed-out`. */
  readonly signals: readonly Signal[];
  readonly graphs: readonly Graph[];
  private readonly role: ServiceRole;
  private readonly executionArns: string;

  /** @throws InputError when a name is not what Step Functions accepts or the definition is invalid. */
  constructor(scope: Construct, id: string, props: StateMachineProps) {
    validateStateMachine(scope, id, props);
    super(scope, id);
    useProviderOf(this, props.regional);
    const settings = withDefaults(props, STATE_MACHINE_DEFAULTS);
    const { account, region, partition } = AwsStack.of(this);
    this.role = this.createRole(props);
    const machine = this.createStateMachine(settings, this.createLogGroup(settings));
    this.stateMachineArn = machine.arn;
    this.stateMachineName = machine.name;
    this.type = settings.type;
    this.region = region;
    this.roleArn = this.role.roleArn;
    this.executionArns = `arn:${partition}:states:${region}:${account}:execution:${props.name}:*`;
    this.signals = signalsIn(this, stateMachineSignals(id, this.stateMachineArn));
    this.graphs = graphsIn(this, stateMachineGraphs(this.stateMachineArn));
  }

  /**
   * A state machine that exists already.
   *
   * @throws InputError when the ARN is not that of a state machine, or the type is none.
   */
  static fromArn(
    scope: Construct,
    id: string,
    stateMachineArn: string,
    settings: ExistingStateMachineSettings = {},
  ): ExistingStateMachine {
    return new ExistingStateMachine(scope, id, stateMachineArn, settings);
  }

  addStatement(statement: PolicyStatement): void {
    this.role.addStatement(statement);
  }

  /** Allows the grantee to start executions. */
  grantStart(grantee: Grantee): void {
    grantee.addStatement(startStatement(this, this.stateMachineArn));
  }

  /** Allows the grantee to read executions and to redrive failed ones, which continue at the failed state. */
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

  private createRole({ name }: StateMachineProps): ServiceRole {
    const { account, region, partition } = AwsStack.of(this);
    const machineArn = `arn:${partition}:states:${region}:${account}:stateMachine:${name}`;
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

  private createLogGroup({ name, logRetentionDays, logKey }: StateMachineSettings): CloudwatchLogGroup {
    return new CloudwatchLogGroup(this, "log-group", {
      name: logGroupName(name),
      retentionInDays: logRetentionDays,
      kmsKeyId: logKey.keyArn,
    });
  }

  private createStateMachine(settings: StateMachineSettings, logGroup: CloudwatchLogGroup): SfnStateMachine {
    const { name, definition, type, logExecutionData } = settings;
    return new SfnStateMachine(this, "state-machine", {
      name,
      type,
      roleArn: this.role.roleArn,
      definition,
      loggingConfiguration: {
        level: "ALL",
        includeExecutionData: logExecutionData,
        logDestination: `${logGroup.arn}:*`,
      },
      tracingConfiguration: { enabled: true },
      // Step Functions refuses to create a state machine whose role may not deliver its logs.
      dependsOn: this.role.node.findAll().filter(TerraformResource.isTerraformResource),
    });
  }
}

/** The prefix keeps the group out of the account's resource policy for log delivery, whose size is limited. */
const logGroupName = (name: string): string => `/aws/vendedlogs/states/${name}`;
