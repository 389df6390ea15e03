variable "name" { type = string }
variable "subnets" { type = list(string) }
variable "token" {
  type      = string
  default   = null
  sensitive = true
}

resource "aws_elasticache_subnet_group" "this" {
  count      = 1
  name       = var.name
  subnet_ids = var.subnets
}

resource "aws_elasticache_replication_group" "this" {
  count                      = 1
  replication_group_id       = var.name
  description                = var.name
  engine                     = "valkey"
  node_type                  = "cache.t4g.small"
  num_cache_clusters         = 2
  automatic_failover_enabled = true
  multi_az_enabled           = true
  at_rest_encryption_enabled = true
  transit_encryption_enabled = true
  auth_token                 = var.token
  subnet_group_name          = try(aws_elasticache_subnet_group.this[0].name, null)
}
