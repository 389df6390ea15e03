variable "name" { type = string }
variable "kinds" { type = list(string) }

module "queue" {
  source   = "../queue"
  for_each = toset(var.kinds)
  name     = "${var.name}-${each.key}"
}

output "arns" { value = { for kind, queue in module.queue : "${var.name}-${kind}" => queue.arn } }
