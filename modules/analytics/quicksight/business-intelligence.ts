import { QuicksightDataSource, type QuicksightDataSourceConfig } from "@cdktf/provider-aws/lib/quicksight-data-source";
import { QuicksightVpcConnection } from "@cdktf/provider-aws/lib/quicksight-vpc-connection";
import { Construct } from "constructs";
import {
  AwsStack,
  SecurityGroup,
  ServiceRole,
  resourcesIn,
  useProviderOf,
  withDefaults,
  type Peer,
  type Placement,
} from "../../core";
import {
  BUSINESS_INTELLIGENCE_DEFAULTS,
  DATABASE_TYPES,
  type BusinessIntelligenceProps,
  type DatabaseSource,
} from "./business-intelligence-props";
import { validateBusinessIntelligence } from "./business-intelligence-validation";

const USE_ACTIONS = [
  "quicksight:DescribeDataSource",
  "quicksight:DescribeDataSourcePermissions",
  "quicksight:PassDataSource",
];

/**
 * QuickSight data sources on Athena workgroups, and on databases through a VPC connection with a role and a security
 * group of its own. Without a subscription of the account it creates nothing.
 */
export class BusinessIntelligence extends Construct {
  /** ARNs of the data sources by id; empty without a subscription. */
  readonly dataSourceArns: Readonly<Record<string, string>>;
  /** End of the VPC connection, which databases allow: `instance.allowFrom(peer)`. Absent without a connection. */
  readonly peer?: Peer;

  /** @throws InputError when a name, host, secret or reader is not one, or databases have no placement. */
  constructor(scope: Construct, id: string, props: BusinessIntelligenceProps) {
    validateBusinessIntelligence(scope, id, props);
    super(scope, id);
    useProviderOf(this, props.regional);
    if (!props.subscribed) {
      this.dataSourceArns = {};
      return;
    }
    const { name, athena, databases, placement, readerArn } = withDefaults(props, BUSINESS_INTELLIGENCE_DEFAULTS);
    const group = placement && this.createSecurityGroup(name, placement);
    const vpcConnectionArn = placement && group && this.createVpcConnection(name, placement, group);
    this.peer = group;
    const permission = readerArn === undefined ? undefined : [{ principal: readerArn, actions: USE_ACTIONS }];
    const create = (sourceId: string, config: Pick<QuicksightDataSourceConfig, "name" | "type" | "parameters">) =>
      new QuicksightDataSource(this, `source-${sourceId}`, {
        dataSourceId: `${name}-${sourceId}`,
        permission,
        sslProperties: { disableSsl: false },
        ...config,
      }).arn;
    this.dataSourceArns = Object.fromEntries([
      ...Object.entries(athena).map(([sourceId, { name: title, workgroupName: workGroup }]) => [
        sourceId,
        create(sourceId, { name: title, type: "ATHENA", parameters: { athena: { workGroup } } }),
      ]),
      ...Object.entries(databases).map(([sourceId, source]) => [
        sourceId,
        create(sourceId, databaseArguments(source, vpcConnectionArn!)),
      ]),
    ]) as Record<string, string>;
  }

  private createSecurityGroup(name: string, { vpcId }: Placement): SecurityGroup {
    const peerName = `${name}-quicksight`;
    const description = `QuickSight of ${name}`;
    return new SecurityGroup(this, "security-group", { name: peerName, description, vpcId, peerName });
  }

  private createVpcConnection(name: string, { subnetIds }: Placement, group: SecurityGroup): string {
    const { account, region, partition } = AwsStack.of(this);
    const role = new ServiceRole(this, "role", {
      name: `${name}-quicksight`,
      description: `Places network interfaces of QuickSight for ${name}`,
      service: "quicksight.amazonaws.com",
      trustConditions: [{ test: "StringEquals", variable: "aws:SourceAccount", values: [account] }],
    });
    const ec2Arn = `arn:${partition}:ec2:${region}:${account}`;
    role.addStatement({
      sid: "PlaceInterfaces",
      actions: ["ec2:CreateNetworkInterface", "ec2:DeleteNetworkInterface", "ec2:ModifyNetworkInterfaceAttribute"],
      resources: [
        `${ec2Arn}:network-interface/*`,
        `${ec2Arn}:security-group/${group.securityGroupId}`,
        ...subnetIds.map((subnetId) => `${ec2Arn}:subnet/${subnetId}`),
      ],
    });
    role.addStatement({
      sid: "DescribeNetwork",
      actions: ["ec2:DescribeSecurityGroups", "ec2:DescribeSubnets"],
      resources: ["*"],
      unscopedBecause: "these actions support no resource",
    });
    const connection = new QuicksightVpcConnection(this, "vpc-connection", {
      vpcConnectionId: name,
      name,
      roleArn: role.roleArn,
      securityGroupIds: [group.securityGroupId],
      subnetIds: [...subnetIds],
    });
    connection.dependsOn = resourcesIn([role]);
    return connection.arn;
  }
}

function databaseArguments({ name, engine, host, databaseName, secretArn }: DatabaseSource, vpcConnectionArn: string) {
  const { type, port } = DATABASE_TYPES[engine];
  return {
    name,
    type,
    parameters: { [engine]: { host, port, database: databaseName } },
    credentials: { secretArn },
    vpcConnectionProperties: { vpcConnectionArn },
  };
}
