import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { LambdaAlias } from "@cdktf/provider-aws/lib/lambda-alias";
import { LambdaFunction } from "@cdktf/provider-aws/lib/lambda-function";
import { LambdaProvisionedConcurrencyConfig } from "@cdktf/provider-aws/lib/lambda-provisioned-concurrency-config";
import { Construct, type IConstruct } from "constructs";
import {
  AwsStack,
  PolicyDocument,
  SecurityGroup,
  ServiceRole,
  sidOf,
  withDefaults,
  type Grantee,
  type Graph,
  type KeyReference,
  type Peer,
  type PolicyStatement,
  type Signal,
} from "../../core";
import { createAsyncInvocation, type AsyncInvocationSettings } from "./async-invocation";
import { logStatement, networkStatements, traceStatement } from "./container-function-grants";
import {
  CONTAINER_FUNCTION_DEFAULTS,
  type ContainerFunctionProps,
  type ContainerFunctionSettings,
} from "./container-function-props";
import { functionGraphs, functionSignals } from "./container-function-signals";
import { functionLogGroup, validateFunction } from "./container-function-validation";
import { resourcesIn } from "./dependencies";
import { createEventSource, type ConsumeSettings, type EventQueue } from "./event-source";

const ALIAS = "live";

/**
 * A Lambda function from a container image in a VPC, with X-Ray tracing, an encrypted log group, an execution role and
 * a security group. The group has no ingress rules; egress is HTTPS, and connections to peers that allow the function.
 *
 * Every change publishes a version. Callers invoke the alias `live`, which selects the version and carries provisioned
 * concurrency.
 */
export class ContainerFunction extends Construct implements Grantee, Peer {
  readonly peerName: string;
  readonly securityGroupId: string;
  readonly functionName: string;
  readonly functionArn: string;
  readonly aliasName = ALIAS;
  readonly aliasArn: string;
  /** ARN that API Gateway integrations use to invoke the alias. */
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
  /**
   * Constructs that complete before provisioned concurrency: initialization may need the role and the security group.
   */
  private readonly provisioningPrecedents: IConstruct[];

