variable "name" { type = string }

variable "plans" {
  type    = map(object({ schedule = string, days = number }))
  default = { daily = { schedule = "cron(0 3 * * ? *)", days = 35 }, weekly = { schedule = "cron(0 4 ? * SUN *)", days = 180 } }
}

resource "aws_backup_vault" "this" {
  name        = var.name
  kms_key_arn = "arn:aws:kms:us-east-1:123456789012:key/00000000-0000-0000-0000-000000000000"
}

resource "aws_backup_vault_policy" "this" {
  backup_vault_name = aws_backup_vault.this.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Deny"
      Principal = { AWS = "*" }
      Action    = ["backup:DeleteRecoveryPoint", "backup:UpdateRecoveryPointLifecycle"]
      Resource  = "*"
    }]
  })
}

resource "aws_backup_plan" "this" {
  name = var.name
  dynamic "rule" {
    for_each = var.plans
    content {
      rule_name         = rule.key
      target_vault_name = aws_backup_vault.this.name
      schedule          = rule.value.schedule
      start_window      = 60
      completion_window = 180
      lifecycle {
        delete_after       = rule.value.days
        cold_storage_after = rule.value.days > 120 ? 30 : null
      }
    }
  }
}

resource "aws_backup_selection" "this" {
  name         = var.name
  plan_id      = aws_backup_plan.this.id
  iam_role_arn = "arn:aws:iam::123456789012:role/backup"
  selection_tag {
    type  = "STRINGEQUALS"
    key   = "backup"
    value = "daily"
  }
}
