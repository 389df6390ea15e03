import { GlueConnection } from "@cdktf/provider-aws/lib/glue-connection";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { Construct } from "constructs";
import { AwsStack, SecurityGroup, sidOf, useProviderOf, type Grantee, type Peer } from "../../core";
import {
  JDBC_PORTS,
  type ConnectionSecret,
  type DatabaseConnectionProps,
  type JdbcDatabase,
} from "./database-connection-props";
import { validateDatabaseConnection } from "./database-connection-validation";

/**
 * A Glue connection: jobs with it run in one subnet, with its security group, and reach a database over TLS with the
 * credentials of a secret.
 *
 * The group admits itself on every TCP port, because the workers of a job talk to each other; Glue refuses to run jobs
 * with another group. The subnet needs a route to S3 (a gateway endpoint or NAT), also for jobs that use no bucket.
 */
export class DatabaseConnection extends Construct implements Peer {
  readonly connectionName: string;
  readonly peerName: string;
  readonly securityGroupId: string;
  private readonly subnetId: string;
  private readonly secret?: ConnectionSecret;

  /** @throws InputError when a name, the zone, the host or the secret is not what Glue accepts. */
  constructor(scope: Construct, id: string, props: DatabaseConnectionProps) {
    validateDatabaseConnection(scope, id, props);
    super(scope, id);
    useProviderOf(this, props.regional);
    const { name, placement, database } = props;
    const { subnetIds, availabilityZones } = placement;
    const zone = props.availabilityZone ?? availabilityZones[0]!;
    this.peerName = name;
    this.subnetId = subnetIds[availabilityZones.indexOf(zone)]!;
    this.secret = database?.secret;
    this.securityGroupId = this.createSecurityGroup(name, placement.vpcId);
    this.connectionName = new GlueConnection(this, "connection", {
      name,
      connectionType: database ? "JDBC" : "NETWORK",
      connectionProperties: database && jdbcProperties(database),
      physicalConnectionRequirements: {
        availabilityZone: zone,
        subnetId: this.subnetId,
        securityGroupIdList: [this.securityGroupId],
      },
    }).name;
  }

  /** Allows the role of a job to use the connection: its network interfaces, and the secret of its database. */
  grantUse(grantee: Grantee): void {
    const { account, region, partition } = AwsStack.of(this);
    const glueArn = `arn:${partition}:glue:${region}:${account}`;
    const ec2Arn = `arn:${partition}:ec2:${region}:${account}`;
    const interfaces = `${ec2Arn}:network-interface/*`;
    grantee.addStatement({
      sid: sidOf("Use", this),
      actions: ["glue:GetConnection", "glue:GetConnections"],
      resources: [`${glueArn}:catalog`, `${glueArn}:connection/${this.peerName}`],
    });
    grantee.addStatement({
      sid: sidOf("InterfacesOf", this),
      actions: ["ec2:CreateNetworkInterface", "ec2:DeleteNetworkInterface"],
      resources: [interfaces, `${ec2Arn}:subnet/${this.subnetId}`, `${ec2Arn}:security-group/${this.securityGroupId}`],
    });
    grantee.addStatement({
      sid: sidOf("TagInterfacesOf", this),
      actions: ["ec2:CreateTags", "ec2:DeleteTags"],
      resources: [interfaces],
      conditions: [
        { test: "ForAllValues:StringEquals", variable: "aws:TagKeys", values: ["aws-glue-service-resource"] },
      ],
    });
    grantee.addStatement(DESCRIBE_NETWORK);
    this.secret?.grantRead(grantee);
  }

  private createSecurityGroup(name: string, vpcId: string): string {
    const description = `Glue connection ${name}`;
    const group = new SecurityGroup(this, "security-group", { name, description, vpcId, peerName: name });
    const { securityGroupId } = group;
    const between = {
      ipProtocol: "tcp",
      fromPort: 0,
      toPort: 65_535,
      securityGroupId,
      referencedSecurityGroupId: securityGroupId,
    };
    new VpcSecurityGroupIngressRule(this, "from-workers", { ...between, description: "From workers of the same job" });
    new VpcSecurityGroupEgressRule(this, "to-workers", { ...between, description: "To workers of the same job" });
    group.allowHttpsToAnywhere();
    return securityGroupId;
  }
}

const DESCRIBE_NETWORK = {
  sid: "DescribeNetworkOfConnections",
  actions: [
    "ec2:DescribeNetworkInterfaces",
    "ec2:DescribeRouteTables",
    "ec2:DescribeSecurityGroups",
    "ec2:DescribeSubnets",
    "ec2:DescribeVpcAttribute",
    "ec2:DescribeVpcEndpoints",
  ],
  resources: ["*"],
  unscopedBecause: "these actions support no resource",
};

function jdbcProperties({ engine, host, port = JDBC_PORTS[engine], databaseName, secret }: JdbcDatabase) {
  return {
    JDBC_CONNECTION_URL: `jdbc:${engine}://${host}:${port}/${databaseName}`,
    JDBC_ENFORCE_SSL: "true",
    SECRET_ID: secret.secretArn,
  };
}
