import { ElasticacheServerlessCache } from "@cdktf/provider-aws/lib/elasticache-serverless-cache";
import { ElasticacheUser } from "@cdktf/provider-aws/lib/elasticache-user";
import { ElasticacheUserGroup } from "@cdktf/provider-aws/lib/elasticache-user-group";
import { Construct } from "constructs";
import {
  checkName,
  checkPlacement,
  SecurityGroup,
  sidOf,
  Validation,
  withDefaults,
  type Grantee,
  type Graph,
  type KeyReference,
  type Peer,
  type Placement,
  type Signal,
} from "../../core";
import { serverlessCacheGraphs, serverlessCacheSignals } from "./serverless-cache-signals";
export type CacheEngine = "redis" | "valkey";

/** Who may use the cache: `network` any peer that is allowed to connect, `iam` such a peer whose role was granted to connect as well. */
export type CacheAccess = "network" | "iam";

export interface ServerlessCacheProps {
  /** Physical name. At most 40 characters; 32 with `access: "iam"`, where users are named after it. */
  readonly name: string;
  /** `redis` is Redis OSS 7, `valkey` is Valkey 8. Changing it replaces the cache and loses what it holds. */
  readonly engine: CacheEngine;
  /** Data beyond which keys are evicted, in GB: 1 to 5000. */
  readonly maxStorageGb: number;
  /** Data that is paid for and kept ready at all times, in GB: 1 to `maxStorageGb`. @default none */
  readonly minStorageGb?: number;
  /** Processing units per second beyond which commands are throttled: 1000 to 15000000. */
  readonly maxEcpuPerSecond: number;
  /** Private subnets in at least two zones; a serverless cache takes at most three, so further ones are not used. */
  readonly placement: Placement;
  /** Encrypts the data at rest. */
  readonly dataKey: KeyReference;
  /** `iam` needs a client that signs connection tokens; `network` relies on the security group and TLS. @default "network" */
  readonly access?: CacheAccess;
  /** Days that daily snapshots are kept: 0 (none are made) to 35. @default 1 */
  readonly snapshotRetentionDays?: number;
  /** Refuse any plan that would delete the cache. @default true */
  readonly deletionProtection?: boolean;
}

export const SERVERLESS_CACHE_DEFAULTS = {
  access: "network",
  snapshotRetentionDays: 1,
  deletionProtection: true,
} as const;

const ENGINE_VERSIONS: Readonly<Record<CacheEngine, string>> = { redis: "7", valkey: "8" };
const PORT = 6379;
const READER_PORT = 6380;
const MAX_SUBNETS = 3;

