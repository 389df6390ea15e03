import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { DbParameterGroup } from "@cdktf/provider-aws/lib/db-parameter-group";
import { DbSubnetGroup } from "@cdktf/provider-aws/lib/db-subnet-group";
import { Construct } from "constructs";
import {
  AwsStack,
  SecurityGroup,
  ServiceRole,
  sidOf,
  useProviderOf,
  type Grantee,
  type KeyReference,
  type LogRetentionDays,
  type Peer,
  type Placement,
  type RegionalProvider,
} from "../../core";
import { ENGINES, parameterGroupFamily, type RdsEngine } from "./engines";
import { logGroupName, monitoringRoleName } from "./rds-names";

/** Settings of the resources around an instance. */
export interface RdsPrerequisiteSettings {
  readonly name: string;
  readonly engine: RdsEngine;
  readonly engineVersion: string;
  readonly maxConnections: number;
  readonly placement: Placement;
  readonly logKey: KeyReference;
  readonly logRetentionDays: LogRetentionDays;
  readonly regional?: RegionalProvider;
}

/** The resources around an instance, and access to it: security group, subnet group, parameter group and roles. */
export abstract class RdsPrerequisites extends Construct {
  readonly port: number;
  protected readonly securityGroup: SecurityGroup;
  /** Subnet group, which a restored instance needs as well. */
  readonly subnetGroupName: string;
  protected readonly parameterGroupName: string;
  protected readonly monitoringRole: ServiceRole;

  /** Resource ids of the instances, of which IAM policies name database users. */
  protected abstract readonly resourceIds: readonly string[];

  protected constructor(scope: Construct, id: string, settings: RdsPrerequisiteSettings) {
    super(scope, id);
    useProviderOf(this, settings.regional);
    const { name, engine, placement } = settings;
    this.port = ENGINES[engine].port;
    const description = `Database ${name}`;
    this.securityGroup = new SecurityGroup(this, "security-group", {
      name,
      description,
      vpcId: placement.vpcId,
      peerName: name,
    });
    this.subnetGroupName = new DbSubnetGroup(this, "subnet-group", {
      name,
      description,
      subnetIds: [...placement.subnetIds],
    }).name;
    this.parameterGroupName = this.createParameterGroup(settings);
    this.monitoringRole = this.createMonitoringRole(name);
  }

  /** Allows `peer` to connect to the instance and its replicas in the region. */
  allowFrom(peer: Peer): void {
    this.securityGroup.allowTcpFrom(peer, this.port);
  }

  /**
   * Allows the grantee's role to sign in as a database user with a token of IAM. The user must exist, with the role
   * `rds_iam` (PostgreSQL) or the plugin `AWSAuthenticationPlugin` (MySQL).
   */
  grantConnect(grantee: Grantee, username: string): void {
    const { account, region, partition } = AwsStack.of(this);
    grantee.addStatement({
      sid: sidOf("Connect", this),
      actions: ["rds-db:connect"],
      resources: this.resourceIds.map(
        (resourceId) => `arn:${partition}:rds-db:${region}:${account}:dbuser:${resourceId}/${username}`,
      ),
    });
  }

  /** Creates the log groups of an instance, which RDS would create unencrypted and without expiry. */
  protected createLogGroups(
    instanceName: string,
    suffix: string,
    types: readonly string[],
    { logKey, logRetentionDays }: RdsPrerequisiteSettings,
  ): CloudwatchLogGroup[] {
    return types.map(
      (type) =>
        new CloudwatchLogGroup(this, `${type}-log${suffix}`, {
          name: logGroupName(instanceName, type),
          kmsKeyId: logKey.keyArn,
          retentionInDays: logRetentionDays,
        }),
    );
  }

  private createParameterGroup({ name, engine, engineVersion, maxConnections }: RdsPrerequisiteSettings): string {
    const family = parameterGroupFamily(engine, engineVersion);
    const others = Object.entries(ENGINES[engine].parameters).map(([parameter, value]) => ({ name: parameter, value }));
    // PostgreSQL reads max_connections at its start only, so RDS refuses to apply it immediately.
    const applyMethod = engine === "postgres" ? "pending-reboot" : "immediate";
    const connections = { name: "max_connections", value: String(maxConnections), applyMethod };
    return new DbParameterGroup(this, "parameter-group", {
      name: `${name}-${family.replace(".", "-")}`,
      description: `Database ${name}`,
      family,
      parameter: [...others, connections],
      lifecycle: { createBeforeDestroy: true },
    }).name;
  }

  private createMonitoringRole(name: string): ServiceRole {
    const { account, region, partition } = AwsStack.of(this);
    const instances = `arn:${partition}:rds:${region}:${account}:db:${name}`;
    return new ServiceRole(this, "monitoring-role", {
      name: monitoringRoleName(name),
      description: `Enhanced monitoring of ${name}`,
      service: "monitoring.rds.amazonaws.com",
      trustConditions: [{ test: "ArnLike", variable: "aws:SourceArn", values: [instances, `${instances}-*`] }],
      managedPolicyArns: {
        "enhanced-monitoring": `arn:${partition}:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole`,
      },
    });
  }
}
