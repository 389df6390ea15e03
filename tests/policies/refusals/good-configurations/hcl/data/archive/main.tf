variable "name" { type = string }

resource "aws_s3_bucket" "this" {
  bucket              = var.name
  object_lock_enabled = true
}

resource "aws_s3_bucket_versioning" "this" {
  bucket = aws_s3_bucket.this.id
  versioning_configuration { status = "Enabled" }
}

resource "aws_s3_bucket_object_lock_configuration" "this" {
  bucket = aws_s3_bucket.this.id
  rule {
    default_retention {
      mode = "GOVERNANCE"
      days = 30
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "this" {
  bucket = aws_s3_bucket.this.id

  dynamic "rule" {
    for_each = { invoices = 2555, exports = 365 }
    content {
      id     = rule.key
      status = "Enabled"
      filter { prefix = "${rule.key}/" }
      transition {
        days          = 90
        storage_class = "GLACIER"
      }
      expiration { days = rule.value }
      noncurrent_version_expiration { noncurrent_days = 90 }
      abort_incomplete_multipart_upload { days_after_initiation = 7 }
    }
  }
}

resource "aws_s3_bucket_public_access_block" "this" {
  bucket                  = aws_s3_bucket.this.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

data "aws_iam_policy_document" "transport" {
  dynamic "statement" {
    for_each = { Bucket = aws_s3_bucket.this.arn, Objects = "${aws_s3_bucket.this.arn}/*" }
    content {
      sid       = "DenyPlainHttp${statement.key}"
      effect    = "Deny"
      actions   = ["s3:*"]
      resources = [statement.value]
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
}

resource "aws_s3_bucket_policy" "this" {
  bucket = aws_s3_bucket.this.id
  policy = data.aws_iam_policy_document.transport.json
}

resource "aws_s3_bucket_notification" "this" {
  bucket      = aws_s3_bucket.this.id
  eventbridge = true
}
