variable "name" { type = string }
variable "dead_letters" {
  type    = bool
  default = true
}
variable "statements" {
  type    = any
  default = {}
}

resource "aws_sqs_queue" "this" {
  count                     = 1
  name                      = var.name
  sqs_managed_sse_enabled   = true
  message_retention_seconds = 86400
}

resource "aws_sqs_queue" "dead" {
  count                     = var.dead_letters ? 1 : 0
  name                      = "${var.name}-dead"
  message_retention_seconds = 1209600
}

resource "aws_sqs_queue_redrive_policy" "this" {
  count     = var.dead_letters ? 1 : 0
  queue_url = aws_sqs_queue.this[0].url
  redrive_policy = jsonencode(merge(
    { deadLetterTargetArn = aws_sqs_queue.dead[0].arn },
    { maxReceiveCount = 5 },
  ))
}

data "aws_iam_policy_document" "this" {
  count = length(var.statements) > 0 ? 1 : 0
  dynamic "statement" {
    for_each = var.statements
    content {
      sid       = statement.key
      effect    = try(statement.value.effect, "Allow")
      actions   = statement.value.actions
      resources = [aws_sqs_queue.this[0].arn]
      dynamic "principals" {
        for_each = statement.value.principals
        content {
          type        = principals.value.type
          identifiers = principals.value.identifiers
        }
      }
      dynamic "condition" {
        for_each = try(statement.value.conditions, [])
        content {
          test     = condition.value.test
          variable = condition.value.variable
          values   = condition.value.values
        }
      }
    }
  }
}

resource "aws_sqs_queue_policy" "this" {
  count     = length(var.statements) > 0 ? 1 : 0
  queue_url = aws_sqs_queue.this[0].url
  policy    = data.aws_iam_policy_document.this[0].json
}

output "arn" { value = try(aws_sqs_queue.this[0].arn, null) }
