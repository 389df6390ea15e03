variable "name" { type = string }
variable "image" { type = string }
variable "environment" {
  type    = list(object({ name = string, value = string }))
  default = []
}
variable "secrets" {
  type    = list(object({ name = string, valueFrom = string }))
  default = []
}

locals {
  definition = {
    name                   = var.name
    image                  = var.image
    essential              = true
    readonlyRootFilesystem = true
    user                   = "1000"
    environment            = length(var.environment) > 0 ? var.environment : null
    secrets                = length(var.secrets) > 0 ? var.secrets : null
    logConfiguration = {
      logDriver = "awslogs"
      options   = { awslogs-group = "/ecs/${var.name}", awslogs-region = "us-east-1", awslogs-stream-prefix = "ecs" }
    }
  }
}

output "definition" { value = { for key, value in local.definition : key => value if value != null } }
