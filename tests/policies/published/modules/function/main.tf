variable "name" { type = string }
variable "environment" {
  type    = map(string)
  default = {}
}
variable "triggers" {
  type    = any
  default = {}
}
variable "statements" {
  type    = any
  default = {}
}
variable "services" {
  type    = list(string)
  default = ["lambda.amazonaws.com"]
}

data "aws_iam_policy_document" "trust" {
  count = 1
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = distinct(concat(slice(["lambda.amazonaws.com", "edgelambda.amazonaws.com"], 0, 1), var.services))
    }
  }
}

resource "aws_iam_role" "this" {
  count              = 1
  name               = var.name
  assume_role_policy = data.aws_iam_policy_document.trust[0].json
}

data "aws_iam_policy_document" "logs" {
  count = 1
  statement {
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = ["${aws_cloudwatch_log_group.this[0].arn}:*"]
  }
}

data "aws_iam_policy_document" "own" {
  count = length(var.statements) > 0 ? 1 : 0
  dynamic "statement" {
    for_each = var.statements
    content {
      sid       = replace(statement.key, "-", "")
      actions   = statement.value.actions
      resources = statement.value.resources
    }
  }
}

resource "aws_iam_policy" "logs" {
  count  = 1
  name   = "${var.name}-logs"
  policy = data.aws_iam_policy_document.logs[0].json
}

resource "aws_iam_role_policy_attachment" "logs" {
  count      = 1
  role       = aws_iam_role.this[0].name
  policy_arn = aws_iam_policy.logs[0].arn
}

resource "aws_iam_role_policy" "own" {
  count  = length(var.statements) > 0 ? 1 : 0
  role   = aws_iam_role.this[0].id
  policy = data.aws_iam_policy_document.own[0].json
}

resource "aws_cloudwatch_log_group" "this" {
  count             = 1
  name              = "/aws/lambda/${var.name}"
  retention_in_days = 400
}

resource "aws_lambda_function" "this" {
  count         = 1
  function_name = var.name
  role          = aws_iam_role.this[0].arn
  runtime       = "nodejs22.x"
  handler       = "index.handler"
  s3_bucket     = "published-code"
  s3_key        = "${var.name}.zip"
  dynamic "environment" {
    for_each = length(keys(var.environment)) == 0 ? [] : [true]
    content {
      variables = var.environment
    }
  }
}

resource "aws_lambda_permission" "triggers" {
  for_each      = var.triggers
  statement_id  = each.key
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.this[0].function_name
  principal     = try(each.value.principal, format("%s.amazonaws.com", try(each.value.service, "")))
  source_arn    = try(each.value.source_arn, null)
}

output "arn" { value = try(aws_lambda_function.this[0].arn, "") }
