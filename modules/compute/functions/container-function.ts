import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { LambdaAlias } from "@cdktf/provider-aws/lib/lambda-alias";
import { LambdaFunction } from "@cdktf/provider-aws/lib/lambda-function";
import { LambdaProvisionedConcurrencyConfig } from "@cdktf/provider-aws/lib/lambda-provisioned-concurrency-config";
import { Construct, type IConstruct } from "constructs";
import {
  PolicyDocument,
  SecurityGroup,
  ServiceRole,
  sidOf,
  type Grantee,
  type Graph,
  type KeyReference,
  type Peer,
  type PolicyStatement,
  type Signal,
} from "../../core";
import { createAsyncInvocation, type AsyncInvocationSettings } from "./async-invocation";
import { logStatement, networkStatements, traceStatement } from "./container-function-permissions";
import { CONTAINER_FUNCTION_DEFAULTS, type ContainerFunctionProps } from "./container-function-props";
import { functionGraphs, functionSignals } from "./container-function-signals";
import { functionLogGroup, validateFunction } from "./container-function-validation";
import { resourcesIn } from "./dependencies";
import { createEventSource, type ConsumeSettings, type EventQueue } from "./event-source";

const ALIAS = "live";

/**
 * A Lambda function that runs a container image inside a VPC: traced, with an encrypted log group, a role and a security group of its
 * own. Nothing can open a connection to it; it may call HTTPS endpoints, and peers that allow it.
 *
 * Every change publishes a version, and callers use the alias `live`, so that there is always one place that says which version serves
 * and that warm execution environments can belong to.
 */
export class ContainerFunction extends Construct implements Grantee, Peer {
  readonly peerName: string;
  readonly securityGroupId: string;
  readonly functionName: string;
  readonly functionArn: string;
  readonly aliasName = ALIAS;
  readonly aliasArn: string;
  /** What API Gateway calls to invoke the alias. */
  readonly invokeArn: string;
  readonly roleArn: string;
  readonly timeoutSeconds: number;
  /** `<id>-errors` and `<id>-throttles`. */
  readonly signals: readonly Signal[];
  readonly graphs: readonly Graph[];
  private readonly role: ServiceRole;
  private readonly lambda: LambdaFunction;
  private readonly alias: LambdaAlias;
  private readonly reservedConcurrency?: number;
  private readonly precedents: IConstruct[] = [];
  /** What is complete before execution environments are warmed: the initialization may need what the role and the group allow. */
  private readonly warmthPrecedents: IConstruct[];

  /** @throws InputError when a name, the image, a variable or a limit is not what Lambda accepts. */
  constructor(scope: Construct, id: string, props: ContainerFunctionProps) {
    validateFunction(scope, id, props);
    super(scope, id);
    this.timeoutSeconds = props.timeoutSeconds ?? CONTAINER_FUNCTION_DEFAULTS.timeoutSeconds;
    this.peerName = id;
    const securityGroup = this.createSecurityGroup(props);
    this.securityGroupId = securityGroup.securityGroupId;
    const logGroup = this.createLogGroup(props);
    this.role = this.createRole(props, logGroup);
    this.warmthPrecedents = [this.role, securityGroup];
    this.lambda = this.createFunction(props, logGroup, this.createNetworkPolicy(props));
    this.alias = this.createAlias(this.lambda);
    this.keepWarm(this.alias, props);
    this.reservedConcurrency = props.concurrency?.reserved;
    this.functionName = this.lambda.functionName;
    this.functionArn = this.lambda.arn;
    this.aliasArn = this.alias.arn;
    this.invokeArn = this.alias.invokeArn;
    this.roleArn = this.role.roleArn;
    this.signals = functionSignals(id, props.name);
    this.graphs = functionGraphs(props.name);
  }

  addStatement(statement: PolicyStatement): void {
    this.role.addStatement(statement);
  }

  /** Encrypts the environment variables with a key of the function's region. Without it Lambda uses a key of AWS's own. */
  encryptEnvironment(key: KeyReference): void {
    this.lambda.kmsKeyArn = key.keyArn;
  }

  /**
   * Leads the alias to a new version only when the constructs are complete: a `FunctionInvocation` that migrates, which must not depend on
   * this function. Until then the old version serves.
   */
  serveAfter(...constructs: readonly IConstruct[]): void {
    this.precedents.push(...constructs);
    this.alias.dependsOn = resourcesIn(this.precedents);
  }

  /**
   * Warms the execution environments of `concurrency.provisioned` only when the constructs are complete: what the function's initialization
   * reads and connects to. If it fails there, so does the apply. The function's own role and security group are always waited for.
   */
  warmAfter(...constructs: readonly IConstruct[]): void {
    this.warmthPrecedents.push(...constructs);
  }

  /** Lets the grantee's role invoke the version that serves. */
  grantInvoke(grantee: Grantee): void {
    grantee.addStatement({
      sid: sidOf("Invoke", this),
      actions: ["lambda:InvokeFunction"],
      resources: [this.aliasArn],
    });
  }

