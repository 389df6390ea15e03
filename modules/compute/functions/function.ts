import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import type { LambdaAlias } from "@cdktf/provider-aws/lib/lambda-alias";
import { LambdaFunction, type LambdaFunctionConfig } from "@cdktf/provider-aws/lib/lambda-function";
import { Construct, type IConstruct } from "constructs";
import {
  AwsStack,
  Validation,
  graphsIn,
  inRegion,
  resourcesIn,
  sidOf,
  signalsIn,
  useProviderOf,
  waitsFor,
  withDefaults,
  type Grantee,
  type Graph,
  type KeyReference,
  type Ordered,
  type Peer,
  type PolicyStatement,
  type SecurityGroup,
  type ServiceRole,
  type Signal,
} from "../../core";
import { createAlias, provisionConcurrency, type AliasMover } from "./alias";
import { createAsyncInvocation, type AsyncInvocationSettings } from "./async-invocation";
import { ALIAS, FUNCTION_DEFAULTS, type FunctionProps, type FunctionSettings } from "./function-props";
import { functionGraphs, functionSignals } from "./function-signals";
import { functionLogGroup } from "./function-validation";
import { createFunctionGroup, createNetworkPolicy } from "./vpc-attachment";
import { createExecutionRole, uniqueIdOf } from "./execution-role";
import { createEventSource, type ConsumeSettings, type EventQueue } from "./event-source";

/** Value of `reserved_concurrent_executions` for the unreserved concurrency of the account. */
const UNRESERVED = -1;

/** Arguments of the deployment package. */
export type FunctionCodeArguments = Pick<
  LambdaFunctionConfig,
  | "packageType"
  | "imageUri"
  | "imageConfig"
  | "filename"
  | "s3Bucket"
  | "s3Key"
  | "s3ObjectVersion"
  | "sourceCodeHash"
  | "handler"
  | "runtime"
  | "codeSigningConfigArn"
>;

/**
 * A Lambda function with X-Ray tracing, an encrypted log group and an execution role; in a VPC also with a security
 * group that has no ingress rules and allows egress by HTTPS and to peers that allow the function.
 *
 * Every change publishes a version. Callers invoke the alias `live`, which selects the version and carries
 * provisioned concurrency.
 */
export abstract class FunctionBase extends Construct implements Grantee, Peer, Ordered {
  readonly peerName: string;
  readonly functionName: string;
  readonly functionArn: string;
  /** Region of the function; a token where the stack's is one. */
  readonly region: string;
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
  protected readonly lambda: LambdaFunction;
  private readonly alias: LambdaAlias;
  private mover: AliasMover = "terraform";
  private readonly reservedConcurrency?: number;
  /** Constructs of `serveAfter`. */
  readonly precedents: IConstruct[] = [];
  /**
   * Constructs that complete before provisioned concurrency: initialization may need the role and the security group.
   */
  private readonly provisioningPrecedents: IConstruct[];
  private readonly securityGroup?: SecurityGroup;

  protected constructor(
    scope: Construct,
    id: string,
    props: FunctionProps,
    codeOf: (fn: FunctionBase) => FunctionCodeArguments,
  ) {
    super(scope, id);
    useProviderOf(this, props.regional);
    this.region = AwsStack.of(this).region;
    const settings = withDefaults(props, FUNCTION_DEFAULTS);
    const { name, placement, concurrency } = settings;
    this.timeoutSeconds = settings.timeoutSeconds;
    this.reservedConcurrency = concurrency.reserved;
    this.peerName = id;
    if (placement) this.securityGroup = createFunctionGroup(this, name, placement.vpcId);
    const logGroup = this.createLogGroup(settings);
    this.role = createExecutionRole(this, name, logGroup.arn);
    this.provisioningPrecedents = [this.role, ...(this.securityGroup ? [this.securityGroup] : [])];
    this.lambda = this.createFunction(settings, logGroup, codeOf(this));
    this.alias = createAlias(this, this.lambda);
    provisionConcurrency(this, this.alias, concurrency.provisioned ?? 0, this.provisioningPrecedents);
    this.functionName = this.lambda.functionName;
    this.functionArn = this.lambda.arn;
    this.aliasArn = this.alias.arn;
    this.invokeArn = this.alias.invokeArn;
    this.roleArn = this.role.roleArn;
    this.signals = signalsIn(this, functionSignals(id, props.name));
    this.graphs = graphsIn(this, functionGraphs(props.name));
  }

  /** @throws InputError for a function outside a VPC, which has no security group. */
  get securityGroupId(): string {
    const fix = "place the function in a VPC to connect it to resources of the VPC";
    new Validation(this.node.scope!, this.node.id)
      .check(this.securityGroup !== undefined, "placement", undefined, "subnets of a VPC", fix)
      .throwIfInvalid();
    return this.securityGroup!.securityGroupId;
  }

  addStatement(statement: PolicyStatement): void {
    this.role.addStatement(statement);
  }

