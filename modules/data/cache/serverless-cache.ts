import { ElasticacheServerlessCache } from "@cdktf/provider-aws/lib/elasticache-serverless-cache";
import type { ElasticacheUser } from "@cdktf/provider-aws/lib/elasticache-user";
import type { ElasticacheUserGroup } from "@cdktf/provider-aws/lib/elasticache-user-group";
import { Construct } from "constructs";
import {
  SecurityGroup,
  Validation,
  graphsIn,
  sidOf,
  signalsIn,
  useProviderOf,
  withDefaults,
  type Grantee,
  type Graph,
  type Peer,
  type Signal,
} from "../../core";
import { createIamUser, createUserGroup } from "./cache-users";
import { ExistingCache, type ExistingCacheAttributes } from "./existing-cache";
import {
  MAJOR_ENGINE_VERSIONS,
  SERVERLESS_CACHE_DEFAULTS,
  type ServerlessCacheProps,
  type ServerlessCacheSettings,
} from "./serverless-cache-props";
import { serverlessCacheGraphs, serverlessCacheSignals } from "./serverless-cache-signals";
import { validateServerlessCache } from "./serverless-cache-validation";

const PORT = 6379;
const READER_PORT = 6380;
const MAX_SUBNETS = 3;

/**
 * Stateful. An ElastiCache Serverless cache, encrypted at rest and in transit, with a security group without rules
 * until a peer is allowed.
 *
 * Serverless spans Availability Zones and fails over by itself. Change one usage limit per apply: ElastiCache refuses
 * to modify both at once.
 */
export class ServerlessCache extends Construct {
  readonly cacheArn: string;
  readonly endpointAddress: string;
  readonly port = PORT;
  readonly readerEndpointAddress: string;
  readonly readerPort = READER_PORT;
  readonly signals: readonly Signal[];
  readonly graphs: readonly Graph[];
  private readonly securityGroup: SecurityGroup;
  private readonly iamUser?: ElasticacheUser;

  /** @throws InputError when the name, a limit, a retention or the placement is not what ElastiCache accepts. */
  constructor(scope: Construct, id: string, props: ServerlessCacheProps) {
    validateServerlessCache(scope, id, props);
    super(scope, id);
    useProviderOf(this, props.regional);
    const settings = withDefaults(props, SERVERLESS_CACHE_DEFAULTS);
    const { name, access, placement } = settings;
    this.securityGroup = new SecurityGroup(this, "security-group", {
      name,
      description: `Cache ${name}`,
      vpcId: placement.vpcId,
      peerName: name,
    });
    if (access === "iam") this.iamUser = createIamUser(this, settings);
    const cache = this.createCache(settings, this.iamUser && createUserGroup(this, settings, this.iamUser));
    this.cacheArn = cache.arn;
    this.endpointAddress = cache.endpoint.get(0).address;
    this.readerEndpointAddress = cache.readerEndpoint.get(0).address;
    this.signals = signalsIn(this, serverlessCacheSignals({ ...settings, id, cacheName: name }));
    this.graphs = graphsIn(this, serverlessCacheGraphs(name));
  }

  /** A cache that exists already, with the attributes that clients need. */
  static fromAttributes(scope: Construct, id: string, attributes: ExistingCacheAttributes): ExistingCache {
    return new ExistingCache(scope, id, attributes);
  }

  /** Allows `peer` to connect to the primary port and to the reader port. */
  allowFrom(peer: Peer): void {
    this.securityGroup.allowTcpFrom(peer, PORT);
    this.securityGroup.allowTcpFrom(peer, READER_PORT);
  }

  /**
   * Allows the grantee's role to connect as the cache's user.
   *
   * @throws InputError unless the cache has `access: "iam"`.
   */
  grantConnect(grantee: Grantee): void {
    new Validation(this.node.scope!, this.node.id)
      .check(this.iamUser !== undefined, "access", "network", "iam", 'set access: "iam", or rely on allowFrom alone')
      .throwIfInvalid();
    grantee.addStatement({
      sid: sidOf("Connect", this),
      actions: ["elasticache:Connect"],
      resources: [this.cacheArn, this.iamUser!.arn],
    });
  }

  private createCache(
    settings: ServerlessCacheSettings,
    userGroup: ElasticacheUserGroup | undefined,
  ): ElasticacheServerlessCache {
    const { name, engine, minStorageGb, maxStorageGb, maxEcpuPerSecond } = settings;
    return new ElasticacheServerlessCache(this, "cache", {
      name,
      description: `Cache ${name}`,
      engine,
      majorEngineVersion: MAJOR_ENGINE_VERSIONS[engine],
      cacheUsageLimits: [
        {
          dataStorage: [{ minimum: minStorageGb, maximum: maxStorageGb, unit: "GB" }],
          ecpuPerSecond: [{ maximum: maxEcpuPerSecond }],
        },
      ],
      kmsKeyId: settings.dataKey.keyArn,
      securityGroupIds: [this.securityGroup.securityGroupId],
      snapshotRetentionLimit: settings.snapshotRetentionDays,
      subnetIds: settings.placement.subnetIds.slice(0, MAX_SUBNETS),
      userGroupId: userGroup?.userGroupId,
      lifecycle: { preventDestroy: settings.deletionProtection },
    });
  }
}
