variable "name" { type = string }
variable "vpc" { type = string }
variable "subnets" { type = list(string) }
variable "internal" {
  type    = bool
  default = false
}
variable "type" {
  type    = string
  default = "application"
}
variable "ingress" {
  type    = any
  default = {}
}
variable "listeners" {
  type    = any
  default = {}
}

resource "aws_security_group" "this" {
  count       = var.type == "application" ? 1 : 0
  name        = var.name
  description = "Clients of ${var.name}"
  vpc_id      = var.vpc
}

resource "aws_vpc_security_group_ingress_rule" "this" {
  for_each          = { for key, value in var.ingress : key => value if var.type == "application" }
  security_group_id = aws_security_group.this[0].id
  description       = try(each.value.description, each.key)
  ip_protocol       = lookup(each.value, "protocol", "tcp")
  from_port         = each.value.port
  to_port           = try(each.value.to_port, each.value.port)
  cidr_ipv4         = lookup(each.value, "cidr", null)
  cidr_ipv6         = lookup(each.value, "cidr6", null)
}

resource "aws_lb" "this" {
  count                      = 1
  name                       = var.name
  internal                   = var.internal
  load_balancer_type         = var.type
  subnets                    = var.subnets
  security_groups            = var.type == "application" ? compact(concat(aws_security_group.this[*].id, [])) : null
  drop_invalid_header_fields = var.type == "application" ? true : null
}

resource "aws_lb_target_group" "this" {
  for_each    = { web = { port = 8080 } }
  name        = "${var.name}-${each.key}"
  port        = each.value.port
  protocol    = var.type == "application" ? "HTTP" : "TCP"
  target_type = "ip"
  vpc_id      = var.vpc
}

resource "aws_lb_listener" "this" {
  for_each          = var.listeners
  load_balancer_arn = aws_lb.this[0].arn
  port              = try(each.value.port, 80)
  protocol          = try(each.value.protocol, "HTTP")
  certificate_arn   = try(each.value.certificate, null)
  ssl_policy        = contains(["HTTPS", "TLS"], try(each.value.protocol, "")) ? "ELBSecurityPolicy-TLS13-1-2-Res-2021-06" : null
  dynamic "default_action" {
    for_each = try([each.value.redirect], [])
    content {
      type = "redirect"
      redirect {
        port        = "443"
        protocol    = "HTTPS"
        status_code = "HTTP_301"
      }
    }
  }
  dynamic "default_action" {
    for_each = try([each.value.forward], [])
    content {
      type             = "forward"
      target_group_arn = aws_lb_target_group.this[default_action.value].arn
    }
  }
}

output "target_group" { value = aws_lb_target_group.this["web"].arn }
output "group" { value = try(aws_security_group.this[0].id, null) }
