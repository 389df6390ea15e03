variable "name" { type = string }
variable "create" {
  type    = bool
  default = true
}
variable "require_tls" {
  type    = bool
  default = true
}
variable "attach" {
  type    = bool
  default = false
}
variable "policy" {
  type    = string
  default = null
}
variable "log_delivery" {
  type    = bool
  default = false
}
variable "lifecycle_rules" {
  type    = any
  default = []
}
variable "key" {
  type    = string
  default = null
}

locals {
  create        = var.create
  attach_policy = var.require_tls || var.log_delivery || var.attach
}

resource "aws_s3_bucket" "this" {
  count         = local.create ? 1 : 0
  bucket        = var.name
  force_destroy = false
}

data "aws_iam_policy_document" "tls" {
  count = local.create && var.require_tls ? 1 : 0
  statement {
    sid       = "denyPlainHttp"
    effect    = "Deny"
    actions   = ["s3:*"]
    resources = [aws_s3_bucket.this[0].arn, "${aws_s3_bucket.this[0].arn}/*"]
    principals {
      type        = "*"
      identifiers = ["*"]
    }
    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = ["false"]
    }
  }
}

data "aws_iam_policy_document" "logs" {
  count = local.create && var.log_delivery ? 1 : 0
  statement {
    sid       = "deliverLogs"
    actions   = ["s3:PutObject"]
    resources = ["${aws_s3_bucket.this[0].arn}/*"]
    principals {
      type        = "Service"
      identifiers = ["logging.s3.amazonaws.com"]
    }
    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = ["111122223333"]
    }
  }
}

data "aws_iam_policy_document" "combined" {
  count = local.create && local.attach_policy ? 1 : 0
  source_policy_documents = compact([
    var.require_tls ? data.aws_iam_policy_document.tls[0].json : "",
    var.log_delivery ? data.aws_iam_policy_document.logs[0].json : "",
    var.attach ? var.policy : "",
  ])
}

resource "aws_s3_bucket_policy" "this" {
  count      = local.create && local.attach_policy ? 1 : 0
  bucket     = aws_s3_bucket.this[0].id
  policy     = data.aws_iam_policy_document.combined[0].json
  depends_on = [aws_s3_bucket_public_access_block.this]
}

resource "aws_s3_bucket_public_access_block" "this" {
  count                   = local.create ? 1 : 0
  bucket                  = aws_s3_bucket.this[0].id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_server_side_encryption_configuration" "this" {
  count  = local.create ? 1 : 0
  bucket = aws_s3_bucket.this[0].bucket
  rule {
    bucket_key_enabled = true
    apply_server_side_encryption_by_default {
      sse_algorithm     = try(var.key, null) == null ? "AES256" : "aws:kms"
      kms_master_key_id = var.key
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "this" {
  count  = local.create && length(var.lifecycle_rules) > 0 ? 1 : 0
  bucket = aws_s3_bucket.this[0].id
  dynamic "rule" {
    for_each = var.lifecycle_rules
    content {
      id     = try(rule.value.id, null)
      status = "Enabled"
      filter {}
      dynamic "abort_incomplete_multipart_upload" {
        for_each = try([rule.value.abort_after_days], [])
        content {
          days_after_initiation = abort_incomplete_multipart_upload.value
        }
      }
    }
  }
}

output "id" { value = try(aws_s3_bucket.this[0].id, "") }
output "arn" { value = try(aws_s3_bucket.this[0].arn, "") }
output "domain" { value = try(aws_s3_bucket.this[0].bucket_regional_domain_name, "") }
