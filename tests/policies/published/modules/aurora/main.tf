variable "name" { type = string }
variable "vpc" { type = string }
variable "subnet_group" { type = string }
variable "key" { type = string }
variable "instances" { type = any }
variable "clients" {
  type    = map(string)
  default = {}
}
variable "parameters" {
  type    = list(map(string))
  default = []
}

resource "aws_security_group" "this" {
  count       = 1
  name_prefix = "${var.name}-"
  description = "Access to ${var.name}"
  vpc_id      = var.vpc
}

resource "aws_security_group_rule" "clients" {
  for_each          = var.clients
  type              = "ingress"
  description       = each.key
  security_group_id = aws_security_group.this[0].id
  protocol          = "tcp"
  from_port         = 5432
  to_port           = 5432
  cidr_blocks       = [each.value]
}

resource "aws_rds_cluster_parameter_group" "this" {
  count  = length(var.parameters) > 0 ? 1 : 0
  name   = var.name
  family = "aurora-postgresql16"
  dynamic "parameter" {
    for_each = var.parameters
    content {
      name         = parameter.value.name
      value        = parameter.value.value
      apply_method = try(parameter.value.apply_method, "immediate")
    }
  }
}

resource "aws_rds_cluster" "this" {
  count                           = 1
  cluster_identifier              = var.name
  engine                          = "aurora-postgresql"
  engine_version                  = "16.11"
  storage_encrypted               = true
  kms_key_id                      = var.key
  master_username                 = "owner"
  manage_master_user_password     = true
  db_subnet_group_name            = var.subnet_group
  db_cluster_parameter_group_name = try(aws_rds_cluster_parameter_group.this[0].id, null)
  vpc_security_group_ids          = compact(concat([try(aws_security_group.this[0].id, "")], []))
  final_snapshot_identifier       = "${var.name}-final"
  lifecycle {
    ignore_changes = [engine_version]
  }
}

resource "aws_rds_cluster_instance" "this" {
  for_each            = var.instances
  identifier          = "${var.name}-${each.key}"
  cluster_identifier  = aws_rds_cluster.this[0].id
  engine              = "aurora-postgresql"
  instance_class      = try(each.value.class, "db.r7g.large")
  publicly_accessible = try(each.value.public, false)
}