  /**
   * Encrypts the environment variables with a key of the function's region. Without it Lambda uses an AWS managed
   * key.
   *
   * @throws InputError when the key is of another region.
   */
  encryptEnvironment(key: KeyReference): void {
    new Validation(this.node.scope!, this.node.id)
      .apply("encryptEnvironment", key, inRegion(this.region))
      .throwIfInvalid();
    this.lambda.kmsKeyArn = key.keyArn;
  }

  /**
   * Moves the alias to a new version only after the constructs are complete, such as a `FunctionInvocation` that
   * migrates the database. Until then the old version serves.
   *
   * @throws InputError when a construct waits for this function, which would be a cycle.
   */
  serveAfter(...constructs: readonly IConstruct[]): void {
    this.refuseCycle("serveAfter", constructs);
    this.precedents.push(...constructs);
    this.alias.dependsOn = resourcesIn(this.precedents);
  }

  /**
   * Delays `concurrency.provisioned` until the constructs are complete: everything that the function's initialization
   * reads and connects to. An initialization error fails the apply. The function's role and security group always
   * come first.
   *
   * @throws InputError when a construct waits for this function, which would be a cycle.
   */
  warmAfter(...constructs: readonly IConstruct[]): void {
    this.refuseCycle("warmAfter", constructs);
    this.provisioningPrecedents.push(...constructs);
  }

  /**
   * Leaves version and weights of the alias to CodeDeploy. Terraform creates the alias and publishes versions; traffic
   * reaches a new version by a deployment of CodeDeploy only. A `FunctionInvocation` of the function is refused.
   */
  leaveAliasToCodeDeploy(): void {
    this.mover = "code-deploy";
    this.alias.lifecycle = { ignoreChanges: ["function_version", "routing_config"] };
  }

  /** Party that selects the version of the alias. */
  get aliasMovedBy(): AliasMover {
    return this.mover;
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
   * Invokes the alias with the messages of a queue and allows the function to consume them. The function responds
   * with the ids of failed messages (`batchItemFailures`); Lambda deletes the others of the batch.
   *
   * @throws InputError when a setting or the queue's visibility timeout is outside Lambda's limits.
   */
  consumeFrom(queue: EventQueue, settings: ConsumeSettings): void {
    const { aliasArn, timeoutSeconds, reservedConcurrency, role } = this;
    queue.grantConsume(this);
    createEventSource(this, queue, { settings, aliasArn, timeoutSeconds, reservedConcurrency, permissions: role });
  }

  /**
   * Limits retries and age of events of asynchronous invocations, and sets their failure destination. Without it
   * Lambda invokes three times within six hours and drops failed events.
   *
   * @throws InputError when a number is outside Lambda's range.
   */
  limitAsyncInvocation(settings: AsyncInvocationSettings): void {
    settings.onFailure?.grantSend(this);
    createAsyncInvocation(this, { settings, alias: this.alias, permissions: this.role });
  }

  private refuseCycle(property: string, constructs: readonly IConstruct[]): void {
    const validation = new Validation(this.node.scope!, this.node.id);
    const allowed = "constructs that do not wait for this function";
    constructs
      .filter((construct) => waitsFor(construct, this))
      .forEach(({ node }) => validation.check(false, property, node.path, allowed, "migrate by another function"));
    validation.throwIfInvalid();
  }

  /** Creates the log group before the function: one that Lambda creates is neither encrypted nor ever expires. */
  private createLogGroup({ name, logRetentionDays, logKey }: FunctionSettings): CloudwatchLogGroup {
    return new CloudwatchLogGroup(this, "log-group", {
      name: functionLogGroup(name),
      retentionInDays: logRetentionDays,
      kmsKeyId: logKey.keyArn,
    });
  }

  private createFunction(
    settings: FunctionSettings,
    logGroup: CloudwatchLogGroup,
    code: FunctionCodeArguments,
  ): LambdaFunction {
    const { name, architecture, environment } = settings;
    return new LambdaFunction(this, "function", {
      ...code,
      ...this.networkArguments(settings),
      functionName: name,
      role: this.role.roleArn,
      architectures: [architecture],
      publish: true,
      memorySize: settings.memoryMb,
      timeout: this.timeoutSeconds,
      reservedConcurrentExecutions: this.reservedConcurrency ?? UNRESERVED,
      environment: Object.keys(environment).length > 0 ? { variables: { ...environment } } : undefined,
      tracingConfig: { mode: "Active" },
      loggingConfig: { logFormat: "JSON", logGroup: logGroup.name },
      lifecycle: { replaceTriggeredBy: [uniqueIdOf(this.role)] },
    });
  }

  private networkArguments({ name, placement }: FunctionSettings): Partial<LambdaFunctionConfig> {
    if (!placement) return {};
    return {
      vpcConfig: { subnetIds: [...placement.subnetIds], securityGroupIds: [this.securityGroupId] },
      // Otherwise network interfaces block the deletion of the security group for up to 20 minutes.
      replaceSecurityGroupsOnDestroy: true,
      dependsOn: [createNetworkPolicy(this, name, this.role)],
    };
  }
}
