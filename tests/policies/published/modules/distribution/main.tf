variable "origins" { type = any }
variable "behaviors" {
  type    = any
  default = []
}
variable "certificate" {
  type    = any
  default = { cloudfront_default_certificate = true }
}
variable "controls" {
  type    = map(string)
  default = {}
}

resource "aws_cloudfront_origin_access_control" "this" {
  for_each                          = var.controls
  name                              = each.key
  origin_access_control_origin_type = each.value
  signing_behavior                  = "always"
  signing_protocol                  = "sigv4"
}

resource "aws_cloudfront_distribution" "this" {
  count   = 1
  enabled = true
  dynamic "origin" {
    for_each = var.origins
    content {
      origin_id                = try(origin.value.id, origin.key)
      domain_name              = origin.value.domain
      origin_access_control_id = try(aws_cloudfront_origin_access_control.this[origin.value.control].id, null)
      dynamic "custom_origin_config" {
        for_each = try([origin.value.custom], [])
        content {
          http_port              = 80
          https_port             = 443
          origin_protocol_policy = custom_origin_config.value
          origin_ssl_protocols   = ["TLSv1.2"]
        }
      }
    }
  }
  default_cache_behavior {
    target_origin_id       = "files"
    viewer_protocol_policy = "redirect-to-https"
    allowed_methods        = ["GET", "HEAD"]
    cached_methods         = ["GET", "HEAD"]
    cache_policy_id        = "658327ea-f89d-4fab-a63d-7e88639e58f6"
  }
  dynamic "ordered_cache_behavior" {
    for_each = var.behaviors
    iterator = i
    content {
      path_pattern           = i.value.path
      target_origin_id       = i.value.origin
      viewer_protocol_policy = lookup(i.value, "viewer", "https-only")
      allowed_methods        = ["GET", "HEAD"]
      cached_methods         = ["GET", "HEAD"]
      cache_policy_id        = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
    }
  }
  restrictions {
    geo_restriction {
      restriction_type = "none"
    }
  }
  viewer_certificate {
    acm_certificate_arn            = lookup(var.certificate, "arn", null)
    cloudfront_default_certificate = lookup(var.certificate, "cloudfront_default_certificate", null)
    minimum_protocol_version       = lookup(var.certificate, "minimum", "TLSv1")
    ssl_support_method             = lookup(var.certificate, "arn", null) == null ? null : "sni-only"
  }
}

output "arn" { value = try(aws_cloudfront_distribution.this[0].arn, null) }
