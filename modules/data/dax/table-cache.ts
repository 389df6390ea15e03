import { DaxCluster } from "@cdktf/provider-aws/lib/dax-cluster";
import { DaxParameterGroup } from "@cdktf/provider-aws/lib/dax-parameter-group";
import { DaxSubnetGroup } from "@cdktf/provider-aws/lib/dax-subnet-group";
import { Construct } from "constructs";
import {
  SecurityGroup,
  ServiceRole,
  graphsIn,
  resourcesIn,
  sidOf,
  signalsIn,
  useProviderOf,
  withDefaults,
  type Grantee,
  type Graph,
  type Peer,
  type Signal,
} from "../../core";
import { TABLE_CACHE_DEFAULTS, cacheRoleName, type TableCacheProps } from "./table-cache-props";
import { tableCacheGraphs, tableCacheSignals } from "./table-cache-signals";
import { validateTableCache } from "./table-cache-validation";

/** TCP port of clusters with TLS. */
const PORT = 9111;
const READ_ACTIONS = ["BatchGetItem", "ConditionCheckItem", "GetItem", "Query", "Scan"];
const WRITE_ACTIONS = ["BatchWriteItem", "DeleteItem", "PutItem", "UpdateItem"];

/**
 * A DAX cluster before tables of one region: encrypted at rest and in transit, with a security group without rules
 * until a peer is allowed.
 *
 * Answers are eventually consistent. Writes that bypass the cache, those of a replica in another region included, are
 * invisible until the items expire.
 */
export class TableCache extends Construct {
  readonly clusterArn: string;
  /** Endpoint for the DAX client: `daxs://...`. */
  readonly endpoint: string;
  readonly port = PORT;
  readonly signals: readonly Signal[];
  readonly graphs: readonly Graph[];
  private readonly securityGroup: SecurityGroup;

  /** @throws InputError when a name, a type, a count or the placement is not what DAX accepts. */
  constructor(scope: Construct, id: string, props: TableCacheProps) {
    validateTableCache(scope, id, props);
    super(scope, id);
    useProviderOf(this, props.regional);
    const settings = withDefaults(props, TABLE_CACHE_DEFAULTS);
    const { name, placement } = settings;
    this.securityGroup = new SecurityGroup(this, "security-group", {
      name,
      description: `Cache ${name}`,
      vpcId: placement.vpcId,
      peerName: name,
    });
    const role = this.createRole(settings);
    const cluster = new DaxCluster(this, "cluster", {
      clusterName: name,
      nodeType: settings.nodeType,
      replicationFactor: settings.nodes,
      iamRoleArn: role.roleArn,
      subnetGroupName: new DaxSubnetGroup(this, "subnet-group", { name, subnetIds: [...placement.subnetIds] }).name,
      securityGroupIds: [this.securityGroup.securityGroupId],
      parameterGroupName: this.createParameters(settings),
      serverSideEncryption: { enabled: true },
      clusterEndpointEncryptionType: "TLS",
      maintenanceWindow: settings.maintenanceWindow,
      lifecycle: { preventDestroy: settings.deletionProtection },
    });
    // The cache checks its tables when it starts.
    cluster.dependsOn = resourcesIn([role]);
    this.clusterArn = cluster.arn;
    this.endpoint = `daxs://${cluster.clusterAddress}:${PORT}`;
    this.signals = signalsIn(this, tableCacheSignals(id, name));
    this.graphs = graphsIn(this, tableCacheGraphs(name));
  }

  /** Allows `peer` to connect to the nodes. */
  allowFrom(peer: Peer): void {
    this.securityGroup.allowTcpFrom(peer, PORT);
  }

  /** Allows the grantee to read items of every cached table through the cache. */
  grantRead(grantee: Grantee): void {
    this.allow(grantee, "Read", READ_ACTIONS);
  }

  /** Allows the grantee to read and write items of every cached table through the cache. */
  grantReadWrite(grantee: Grantee): void {
    this.allow(grantee, "ReadWrite", [...READ_ACTIONS, ...WRITE_ACTIONS]);
  }

  private allow(grantee: Grantee, verb: string, actions: readonly string[]): void {
    grantee.addStatement({
      sid: sidOf(verb, this),
      actions: actions.map((action) => `dax:${action}`),
      resources: [this.clusterArn],
    });
  }

  /** Creates the role by which the cache reads and writes its tables, whoever the client is. */
  private createRole({ name, tables }: TableCacheProps): ServiceRole {
    const role = new ServiceRole(this, "role", {
      name: cacheRoleName(name),
      description: `Tables of the cache ${name}`,
      service: "dax.amazonaws.com",
    });
    const tableArns = Object.values(tables).map(({ tableArn }) => tableArn);
    Object.values(tables).forEach((table) => table.grantReadWrite(role));
    role.addStatement({ sid: "DescribeTables", actions: ["dynamodb:DescribeTable"], resources: tableArns });
    role.addStatement({
      sid: "QueryIndexes",
      actions: ["dynamodb:Query", "dynamodb:Scan"],
      resources: tableArns.map((tableArn) => `${tableArn}/index/*`),
    });
    return role;
  }

  private createParameters({ name, itemTtlSeconds, queryTtlSeconds }: Required<TtlSettings>): string {
    return new DaxParameterGroup(this, "parameter-group", {
      name,
      parameters: [
        { name: "record-ttl-millis", value: String(itemTtlSeconds * 1000) },
        { name: "query-ttl-millis", value: String(queryTtlSeconds * 1000) },
      ],
    }).name;
  }
}

type TtlSettings = Pick<TableCacheProps, "name" | "itemTtlSeconds" | "queryTtlSeconds">;
