import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { EcsTaskDefinition } from "@cdktf/provider-aws/lib/ecs-task-definition";
import { Lazy } from "cdktf";
import { Construct } from "constructs";
import {
  AwsStack,
  SecurityGroup,
  ServiceRole,
  Validation,
  matching,
  withDefaults,
  type Grantee,
  type PolicyStatement,
} from "../../core";
import { CONTAINER_DEFAULTS, type ContainerSecret } from "./container-definition";
import { containerJson, volumeOf } from "./container-json";
import { executionStatements } from "./fargate-task-grants";
import {
  CONTAINER,
  FARGATE_TASK_DEFAULTS,
  executionRoleName,
  taskLogGroup,
  taskRoleName,
  type FargateTaskSettings,
} from "./fargate-task-props";
import { TRACING_CONTAINER, TRACING_SIDECAR_DEFAULTS, TRACING_STATEMENT, tracingJson } from "./tracing-sidecar";

/**
 * The task definition of one container on Fargate, with an optional collector of traces, its log group, its security
 * group and two roles: the execution role, by which ECS pulls images, writes logs and reads secrets, and the task role
 * of the application.
 */
export class FargateTask extends Construct implements Grantee {
  readonly taskDefinitionArn: string;
  readonly executionRoleArn: string;
  readonly taskRoleArn: string;
  readonly logGroupName: string;
  readonly securityGroup: SecurityGroup;
  private readonly executionRole: ServiceRole;
  private readonly taskRole: ServiceRole;
  /** `valueFrom` by variable. */
  private readonly secrets = new Map<string, string>();

  /** @param skipDestroy - retains old revisions, to which a deployment by another program than Terraform may return. */
  constructor(scope: Construct, id: string, props: FargateTaskSettings, skipDestroy: boolean) {
    super(scope, id);
    const { name, placement, logKey, logRetentionDays } = withDefaults(props, FARGATE_TASK_DEFAULTS);
    const logGroup = new CloudwatchLogGroup(this, "log-group", {
      name: taskLogGroup(name),
      retentionInDays: logRetentionDays,
      kmsKeyId: logKey.keyArn,
    });
    this.logGroupName = logGroup.name;
    this.executionRole = this.createRole("execution-role", executionRoleName(name), `Starts the tasks of ${name}`);
    this.taskRole = this.createRole("task-role", taskRoleName(name), `Application of the tasks of ${name}`);
    const images = [props.container, ...(props.tracing ? [props.tracing] : [])].map(({ image }) => image);
    const statements = executionStatements(images, logGroup.arn, AwsStack.of(this));
    statements.forEach((statement) => this.executionRole.addStatement(statement));
    if (props.tracing) this.addStatement(TRACING_STATEMENT);
    this.securityGroup = new SecurityGroup(this, "security-group", {
      name,
      description: `Tasks of ${name}`,
      vpcId: placement.vpcId,
      peerName: scope.node.id,
    });
    this.securityGroup.allowHttpsToAnywhere();
    this.taskDefinitionArn = this.createTaskDefinition(props, skipDestroy).arn;
    this.executionRoleArn = this.executionRole.roleArn;
    this.taskRoleArn = this.taskRole.roleArn;
  }

  /** Adds a statement to the task role. */
  addStatement(statement: PolicyStatement): void {
    this.taskRole.addStatement(statement);
  }

  /**
   * Passes a secret to the container in a variable.
   *
   * @throws InputError when the variable has another value already, or a name is not valid.
   */
  readSecret(variable: string, secret: ContainerSecret, jsonKey: string, declared: readonly string[]): void {
    const { node } = this.node.scope!;
    new Validation(node.scope!, node.id)
      .apply("readSecret", variable, matching(/^[A-Za-z_]\w*$/, "letters, digits and _", "rename the variable"))
      .apply("readSecret", jsonKey, matching(/^[^:\s]*$/, "a key without colon or space", "rename the key"))
      .check(
        !this.secrets.has(variable) && !declared.includes(variable),
        "readSecret",
        variable,
        "a variable without another value",
        "give each secret a variable of its own",
      )
      .throwIfInvalid();
    // Stage and version are empty: the current version.
    this.secrets.set(variable, jsonKey === "" ? secret.secretArn : `${secret.secretArn}:${jsonKey}::`);
    secret.grantRead(this.executionRole);
  }

  private createRole(id: string, name: string, description: string): ServiceRole {
    const { account, region, partition } = AwsStack.of(this);
    return new ServiceRole(this, id, {
      name,
      description,
      service: "ecs-tasks.amazonaws.com",
      trustConditions: [
        { test: "StringEquals", variable: "aws:SourceAccount", values: [account] },
        { test: "ArnLike", variable: "aws:SourceArn", values: [`arn:${partition}:ecs:${region}:${account}:*`] },
      ],
    });
  }

  private createTaskDefinition(props: FargateTaskSettings, skipDestroy: boolean): EcsTaskDefinition {
    const { name, size, container, architecture } = withDefaults(props, FARGATE_TASK_DEFAULTS);
    const { writablePaths } = withDefaults(container, CONTAINER_DEFAULTS);
    return new EcsTaskDefinition(this, "task-definition", {
      family: name,
      requiresCompatibilities: ["FARGATE"],
      networkMode: "awsvpc",
      cpu: String(size.cpu),
      memory: String(size.memoryMib),
      executionRoleArn: this.executionRole.roleArn,
      taskRoleArn: this.taskRole.roleArn,
      runtimePlatform: { cpuArchitecture: architecture, operatingSystemFamily: "LINUX" },
      volume: writablePaths.map((containerPath) => ({ name: volumeOf(containerPath) })),
      containerDefinitions: Lazy.stringValue({ produce: () => this.containersJson(props) }),
      skipDestroy: skipDestroy ? true : undefined,
    });
  }

  private containersJson({ container, tracing }: FargateTaskSettings): string {
    const logs = { logGroupName: this.logGroupName, region: AwsStack.of(this).region };
    const startsAfter = tracing && TRACING_CONTAINER;
    return JSON.stringify([
      containerJson(container, { ...logs, name: CONTAINER, secrets: this.secrets, startsAfter }),
      ...(tracing ? [tracingJson(withDefaults(tracing, TRACING_SIDECAR_DEFAULTS), logs)] : []),
    ]);
  }
}