/**
 * Stateful. An ElastiCache Serverless cache, encrypted at rest and reachable by TLS alone, with a security group of its own that lets
 * nothing in until a peer is allowed.
 *
 * Serverless spreads over the zones and fails over by itself; what is left to choose are its limits. Change one limit per apply:
 * ElastiCache refuses a modification of both.
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
    validate(scope, id, props);
    super(scope, id);
    const { name, maxStorageGb, maxEcpuPerSecond, access } = withDefaults(props, SERVERLESS_CACHE_DEFAULTS);
    this.securityGroup = new SecurityGroup(this, "security-group", {
      name,
      description: `Cache ${name}`,
      vpcId: props.placement.vpcId,
      peerName: name,
    });
    if (access === "iam") this.iamUser = this.createIamUser(props);
    const cache = this.createCache(props, this.iamUser && this.createUserGroup(props, this.iamUser));
    this.cacheArn = cache.arn;
    this.endpointAddress = cache.endpoint.get(0).address;
    this.readerEndpointAddress = cache.readerEndpoint.get(0).address;
    this.signals = serverlessCacheSignals({ id, cacheName: name, maxStorageGb, maxEcpuPerSecond });
    this.graphs = serverlessCacheGraphs(name);
  }

  /** Lets `peer` reach the cache: the primary port and the one that reads from the nearest replica. */
  allowFrom(peer: Peer): void {
    this.securityGroup.allowTcpFrom(peer, PORT);
    this.securityGroup.allowTcpFrom(peer, READER_PORT);
  }

  /**
   * Lets the grantee's role connect as the cache's user.
   *
   * @throws InputError unless the cache was made with `access: "iam"`.
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
    props: ServerlessCacheProps,
    userGroup: ElasticacheUserGroup | undefined,
  ): ElasticacheServerlessCache {
    const { name, engine, placement, dataKey, ...rest } = withDefaults(props, SERVERLESS_CACHE_DEFAULTS);
    return new ElasticacheServerlessCache(this, "cache", {
      name,
      description: `Cache ${name}`,
      engine,
      majorEngineVersion: ENGINE_VERSIONS[engine],
      cacheUsageLimits: [
        {
          dataStorage: [{ minimum: rest.minStorageGb, maximum: rest.maxStorageGb, unit: "GB" }],
          ecpuPerSecond: [{ maximum: rest.maxEcpuPerSecond }],
        },
      ],
      kmsKeyId: dataKey.keyArn,
      securityGroupIds: [this.securityGroup.securityGroupId],
      snapshotRetentionLimit: rest.snapshotRetentionDays,
      subnetIds: placement.subnetIds.slice(0, MAX_SUBNETS),
      userGroupId: userGroup?.userGroupId,
      lifecycle: { preventDestroy: rest.deletionProtection },
    });
  }

  private createIamUser({ name, engine }: ServerlessCacheProps): ElasticacheUser {
    return new ElasticacheUser(this, "user", {
      // With IAM authentication the id and the name of a user must agree.
      userId: name,
      userName: name,
      engine,
      accessString: "on ~* +@all",
      authenticationMode: { type: "iam" },
    });
  }

  private createUserGroup({ name, engine }: ServerlessCacheProps, iamUser: ElasticacheUser): ElasticacheUserGroup {
    // Redis demands a user called default in every group; Valkey refuses unknown users without one.
    const defaultUsers = engine === "redis" ? [this.createDisabledDefaultUser(name)] : [];
    return new ElasticacheUserGroup(this, "user-group", {
      userGroupId: name,
      engine,
      userIds: [iamUser, ...defaultUsers].map(({ userId }) => userId),
    });
  }

  private createDisabledDefaultUser(name: string): ElasticacheUser {
    return new ElasticacheUser(this, "default-user", {
      userId: `${name}-default`,
      userName: "default",
      engine: "redis",
      accessString: "off ~keys* -@all +get",
      authenticationMode: { type: "no-password-required" },
    });
  }
}

function validate(scope: Construct, id: string, props: ServerlessCacheProps): void {
  const { name, engine, maxStorageGb, minStorageGb, maxEcpuPerSecond, access, snapshotRetentionDays } = props;
  const validation = new Validation(scope, id)
    .oneOf<string>("engine", engine, Object.keys(ENGINE_VERSIONS), "choose an engine that ElastiCache Serverless runs")
    .integer("maxStorageGb", maxStorageGb, 1, 5000, "stay within what ElastiCache Serverless stores")
    .integer("minStorageGb", minStorageGb, 1, 5000, "stay within what ElastiCache Serverless stores")
    .check(
      () => minStorageGb === undefined || minStorageGb <= maxStorageGb,
      "minStorageGb",
      minStorageGb,
      `at most maxStorageGb, ${maxStorageGb}`,
      "raise the maximum or lower the minimum",
    )
    .integer("maxEcpuPerSecond", maxEcpuPerSecond, 1_000, 15_000_000, "stay within the range of ElastiCache Serverless")
    .oneOf<string>("access", access, ["network", "iam"], "say who may use the cache")
    .integer("snapshotRetentionDays", snapshotRetentionDays, 0, 35, "ElastiCache keeps snapshots for 35 days at most");
  checkName(validation, "cache name", name);
  if (access === "iam") checkName(validation, "cache name", `${name}-default`);
  checkPlacement(validation, props.placement);
  validation.throwIfInvalid();
}
