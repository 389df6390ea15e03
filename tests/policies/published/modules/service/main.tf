variable "name" { type = string }
variable "subnets" { type = list(string) }
variable "containers" { type = any }
variable "target_group" {
  type    = string
  default = null
}
variable "clients" {
  type    = any
  default = {}
}

module "container" {
  source      = "./container"
  for_each    = { for key, value in var.containers : key => value if try(value.create, true) }
  name        = try(each.value.name, each.key)
  image       = each.value.image
  environment = try(each.value.environment, [])
  secrets     = try(each.value.secrets, [])
}

data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["ecs-tasks.amazonaws.com"]
    }
    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = ["111122223333"]
    }
  }
}

resource "aws_iam_role" "task" {
  for_each           = toset(["task", "execution"])
  name               = "${var.name}-${each.key}"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}

resource "aws_iam_role_policy_attachment" "execution" {
  role       = aws_iam_role.task["execution"].name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"
}

resource "aws_ecs_cluster" "this" {
  count = 1
  name  = var.name
  dynamic "setting" {
    for_each = [{ name = "containerInsights", value = "enabled" }]
    content {
      name  = setting.value.name
      value = setting.value.value
    }
  }
}

resource "aws_ecs_task_definition" "this" {
  count                    = 1
  family                   = var.name
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  cpu                      = 512
  memory                   = 1024
  task_role_arn            = aws_iam_role.task["task"].arn
  execution_role_arn       = aws_iam_role.task["execution"].arn
  container_definitions    = jsonencode([for container in module.container : container.definition])
}

resource "aws_security_group" "this" {
  count       = 1
  name        = var.name
  description = "Tasks of ${var.name}"
}

resource "aws_security_group_rule" "this" {
  for_each                 = var.clients
  type                     = try(each.value.type, "ingress")
  description              = each.key
  security_group_id        = aws_security_group.this[0].id
  protocol                 = "tcp"
  from_port                = each.value.port
  to_port                  = each.value.port
  cidr_blocks              = try(each.value.cidr_blocks, null)
  source_security_group_id = try(each.value.group, null)
}

resource "aws_ecs_service" "this" {
  count           = 1
  name            = var.name
  cluster         = aws_ecs_cluster.this[0].id
  task_definition = aws_ecs_task_definition.this[0].arn
  desired_count   = 2
  launch_type     = "FARGATE"
  network_configuration {
    subnets         = var.subnets
    security_groups = aws_security_group.this[*].id
  }
  dynamic "load_balancer" {
    for_each = var.target_group == null ? [] : [var.target_group]
    content {
      target_group_arn = load_balancer.value
      container_name   = keys(var.containers)[0]
      container_port   = 8080
    }
  }
}
