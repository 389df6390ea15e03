variable "name" { type = string }

module "queues" {
  source   = "../../parts/queues"
  for_each = { orders = ["placed", "paid"], mails = ["sent"] }
  name     = "${var.name}-${each.key}"
  kinds    = each.value
}

module "topic" {
  source = "../../parts/topic"
  count  = 1
  name   = var.name
  queues = merge([for queues in module.queues : queues.arns]...)
}
