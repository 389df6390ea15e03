variable "name" { type = string }

resource "aws_scheduler_schedule_group" "this" {
  name = var.name
}

resource "aws_scheduler_schedule" "this" {
  for_each                     = { hourly = "rate(1 hour)", nightly = "cron(0 3 * * ? *)", once = "at(2030-01-01T00:00:00)" }
  name                         = each.key
  group_name                   = aws_scheduler_schedule_group.this.name
  schedule_expression          = each.value
  schedule_expression_timezone = "Europe/Berlin"
  flexible_time_window {
    mode                      = "FLEXIBLE"
    maximum_window_in_minutes = 15
  }
  target {
    arn      = "arn:aws:lambda:us-east-1:123456789012:function:${var.name}"
    role_arn = "arn:aws:iam::123456789012:role/${var.name}"
    input    = jsonencode({ job = each.key })
    retry_policy { maximum_retry_attempts = 3 }
  }
}
