variable "name" { type = string }
variable "subscriptions" {
  type    = any
  default = {}
}

data "aws_iam_policy_document" "this" {
  count = 1
  statement {
    sid       = "publish"
    actions   = ["sns:Publish", "sns:Subscribe"]
    resources = [aws_sns_topic.this[0].arn]
    principals {
      type        = "AWS"
      identifiers = ["*"]
    }
    condition {
      test     = "StringEquals"
      variable = "AWS:SourceOwner"
      values   = ["111122223333"]
    }
  }
}

resource "aws_sns_topic" "this" {
  count = 1
  name  = var.name
}

resource "aws_sns_topic_policy" "this" {
  count  = 1
  arn    = aws_sns_topic.this[0].arn
  policy = data.aws_iam_policy_document.this[0].json
}

resource "aws_sns_topic_subscription" "this" {
  for_each  = var.subscriptions
  topic_arn = aws_sns_topic.this[0].arn
  protocol  = each.value.protocol
  endpoint  = each.value.endpoint
}

output "arn" { value = try(aws_sns_topic.this[0].arn, null) }
