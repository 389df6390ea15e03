variable "name" { type = string }

variable "repositories" {
  type    = map(list(string))
  default = { platform = ["environment:prod"], shop = ["ref:refs/heads/main"] }
}

resource "aws_iam_openid_connect_provider" "github" {
  url            = "https://token.actions.githubusercontent.com"
  client_id_list = ["sts.amazonaws.com"]
}

data "aws_iam_policy_document" "trust" {
  for_each = var.repositories
  statement {
    actions = ["sts:AssumeRoleWithWebIdentity"]
    principals {
      type        = "Federated"
      identifiers = [aws_iam_openid_connect_provider.github.arn]
    }
    condition {
      test     = "StringEquals"
      variable = "token.actions.githubusercontent.com:aud"
      values   = ["sts.amazonaws.com"]
    }
    condition {
      test     = "StringEquals"
      variable = "token.actions.githubusercontent.com:sub"
      values   = [for context in each.value : "repo:example/${each.key}:${context}"]
    }
  }
}

resource "aws_iam_role" "this" {
  for_each             = var.repositories
  name                 = "${var.name}-${each.key}"
  assume_role_policy   = data.aws_iam_policy_document.trust[each.key].json
  max_session_duration = 3600
}

resource "aws_iam_policy" "deploy" {
  name = "${var.name}-deploy"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [{ Sid = "Read", Effect = "Allow", Action = ["s3:GetObject"], Resource = ["arn:aws:s3:::${var.name}-state/*"] }],
      [for role in values(aws_iam_role.this) : {
        Effect    = "Allow"
        Action    = "iam:PassRole"
        Resource  = role.arn
        Condition = { StringEquals = { "iam:PassedToService" = "ecs-tasks.amazonaws.com" } }
      }],
    )
  })
}

resource "aws_iam_role_policy_attachment" "deploy" {
  for_each   = aws_iam_role.this
  role       = each.value.name
  policy_arn = aws_iam_policy.deploy.arn
}
