variable "name" { type = string }

resource "aws_elasticache_subnet_group" "this" {
  name       = var.name
  subnet_ids = ["subnet-0aaaaaaaaaaaaaaaa", "subnet-0bbbbbbbbbbbbbbbb"]
}

resource "aws_elasticache_user" "app" {
  user_id       = "${var.name}-app"
  user_name     = "${var.name}-app"
  engine        = "valkey"
  access_string = "on ~session:* +@read +@write"
  authentication_mode {
    type = "iam"
  }
}

resource "aws_elasticache_user" "default" {
  user_id       = "${var.name}-default"
  user_name     = "default"
  engine        = "valkey"
  access_string = "off -@all"
  authentication_mode {
    type = "no-password-required"
  }
}

resource "aws_elasticache_user_group" "this" {
  engine        = "valkey"
  user_group_id = var.name
  user_ids      = [aws_elasticache_user.default.user_id, aws_elasticache_user.app.user_id]
}

resource "aws_elasticache_serverless_cache" "this" {
  name                     = var.name
  engine                   = "valkey"
  major_engine_version     = "8"
  security_group_ids       = ["sg-0aaaaaaaaaaaaaaaa"]
  subnet_ids               = aws_elasticache_subnet_group.this.subnet_ids
  user_group_id            = aws_elasticache_user_group.this.user_group_id
  daily_snapshot_time      = "03:00"
  snapshot_retention_limit = 7

  cache_usage_limits {
    data_storage {
      maximum = 10
      unit    = "GB"
    }
    ecpu_per_second { maximum = 5000 }
  }
}