  /**
   * Invokes the version that serves with the messages of a queue, and lets the function consume them. The function answers with the ids of
   * messages that failed (`batchItemFailures`); all others of the batch are deleted.
   *
   * @throws InputError when a setting is not what Lambda accepts for SQS, or the queue shows messages again too early.
   */
  consumeFrom(queue: EventQueue, settings: ConsumeSettings): void {
    const { aliasArn, timeoutSeconds, reservedConcurrency, role } = this;
    queue.grantConsume(this);
    createEventSource(this, queue, { ...settings, aliasArn, timeoutSeconds, reservedConcurrency, permissions: role });
  }

  /**
   * Says how long events of asynchronous invocations (of a schedule, of a bucket) wait, how often they are tried and where those go that
   * failed. Without it Lambda tries three times within six hours and drops them.
   *
   * @throws InputError when a number is not what Lambda accepts.
   */
  limitAsyncInvocation(settings: AsyncInvocationSettings): void {
    settings.onFailure?.grantSend(this);
    createAsyncInvocation(this, { ...settings, alias: this.alias, permissions: this.role });
  }

  private createSecurityGroup({ name, placement: { vpcId } }: ContainerFunctionProps): SecurityGroup {
    const description = `Function ${name}`;
    const group = new SecurityGroup(this, "security-group", { name, description, vpcId, peerName: this.peerName });
    group.allowHttpsToAnywhere();
    return group;
  }

  /** Made before the function, since a group that Lambda makes by itself is neither encrypted nor ever emptied. */
  private createLogGroup({ name, logRetentionDays, logKey }: ContainerFunctionProps): CloudwatchLogGroup {
    return new CloudwatchLogGroup(this, "log-group", {
      name: functionLogGroup(name),
      retentionInDays: logRetentionDays ?? CONTAINER_FUNCTION_DEFAULTS.logRetentionDays,
      kmsKeyId: logKey.keyArn,
    });
  }

  private createRole({ name }: ContainerFunctionProps, logGroup: CloudwatchLogGroup): ServiceRole {
    // Lambda documents no condition key for the trust of an execution role.
    const role = new ServiceRole(this, "role", {
      name,
      description: `Execution role of the function ${name}`,
      service: "lambda.amazonaws.com",
    });
    role.addStatement(logStatement(logGroup.arn));
    role.addStatement(traceStatement);
    return role;
  }

  /**
   * Apart from the policy that grants fill: Lambda refuses to make the function without it, whereas waiting for the grants would make
   * a cycle of every grant on something that refers to the function.
   */
  private createNetworkPolicy({ name, account, logKey }: ContainerFunctionProps): IamRolePolicy {
    const functionArn = `arn:aws:lambda:${logKey.region}:${account}:function:${name}`;
    const document = new PolicyDocument(this, "network-permissions", networkStatements(functionArn));
    return new IamRolePolicy(this, "network-policy", {
      name: "network",
      role: this.role.roleName,
      policy: document.json,
    });
  }

  private createFunction(
    props: ContainerFunctionProps,
    logGroup: CloudwatchLogGroup,
    networkPolicy: IamRolePolicy,
  ): LambdaFunction {
    const { name, image, command, placement } = props;
    const { architecture, memoryMb, concurrency, environment = CONTAINER_FUNCTION_DEFAULTS.environment } = props;
    return new LambdaFunction(this, "function", {
      functionName: name,
      role: this.role.roleArn,
      packageType: "Image",
      imageUri: image,
      imageConfig: { command: [...command] },
      architectures: [architecture ?? CONTAINER_FUNCTION_DEFAULTS.architecture],
      publish: true,
      memorySize: memoryMb ?? CONTAINER_FUNCTION_DEFAULTS.memoryMb,
      timeout: this.timeoutSeconds,
      reservedConcurrentExecutions: concurrency?.reserved,
      environment: Object.keys(environment).length > 0 ? { variables: { ...environment } } : undefined,
      vpcConfig: { subnetIds: [...placement.subnetIds], securityGroupIds: [this.securityGroupId] },
      // Otherwise the network interfaces hold on to the security group for up to 20 minutes after the function is gone.
      replaceSecurityGroupsOnDestroy: true,
      tracingConfig: { mode: "Active" },
      loggingConfig: { logFormat: "JSON", logGroup: logGroup.name },
      dependsOn: [networkPolicy],
    });
  }

  private createAlias({ functionName, version }: LambdaFunction): LambdaAlias {
    return new LambdaAlias(this, "alias", {
      name: ALIAS,
      description: "The version that serves",
      functionName,
      functionVersion: version,
    });
  }

  private keepWarm({ functionName, name }: LambdaAlias, { concurrency }: ContainerFunctionProps): void {
    if (!concurrency?.provisioned) return;
    const config = new LambdaProvisionedConcurrencyConfig(this, "provisioned-concurrency", {
      functionName,
      qualifier: name,
      provisionedConcurrentExecutions: concurrency.provisioned,
    });
    config.dependsOn = resourcesIn(this.warmthPrecedents);
  }
}
