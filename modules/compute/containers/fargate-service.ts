import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { EcsService, type EcsServiceConfig } from "@cdktf/provider-aws/lib/ecs-service";
import { Construct, type IConstruct } from "constructs";
import {
  AwsStack,
  Validation,
  graphsIn,
  resourcesIn,
  signalsIn,
  useProviderOf,
  waitsFor,
  withDefaults,
  type Grantee,
  type Graph,
  type Ordered,
  type Peer,
  type PolicyStatement,
  type Signal,
} from "../../core";
import type { ContainerSecret } from "./container-definition";
import { deploymentArguments, ignoredArguments, isDeployedByTerraform } from "./deployments";
import { FARGATE_SERVICE_DEFAULTS, failedDeploymentsRule, type FargateServiceProps } from "./fargate-service-props";
import { failedDeployments, failedDeploymentsSignal, serviceGraphs, serviceSignals } from "./fargate-service-signals";
import { validateFargateService } from "./fargate-service-validation";
import { FargateTask } from "./fargate-task";

/**
 * An ECS service on Fargate. Its tasks have private addresses only, a read-only root file system and a security group
 * with egress by HTTPS, ingress from the load balancer of the target and nothing else.
 *
 * Statements of grants go to the task role, the role of the application; `readSecret` lets ECS read a secret for it.
 */
export class FargateService extends Construct implements Grantee, Peer, Ordered {
  readonly peerName: string;
  readonly securityGroupId: string;
  readonly clusterName: string;
  readonly serviceName: string;
  /** ARN of the task definition that Terraform registers; with CodeDeploy the template of deployed revisions. */
  readonly taskDefinitionArn: string;
  /** Family of the task definitions. */
  readonly taskFamily: string;
  readonly taskRoleArn: string;
  readonly executionRoleArn: string;
  readonly logGroupName: string;
  readonly controller: "rolling" | "code-deploy";
  readonly desiredTasks: number;
  /** `<id>-cpu`, `<id>-memory` and `<id>-tasks`, and `<id>-failed-deployments` of a rolling service. */
  readonly signals: readonly Signal[];
  readonly graphs: readonly Graph[];
  /** Constructs that exist before the service: roles, cluster, targets, and those of `startAfter`. */
  readonly precedents: IConstruct[];
  private readonly task: FargateTask;
  /** Arguments whose later values Terraform ignores. */
  private readonly ignored: readonly string[];
  private readonly service: EcsService;
  private readonly declaredVariables: readonly string[];

  /** @throws InputError when a name, the container, the size or the deployment is not what ECS accepts. */
  constructor(scope: Construct, id: string, props: FargateServiceProps) {
    validateFargateService(scope, id, props);
    super(scope, id);
    useProviderOf(this, props.regional);
    const { name, cluster, container, deployment, desiredTasks, exec } = withDefaults(props, FARGATE_SERVICE_DEFAULTS);
    const { controller, target } = deployment;
    this.peerName = id;
    this.controller = controller;
    this.desiredTasks = desiredTasks;
    this.ignored = ignoredArguments(deployment);
    this.declaredVariables = Object.keys(container.environment ?? {});
    this.task = new FargateTask(this, "task", props, !isDeployedByTerraform(deployment));
    this.securityGroupId = this.task.securityGroup.securityGroupId;
    if (target) this.task.securityGroup.allowTcpFrom(target.loadBalancer, target.port);
    if (exec === "enabled") cluster.grantExec(this);
    this.precedents = [this.task, cluster, ...(target ? [target] : [])];
    this.service = this.createService(props);
    this.clusterName = cluster.clusterName;
    this.serviceName = this.service.name;
    this.taskDefinitionArn = this.task.taskDefinitionArn;
    this.taskFamily = name;
    this.taskRoleArn = this.task.taskRoleArn;
    this.executionRoleArn = this.task.executionRoleArn;
    this.logGroupName = this.task.logGroupName;
    const metrics = { id, clusterName: this.clusterName, serviceName: name };
    const failures = controller === "rolling" ? [this.countFailedDeployments(id, name)] : [];
    this.signals = signalsIn(this, [...serviceSignals(metrics), ...failures]);
    this.graphs = graphsIn(this, serviceGraphs(metrics));
  }

  addStatement(statement: PolicyStatement): void {
    this.task.addStatement(statement);
  }

  /**
   * Passes a secret to the container in a variable. The container reads it once, at its start.
   *
   * @param jsonKey - key of a secret that is a JSON object. @default the whole secret
   * @throws InputError when the variable has another value already, or a name is not valid.
   */
  readSecret(variable: string, secret: ContainerSecret, jsonKey = ""): void {
    this.task.readSecret(variable, secret, jsonKey, this.declaredVariables);
  }

  /** Opens a port of the tasks to a client in the VPC, such as another service. */
  allowFrom(peer: Peer, port: number): void {
    this.task.securityGroup.allowTcpFrom(peer, port);
  }

  /**
   * Starts or updates the service only after the constructs are complete, such as a database and its connections.
   *
   * @throws InputError when a construct waits for this service, which would be a cycle.
   */
  startAfter(...constructs: readonly IConstruct[]): void {
    const validation = new Validation(this.node.scope!, this.node.id);
    const allowed = "constructs that do not wait for this service";
    constructs
      .filter((construct) => waitsFor(construct, this))
      .forEach(({ node }) => validation.check(false, "startAfter", node.path, allowed, "remove one of both waits"));
    validation.throwIfInvalid();
    this.precedents.push(...constructs);
  }

  /** Leaves the number of tasks to scaling policies. `ServiceScaling` calls it. */
  ignoreDesiredTasks(): void {
    this.service.lifecycle = { ignoreChanges: [...new Set([...this.ignored, "desired_count"])] };
  }

  /** ECS publishes no metric of failed deployments, but events, which a rule without a target counts. */
  private countFailedDeployments(id: string, name: string): Signal {
    const { account, region, partition } = AwsStack.of(this);
    const serviceArn = `arn:${partition}:ecs:${region}:${account}:service/${this.clusterName}/${name}`;
    new CloudwatchEventRule(this, "failed-deployments", {
      name: failedDeploymentsRule(name),
      description: `Deployments of ${name} that failed, counted by a metric`,
      eventPattern: JSON.stringify(failedDeployments(serviceArn)),
    });
    return failedDeploymentsSignal(id, failedDeploymentsRule(name));
  }

  private createService(props: FargateServiceProps): EcsService {
    const { name, cluster, placement, desiredTasks, exec } = withDefaults(props, FARGATE_SERVICE_DEFAULTS);
    const service: EcsServiceConfig = {
      ...deploymentArguments(props),
      name,
      cluster: cluster.clusterArn,
      taskDefinition: this.task.taskDefinitionArn,
      launchType: "FARGATE",
      platformVersion: "LATEST",
      desiredCount: desiredTasks,
      networkConfiguration: {
        subnets: [...placement.subnetIds],
        securityGroups: [this.securityGroupId],
        assignPublicIp: false,
      },
      enableExecuteCommand: exec === "enabled",
      // Costs by tag: tasks have the tags of the service.
      propagateTags: "SERVICE",
      enableEcsManagedTags: true,
    };
    const created = new EcsService(this, "service", service);
    if (this.ignored.length > 0) created.lifecycle = { ignoreChanges: [...this.ignored] };
    created.dependsOn = resourcesIn(this.precedents);
    return created;
  }
}