  /** @throws InputError when a name, the image, a variable or a limit is not what Lambda accepts. */
  constructor(scope: Construct, id: string, props: ContainerFunctionProps) {
    validateFunction(scope, id, props);
    super(scope, id);
    const settings = withDefaults(props, CONTAINER_FUNCTION_DEFAULTS);
    this.timeoutSeconds = settings.timeoutSeconds;
    this.reservedConcurrency = settings.concurrency.reserved;
    this.peerName = id;
    const securityGroup = this.createSecurityGroup(props);
    this.securityGroupId = securityGroup.securityGroupId;
    const logGroup = this.createLogGroup(settings);
    this.role = this.createRole(props, logGroup);
    this.provisioningPrecedents = [this.role, securityGroup];
    this.lambda = this.createFunction(settings, logGroup, this.createNetworkPolicy(props));
    this.alias = this.createAlias(this.lambda);
    this.provisionConcurrency(settings.concurrency.provisioned);
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

  /**
   * Encrypts the environment variables with a key of the function's region. Without it Lambda uses an AWS managed key.
   */
  encryptEnvironment(key: KeyReference): void {
    this.lambda.kmsKeyArn = key.keyArn;
  }

  /**
   * Moves the alias to a new version only after the constructs are complete, such as a `FunctionInvocation` that
   * migrates the database. They must not depend on this function. Until then the old version serves.
   */
  serveAfter(...constructs: readonly IConstruct[]): void {
    this.precedents.push(...constructs);
    this.alias.dependsOn = resourcesIn(this.precedents);
  }

  /**
   * Delays `concurrency.provisioned` until the constructs are complete: everything that the function's initialization
   * reads and connects to. An initialization error fails the apply. The function's role and security group always come
   * first.
   */
  warmAfter(...constructs: readonly IConstruct[]): void {
    this.provisioningPrecedents.push(...constructs);
  }

  /** Allows the grantee's role to invoke the alias. */
  grantInvoke(grantee: Grantee): void {
    grantee.addStatement({
      sid: sidOf("Invoke", this),
      actions: ["lambda:InvokeFunction"],
      resources: [this.aliasArn],
    });
  }

  /**
   * Invokes the alias with the messages of a queue and allows the function to consume them. The function responds with
   * the ids of failed messages (`batchItemFailures`); Lambda deletes the others of the batch.
   *
   * @throws InputError when a setting or the queue's visibility timeout is outside Lambda's limits.
   */
  consumeFrom(queue: EventQueue, settings: ConsumeSettings): void {
    const { aliasArn, timeoutSeconds, reservedConcurrency, role } = this;
    queue.grantConsume(this);
    createEventSource(this, queue, { settings, aliasArn, timeoutSeconds, reservedConcurrency, permissions: role });
  }

  /**
   * Limits retries and age of events of asynchronous invocations, and sets their failure destination. Without it Lambda
   * invokes three times within six hours and drops failed events.
   *
   * @throws InputError when a number is outside Lambda's range.
   */
  limitAsyncInvocation(settings: AsyncInvocationSettings): void {
    settings.onFailure?.grantSend(this);
    createAsyncInvocation(this, { settings, alias: this.alias, permissions: this.role });
  }

  private createSecurityGroup({ name, placement: { vpcId } }: ContainerFunctionProps): SecurityGroup {
    const description = `Function ${name}`;
    const group = new SecurityGroup(this, "security-group", { name, description, vpcId, peerName: this.peerName });
    group.allowHttpsToAnywhere();
    return group;
  }

  /** Creates the log group before the function: one that Lambda creates is neither encrypted nor ever expires. */
  private createLogGroup({ name, logRetentionDays, logKey }: ContainerFunctionSettings): CloudwatchLogGroup {
    return new CloudwatchLogGroup(this, "log-group", {
      name: functionLogGroup(name),
      retentionInDays: logRetentionDays,
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
   * Creates a policy of its own for the VPC: Lambda refuses to create the function without it, and waiting for the
   * policy of the grants would form a cycle with every grant on a resource that refers to the function.
   */
  private createNetworkPolicy({ name }: ContainerFunctionProps): IamRolePolicy {
    const { account, region } = AwsStack.of(this);
    const functionArn = `arn:aws:lambda:${region}:${account}:function:${name}`;
    const document = new PolicyDocument(this, "network-permissions", networkStatements(functionArn));
    return new IamRolePolicy(this, "network-policy", {
      name: "network",
      role: this.role.roleName,
      policy: document.json,
    });
  }

  private createFunction(
    settings: ContainerFunctionSettings,
    logGroup: CloudwatchLogGroup,
    networkPolicy: IamRolePolicy,
  ): LambdaFunction {
    const { architecture, environment } = settings;
    return new LambdaFunction(this, "function", {
      functionName: settings.name,
      role: this.role.roleArn,
      packageType: "Image",
      imageUri: settings.image,
      imageConfig: { command: [...settings.command] },
      architectures: [architecture],
      publish: true,
      memorySize: settings.memoryMb,
      timeout: this.timeoutSeconds,
      reservedConcurrentExecutions: this.reservedConcurrency,
      environment: Object.keys(environment).length > 0 ? { variables: { ...environment } } : undefined,
      vpcConfig: { subnetIds: [...settings.placement.subnetIds], securityGroupIds: [this.securityGroupId] },
      // Otherwise network interfaces block the deletion of the security group for up to 20 minutes.
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

  private provisionConcurrency(provisionedConcurrentExecutions = 0): void {
    if (provisionedConcurrentExecutions === 0) return;
    const { functionName, name: qualifier } = this.alias;
    const config = new LambdaProvisionedConcurrencyConfig(this, "provisioned-concurrency", {
      functionName,
      qualifier,
      provisionedConcurrentExecutions,
    });
    config.dependsOn = resourcesIn(this.provisioningPrecedents);
  }
}
