variable "name" { type = string }

locals {
  roles = { execution = "arn:aws:iam::123456789012:role/execution", task = "arn:aws:iam::123456789012:role/task" }
}

resource "aws_ecs_cluster" "this" {
  name = var.name
  setting {
    name  = "containerInsights"
    value = "enabled"
  }
}

resource "aws_cloudwatch_log_group" "this" {
  name              = "/ecs/${var.name}"
  retention_in_days = 90
}

resource "aws_ecs_task_definition" "this" {
  family                   = var.name
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = 512
  memory                   = 1024
  execution_role_arn       = local.roles.execution
  task_role_arn            = local.roles.task
  container_definitions = jsonencode([
    {
      name         = "api"
      image        = "123456789012.dkr.ecr.us-east-1.amazonaws.com/api:1.0.0"
      essential    = true
      portMappings = [{ containerPort = 8080, protocol = "tcp" }]
      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group         = aws_cloudwatch_log_group.this.name
          awslogs-region        = "us-east-1"
          awslogs-stream-prefix = "api"
        }
      }
    },
  ])
}

resource "aws_lb" "this" {
  name                       = var.name
  internal                   = true
  subnets                    = ["subnet-0aaaaaaaaaaaaaaaa", "subnet-0bbbbbbbbbbbbbbbb"]
  security_groups            = ["sg-0aaaaaaaaaaaaaaaa"]
  drop_invalid_header_fields = true
}

resource "aws_lb_target_group" "color" {
  for_each    = toset(["blue", "green"])
  name        = "${var.name}-${each.key}"
  port        = 8080
  protocol    = "HTTP"
  target_type = "ip"
  vpc_id      = "vpc-0aaaaaaaaaaaaaaaa"
  health_check {
    path     = "/health"
    interval = 15
    timeout  = 5
    matcher  = "200-299"
  }
}

resource "aws_lb_listener" "route" {
  for_each          = { prod = 443, test = 8443 }
  load_balancer_arn = aws_lb.this.arn
  port              = each.value
  protocol          = "HTTPS"
  ssl_policy        = "ELBSecurityPolicy-TLS13-1-2-2021-06"
  certificate_arn   = "arn:aws:acm:us-east-1:123456789012:certificate/00000000-0000-0000-0000-000000000000"
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.color["blue"].arn
  }
  lifecycle { ignore_changes = [default_action] }
}

resource "aws_ecs_service" "this" {
  name            = var.name
  cluster         = aws_ecs_cluster.this.id
  task_definition = aws_ecs_task_definition.this.arn
  desired_count   = 2
  launch_type     = "FARGATE"
  deployment_controller { type = "CODE_DEPLOY" }
  network_configuration {
    subnets         = ["subnet-0aaaaaaaaaaaaaaaa", "subnet-0bbbbbbbbbbbbbbbb"]
    security_groups = ["sg-0aaaaaaaaaaaaaaaa"]
  }
  load_balancer {
    target_group_arn = aws_lb_target_group.color["blue"].arn
    container_name   = "api"
    container_port   = 8080
  }
  lifecycle { ignore_changes = [task_definition, load_balancer, desired_count] }
}

resource "aws_codedeploy_app" "this" {
  name             = var.name
  compute_platform = "ECS"
}

resource "aws_codedeploy_deployment_group" "this" {
  app_name               = aws_codedeploy_app.this.name
  deployment_group_name  = var.name
  deployment_config_name = "CodeDeployDefault.ECSCanary10Percent5Minutes"
  service_role_arn       = "arn:aws:iam::123456789012:role/deploy"
  auto_rollback_configuration {
    enabled = true
    events  = ["DEPLOYMENT_FAILURE"]
  }
  blue_green_deployment_config {
    deployment_ready_option { action_on_timeout = "CONTINUE_DEPLOYMENT" }
    terminate_blue_instances_on_deployment_success {
      action                           = "TERMINATE"
      termination_wait_time_in_minutes = 15
    }
  }
  deployment_style {
    deployment_option = "WITH_TRAFFIC_CONTROL"
    deployment_type   = "BLUE_GREEN"
  }
  ecs_service {
    cluster_name = aws_ecs_cluster.this.name
    service_name = aws_ecs_service.this.name
  }
  load_balancer_info {
    target_group_pair_info {
      prod_traffic_route { listener_arns = [aws_lb_listener.route["prod"].arn] }
      test_traffic_route { listener_arns = [aws_lb_listener.route["test"].arn] }
      dynamic "target_group" {
        for_each = aws_lb_target_group.color
        content { name = target_group.value.name }
      }
    }
  }
}
