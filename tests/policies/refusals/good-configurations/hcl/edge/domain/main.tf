variable "name" { type = string }

locals { zone = "${var.name}.example.com" }

resource "aws_route53_zone" "this" {
  name = local.zone
}

resource "aws_acm_certificate" "this" {
  domain_name               = local.zone
  subject_alternative_names = ["*.${local.zone}"]
  validation_method         = "DNS"
  lifecycle { create_before_destroy = true }
}

resource "aws_route53_health_check" "this" {
  type              = "HTTPS"
  fqdn              = "www.${local.zone}"
  port              = 443
  resource_path     = "/health"
  request_interval  = 30
  failure_threshold = 3
}

resource "aws_route53_record" "failover" {
  for_each        = { PRIMARY = "primary", SECONDARY = "secondary" }
  zone_id         = aws_route53_zone.this.zone_id
  name            = "www"
  type            = "CNAME"
  ttl             = 60
  set_identifier  = each.value
  records         = ["${each.value}.example.net"]
  health_check_id = each.key == "PRIMARY" ? aws_route53_health_check.this.id : null
  failover_routing_policy { type = each.key }
}

resource "aws_route53_record" "text" {
  zone_id = aws_route53_zone.this.zone_id
  name    = local.zone
  type    = "TXT"
  ttl     = 300
  records = ["v=spf1 -all"]
}
