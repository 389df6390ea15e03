import { type BadInput, refused } from "../bad-input";

const cache = (changes: object, others: object = {}) => ({
  ...others,
  aws_elasticache_replication_group: {
    shop: {
      replication_group_id: "shop",
      description: "Sessions",
      node_type: "cache.t4g.small",
      num_cache_clusters: 2,
      automatic_failover_enabled: true,
      ...changes,
    },
  },
});

export const CACHES: readonly BadInput[] = [
  refused(
    "pf-elasticache-auth-token",
    "aws_elasticache_replication_group.shop auth_token",
    "auth_token is set but transit_encryption_enabled is not true",
    cache({ auth_token: "0123456789abcdef" }),
  ),
  refused(
    "pf-elasticache-snapshot-window",
    "aws_elasticache_replication_group.shop snapshot_window",
    "snapshot window 03:00-04:00 overlaps maintenance window",
    cache({ snapshot_retention_limit: 1, snapshot_window: "03:00-04:00", maintenance_window: "mon:03:30-mon:04:30" }),
  ),
  refused(
    "pf-elasticache-port",
    "aws_elasticache_replication_group.shop port",
    "port 80 is outside the accepted range",
    cache({ port: 80 }),
  ),
  refused(
    "pf-elasticache-kms-key",
    "aws_elasticache_replication_group.shop kms_key_id",
    "kms_key_id is set but at_rest_encryption_enabled is not true",
    cache({
      kms_key_id: "arn:aws:kms:us-east-1:123456789012:key/11111111-1111-1111-1111-111111111111",
      at_rest_encryption_enabled: false,
    }),
  ),
  refused(
    "pf-elasticache-preferred-availability-zones",
    "aws_elasticache_replication_group.shop preferred_cache_cluster_azs",
    "1 Availability Zones are listed for 2 nodes",
    cache({ preferred_cache_cluster_azs: ["us-east-1a"] }),
  ),
  refused(
    "pf-elasticache-data-tiering-node-type",
    "aws_elasticache_replication_group.shop data_tiering_enabled",
    "data tiering is enabled on node type cache.t4g.small",
    cache({ data_tiering_enabled: true }),
  ),
  refused(
    "pf-elasticache-cluster-mode-parameter-group",
    "aws_elasticache_replication_group.shop parameter_group_name",
    "num_node_groups is 2 but parameter group",
    cache(
      {
        num_cache_clusters: null,
        num_node_groups: 2,
        replicas_per_node_group: 1,
        parameter_group_name: "${aws_elasticache_parameter_group.shop.name}",
      },
      {
        aws_elasticache_parameter_group: {
          shop: { name: "shop", family: "redis7", parameter: [{ name: "cluster-enabled", value: "no" }] },
        },
      },
    ),
  ),
  refused(
    "pf-elasticache-user-group-transit-encryption",
    "aws_elasticache_replication_group.shop user_group_ids",
    "user_group_ids is set but transit_encryption_enabled is not true",
    cache({ user_group_ids: ["shop"], transit_encryption_enabled: false }),
  ),
];
