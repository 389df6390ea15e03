import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { DbSubnetGroup } from "@cdktf/provider-aws/lib/db-subnet-group";
import { RdsClusterParameterGroup } from "@cdktf/provider-aws/lib/rds-cluster-parameter-group";
import { Construct } from "constructs";
import {
  AwsStack,
  SecurityGroup,
  ServiceRole,
  readSecretStatements,
  useProviderOf,
  withDefaults,
  type Grantee,
  type KeyReference,
  type Peer,
} from "../../core";
import { AURORA_CLUSTER_DEFAULTS, type AuroraClusterProps, type AuroraClusterSettings } from "./aurora-cluster-props";
import { logGroupName, monitoringRoleName, validateAuroraCluster } from "./aurora-cluster-validation";
import { parameterGroupFamily } from "./engine-versions";

const PORT = 5432;
const SLOW_QUERY_MILLISECONDS = 1000;

/**
 * The resources around an Aurora cluster without the cluster itself: security group, subnet group, parameter group,
 * log group and the role of enhanced monitoring.
 *
 * For a pilot light: `AuroraCluster` with the same id and props adds the cluster and its instances to them, so that a
 * restore after a disaster creates no IAM role.
 */
export class AuroraPrerequisites extends Construct {
  readonly port = PORT;
  /** Name of the DB subnet group, which a restored cluster needs too. */
  readonly subnetGroupName: string;
  protected readonly settings: AuroraClusterSettings;
  protected readonly securityGroup: SecurityGroup;
  protected readonly parameterGroupName: string;
  protected readonly logGroup: CloudwatchLogGroup;
  protected readonly monitoringRole: ServiceRole;

  /**
   * @throws InputError when a name, version, capacity, count, retention, snapshot or the placement is not what RDS
   * accepts.
   */
  constructor(scope: Construct, id: string, props: AuroraClusterProps) {
    validateAuroraCluster(scope, id, props);
    super(scope, id);
    useProviderOf(this, props.regional);
    this.settings = withDefaults(props, AURORA_CLUSTER_DEFAULTS);
    this.securityGroup = this.createSecurityGroup();
    this.subnetGroupName = this.createSubnetGroup();
    this.parameterGroupName = this.createParameterGroup();
    this.logGroup = this.createLogGroup();
    this.monitoringRole = this.createMonitoringRole();
  }

  /** Allows `peer` to connect to the database. */
  allowFrom(peer: Peer): void {
    this.securityGroup.allowTcpFrom(peer, PORT);
  }

  /**
   * Allows the grantee to read the secret that RDS manages for a cluster with this data key, whichever cluster it is:
   * the ARN of a cluster that will be restored is not known. The key limits access to secrets of this database.
   */
  grantReadFutureCredentials(grantee: Grantee): void {
    const { account, region, partition } = AwsStack.of(this);
    this.grantReadSecret(grantee, `arn:${partition}:secretsmanager:${region}:${account}:secret:rds!cluster-*`);
  }

  protected grantReadSecret(grantee: Grantee, secretArn: string): void {
    const key: KeyReference = this.settings.dataKey;
    readSecretStatements(this, secretArn, key, "Credentials").forEach((statement) => grantee.addStatement(statement));
  }

  private createSecurityGroup(): SecurityGroup {
    const { name, placement } = this.settings;
    return new SecurityGroup(this, "security-group", {
      name,
      description: `Database ${name}`,
      vpcId: placement.vpcId,
      peerName: name,
    });
  }

  private createSubnetGroup(): string {
    const { name, placement } = this.settings;
    return new DbSubnetGroup(this, "subnet-group", {
      name,
      description: `Database ${name}`,
      subnetIds: [...placement.subnetIds],
    }).name;
  }

  private createParameterGroup(): string {
    const { name, engineVersion } = this.settings;
    const family = parameterGroupFamily(engineVersion);
    return new RdsClusterParameterGroup(this, "parameter-group", {
      name: `${name}-${family}`,
      description: `Database ${name}`,
      family,
      parameter: [
        { name: "rds.force_ssl", value: "1" },
        { name: "log_statement", value: "ddl" },
        { name: "log_min_duration_statement", value: String(SLOW_QUERY_MILLISECONDS) },
      ],
      lifecycle: { createBeforeDestroy: true },
    }).name;
  }

  private createLogGroup(): CloudwatchLogGroup {
    const { name, logKey, logRetentionDays } = this.settings;
    return new CloudwatchLogGroup(this, "log-group", {
      name: logGroupName(name),
      kmsKeyId: logKey.keyArn,
      retentionInDays: logRetentionDays,
    });
  }

  private createMonitoringRole(): ServiceRole {
    const { name } = this.settings;
    const { account, region, partition } = AwsStack.of(this);
    return new ServiceRole(this, "monitoring-role", {
      name: monitoringRoleName(name),
      description: `Enhanced monitoring of ${name}`,
      service: "monitoring.rds.amazonaws.com",
      trustConditions: [
        {
          test: "ArnLike",
          variable: "aws:SourceArn",
          values: [`arn:${partition}:rds:${region}:${account}:db:${name}-*`],
        },
      ],
      managedPolicyArns: {
        "enhanced-monitoring": `arn:${partition}:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole`,
      },
    });
  }
}
