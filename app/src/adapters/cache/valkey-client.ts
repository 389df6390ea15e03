import { Cluster, type ClusterNode, type ClusterOptions, Redis } from "iovalkey";
import { ValkeyConnector } from "./valkey-connector";

/** A slower cache would cost more than the database. */
export const COMMAND_TIMEOUT_MS = 100;
const CONNECT_TIMEOUT_MS = 1_000;
const MAX_RECONNECT_DELAY_MS = 2_000;

export interface ValkeyAddress {
  readonly host: string;
  readonly port: number;
  readonly username?: string;
  readonly password?: string;
  /** The connection is not encrypted without it. `ca` replaces the public authorities. */
  readonly tls?: { readonly ca?: string };
  /** The address is that of any node, or the configuration endpoint, of a cluster whose shards clients select. */
  readonly isCluster?: boolean;
}

export type ValkeyClient = Redis | Cluster;

/** Creates a client that connects when it is asked to. */
export function createClient({ isCluster = false, ...address }: ValkeyAddress): ValkeyClient {
  return isCluster ? clusterClient(address) : serverClient(address);
}

// A command that was given up must not be sent later: nothing waits for a connection, and nothing is sent again.
const limits = {
  autoResendUnfulfilledCommands: false,
  maxRetriesPerRequest: 0,
  commandTimeout: COMMAND_TIMEOUT_MS,
  connectTimeout: CONNECT_TIMEOUT_MS,
};

const pauseBefore = (attempt: number) => Math.min(attempt * 50, MAX_RECONNECT_DELAY_MS);

function serverClient({ tls, ...server }: ValkeyAddress): Redis {
  return new Redis({
    ...server,
    ...(tls && { tls }),
    ...limits,
    Connector: ValkeyConnector,
    lazyConnect: true,
    enableOfflineQueue: false,
    retryStrategy: pauseBefore,
  });
}

/** Keys need no hash tags: every command, and every transaction, has one key. */
function clusterClient({ host, port, username, password, tls }: ValkeyAddress): Cluster {
  return new ClusterWithoutQueues([{ host, port }], {
    redisOptions: { username, password, ...(tls && { tls }), ...limits, Connector: ValkeyConnector },
    lazyConnect: true,
    enableOfflineQueue: false,
    // The check would be a command to a node whose connection is not open yet.
    enableReadyCheck: false,
    clusterRetryStrategy: pauseBefore,
    retryDelayOnFailover: 0,
    retryDelayOnClusterDown: 0,
    retryDelayOnTryAgain: 0,
    // Certificates are for the nodes' names and not for their addresses.
    dnsLookup: (hostname, callback) => callback(null, hostname),
  });
}

/** The library gives every node a queue of its own and opens the node's connection at the first command. */
class ClusterWithoutQueues extends Cluster {
  constructor(nodes: ClusterNode[], options: ClusterOptions) {
    super(nodes, options);
    this.on("+node", (node: Redis) => {
      node.options.enableOfflineQueue = false;
      // The cluster stops listening to a node that it removes, and the library would print the node's last error.
      node.on("error", () => undefined);
    });
  }

  /** Resolves when every shard is connected or has failed. */
  override async connect(): Promise<void> {
    await super.connect();
    await Promise.allSettled(this.nodes("master").map((node) => node.connect()));
  }
}
