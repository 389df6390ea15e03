variable "name" { type = string }

resource "aws_appautoscaling_target" "this" {
  service_namespace  = "ecs"
  resource_id        = "service/${var.name}/worker"
  scalable_dimension = "ecs:service:DesiredCount"
  min_capacity       = 2
  max_capacity       = 10
}

locals {
  steps = {
    out = { low = 0, high = null, change = 2 }
    in  = { low = null, high = 0, change = -1 }
  }
}

resource "aws_appautoscaling_policy" "step" {
  for_each           = local.steps
  name               = "${var.name}-${each.key}"
  policy_type        = "StepScaling"
  service_namespace  = aws_appautoscaling_target.this.service_namespace
  resource_id        = aws_appautoscaling_target.this.resource_id
  scalable_dimension = aws_appautoscaling_target.this.scalable_dimension
  step_scaling_policy_configuration {
    adjustment_type         = "ChangeInCapacity"
    cooldown                = 300
    metric_aggregation_type = "Average"
    step_adjustment {
      metric_interval_lower_bound = each.value.low
      metric_interval_upper_bound = each.value.high
      scaling_adjustment          = each.value.change
    }
  }
}

resource "aws_appautoscaling_policy" "memory" {
  name               = "${var.name}-memory"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = aws_appautoscaling_target.this.service_namespace
  resource_id        = aws_appautoscaling_target.this.resource_id
  scalable_dimension = aws_appautoscaling_target.this.scalable_dimension
  target_tracking_scaling_policy_configuration {
    target_value = 80
    predefined_metric_specification {
      predefined_metric_type = "ECSServiceAverageMemoryUtilization"
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "cpu" {
  for_each            = { out = { operator = "GreaterThanThreshold", at = 75 }, in = { operator = "LessThanThreshold", at = 25 } }
  alarm_name          = "${var.name}-cpu-${each.key}"
  comparison_operator = each.value.operator
  threshold           = each.value.at
  evaluation_periods  = 3
  datapoints_to_alarm = 2
  period              = 60
  statistic           = "Average"
  namespace           = "AWS/ECS"
  metric_name         = "CPUUtilization"
  dimensions          = { ClusterName = var.name, ServiceName = "worker" }
  alarm_actions       = [aws_appautoscaling_policy.step[each.key].arn]
}

resource "aws_appautoscaling_scheduled_action" "night" {
  name               = "${var.name}-night"
  service_namespace  = aws_appautoscaling_target.this.service_namespace
  resource_id        = aws_appautoscaling_target.this.resource_id
  scalable_dimension = aws_appautoscaling_target.this.scalable_dimension
  schedule           = "cron(0 22 * * ? *)"
  scalable_target_action {
    min_capacity = 1
    max_capacity = 2
  }
}
