import type { Mapping } from "../grammar";

export const CACHE: Mapping = {
  aws_elasticache_replication_group: {
    type: "AWS::ElastiCache::ReplicationGroup",
    arguments: {
      description: "ReplicationGroupDescription",
      node_type: "CacheNodeType",
      num_node_groups: "NumNodeGroups",
      parameter_group_name: "CacheParameterGroupName",
      subnet_group_name: "CacheSubnetGroupName",
      maintenance_window: "PreferredMaintenanceWindow",
      automatic_failover_enabled: "AutomaticFailoverEnabled",
      multi_az_enabled: "MultiAZEnabled",
      log_delivery_configuration: "LogDeliveryConfigurations",
      preferred_cache_cluster_azs: "PreferredCacheClusterAZs",
      apply_immediately: null,
      final_snapshot_identifier: null,
      auth_token_update_strategy: null,
      "log_delivery_configuration.destination": null,
    },
  },
  aws_elasticache_user: { type: "AWS::ElastiCache::User", arguments: { passwords: "Passwords" } },
  aws_elasticache_user_group: { type: "AWS::ElastiCache::UserGroup" },
  aws_elasticache_subnet_group: { type: "AWS::ElastiCache::SubnetGroup", arguments: { name: "CacheSubnetGroupName" } },
  aws_elasticache_serverless_cache: {
    type: "AWS::ElastiCache::ServerlessCache",
    arguments: { name: "ServerlessCacheName" },
  },
  aws_elasticache_parameter_group: {
    type: "AWS::ElastiCache::ParameterGroup",
    attributes: { name: "Ref" },
    arguments: {
      name: null,
      family: "CacheParameterGroupFamily",
      parameter: { to: "Properties", entries: ["name", "value"] },
    },
  },
};
