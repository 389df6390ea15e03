variable "name" { type = string }

variable "metrics" {
  type = map(object({ namespace = string, statistic = optional(string), percentile = optional(string), threshold = number }))
  default = {
    HTTPCode_Target_5XX_Count = { namespace = "AWS/ApplicationELB", statistic = "Sum", threshold = 10 }
    TargetResponseTime        = { namespace = "AWS/ApplicationELB", percentile = "p99", threshold = 1 }
  }
}

resource "aws_cloudwatch_metric_alarm" "this" {
  for_each            = var.metrics
  alarm_name          = "${var.name}-${each.key}"
  comparison_operator = "GreaterThanThreshold"
  namespace           = each.value.namespace
  metric_name         = each.key
  statistic           = each.value.statistic
  extended_statistic  = each.value.percentile
  threshold           = each.value.threshold
  period              = 60
  evaluation_periods  = 5
  datapoints_to_alarm = 3
  treat_missing_data  = "notBreaching"
}

resource "aws_cloudwatch_composite_alarm" "this" {
  alarm_name = var.name
  alarm_rule = join(" OR ", [for alarm in aws_cloudwatch_metric_alarm.this : "ALARM(\"${alarm.alarm_name}\")"])
}

resource "aws_cloudwatch_log_group" "this" {
  name              = "/apps/${var.name}"
  retention_in_days = 365
}

resource "aws_cloudwatch_log_metric_filter" "errors" {
  name           = "${var.name}-errors"
  log_group_name = aws_cloudwatch_log_group.this.name
  pattern        = "{ $.level = \"error\" }"
  metric_transformation {
    name          = "Errors"
    namespace     = "Apps/${var.name}"
    value         = "1"
    default_value = "0"
  }
}

resource "aws_cloudwatch_dashboard" "this" {
  dashboard_name = var.name
  dashboard_body = jsonencode({
    widgets = [for name, metric in var.metrics : {
      type       = "metric"
      x          = 0
      y          = 0
      width      = 12
      height     = 6
      properties = { region = "us-east-1", title = name, metrics = [[metric.namespace, name]] }
    }]
  })
}
