variable "name" { type = string }

variable "rules" {
  type    = list(string)
  default = ["10.0.0.0/20", "10.0.16.0/20"]
}

resource "aws_security_group" "this" {
  name        = var.name
  description = "PostgreSQL of ${var.name}"
  vpc_id      = "vpc-0aaaaaaaaaaaaaaaa"

  dynamic "ingress" {
    for_each = var.rules
    content {
      description = "Application subnets"
      protocol    = "tcp"
      from_port   = 5432
      to_port     = 5432
      cidr_blocks = [ingress.value]
    }
  }
}

resource "aws_db_subnet_group" "this" {
  name       = var.name
  subnet_ids = ["subnet-0aaaaaaaaaaaaaaaa", "subnet-0bbbbbbbbbbbbbbbb", "subnet-0cccccccccccccccc"]
}

resource "aws_db_instance" "this" {
  identifier                      = var.name
  engine                          = "postgres"
  engine_version                  = "17.7"
  instance_class                  = "db.r7g.large"
  allocated_storage               = 400
  storage_type                    = "gp3"
  iops                            = 12000
  storage_throughput              = 500
  storage_encrypted               = true
  kms_key_id                      = "arn:aws:kms:us-east-1:123456789012:key/00000000-0000-0000-0000-000000000000"
  username                        = "dbowner"
  manage_master_user_password     = true
  db_subnet_group_name            = aws_db_subnet_group.this.name
  vpc_security_group_ids          = [aws_security_group.this.id]
  multi_az                        = true
  backup_retention_period         = 7
  deletion_protection             = true
  final_snapshot_identifier       = "${var.name}-final"
  performance_insights_enabled    = true
  enabled_cloudwatch_logs_exports = ["postgresql", "upgrade"]
}

resource "aws_db_proxy" "this" {
  name           = var.name
  engine_family  = "POSTGRESQL"
  require_tls    = true
  role_arn       = "arn:aws:iam::123456789012:role/${var.name}-proxy"
  vpc_subnet_ids = aws_db_subnet_group.this.subnet_ids

  auth {
    auth_scheme = "SECRETS"
    iam_auth    = "REQUIRED"
    secret_arn  = "arn:aws:secretsmanager:us-east-1:123456789012:secret:${var.name}-AbCdEf"
  }
}
