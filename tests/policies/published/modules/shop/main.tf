variable "name" { type = string }

locals {
  zones       = ["us-east-1a", "us-east-1b"]
  certificate = "arn:aws:acm:us-east-1:111122223333:certificate/00000000-0000-0000-0000-000000000000"
}

data "aws_iam_policy_document" "key" {
  statement {
    sid       = "account"
    actions   = ["kms:*"]
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::111122223333:root"]
    }
  }
}

resource "aws_kms_key" "this" {
  count  = 1
  policy = data.aws_iam_policy_document.key.json
}

module "vpc" {
  source   = "../vpc"
  for_each = { main = "10.60" }
  cidr     = "${each.value}.0.0/16"
  zones    = local.zones
  public   = [for index in range(2) : cidrsubnet("${each.value}.0.0/16", 8, index)]
  private  = [for index in range(2) : cidrsubnet("${each.value}.0.0/16", 8, index + 10)]
  database = [for index in range(2) : cidrsubnet("${each.value}.0.0/16", 8, index + 20)]
}

module "bucket" {
  source          = "../bucket"
  for_each        = { files = { delivery = false }, logs = { delivery = true } }
  name            = "${var.name}-${each.key}"
  log_delivery    = each.value.delivery
  key             = each.key == "files" ? aws_kms_key.this[0].arn : null
  attach          = each.key == "files"
  policy          = each.key == "files" ? data.aws_iam_policy_document.files.json : null
  lifecycle_rules = [{ id = "uploads", abort_after_days = 3 }]
}

module "no_bucket" {
  source = "../bucket"
  create = false
  name   = "${var.name}-none"
}

data "aws_iam_policy_document" "files" {
  statement {
    actions   = ["s3:GetObject"]
    resources = ["arn:aws:s3:::${var.name}-files/*"]
    principals {
      type        = "Service"
      identifiers = ["cloudfront.amazonaws.com"]
    }
    condition {
      test     = "StringEquals"
      variable = "aws:SourceArn"
      values   = [module.distribution[0].arn]
    }
  }
}

module "distribution" {
  source   = "../distribution"
  count    = 1
  controls = { files = "s3" }
  origins = {
    files = { domain = "${var.name}-files.s3.us-east-1.amazonaws.com", control = "files" }
    shop  = { domain = "origin.example.com", custom = "https-only" }
  }
  behaviors   = [{ path = "/shop/*", origin = "shop", viewer = "redirect-to-https" }, { path = "/cart/*", origin = "shop" }]
  certificate = { arn = local.certificate, minimum = "TLSv1.2_2021" }
}

module "aurora" {
  source       = "../aurora"
  count        = 1
  name         = "${var.name}-ledger"
  vpc          = module.vpc["main"].id
  subnet_group = module.vpc["main"].database_group
  key          = aws_kms_key.this[0].arn
  instances    = { one = {}, two = { class = "db.r7g.xlarge" } }
  clients      = { private-a = "10.60.10.0/24", private-b = "10.60.11.0/24" }
  parameters   = [{ name = "rds.force_ssl", value = "1" }]
}

module "function" {
  source      = "../function"
  for_each    = toset(["resize", "mail"])
  name        = "${var.name}-${each.key}"
  environment = { QUEUE = module.queue["orders"].arn, SECRET_NAME = "shop/${each.key}" }
  statements  = { read-files = { actions = ["s3:GetObject"], resources = ["${module.bucket["files"].arn}/*"] } }
  triggers    = { topic = { service = "sns", source_arn = module.topic.arn } }
}

module "balancer" {
  source   = "../balancer"
  for_each = { web = { internal = false, type = "application" }, tcp = { internal = true, type = "network" } }
  name     = "${var.name}-${each.key}"
  vpc      = module.vpc["main"].id
  subnets  = each.value.internal ? module.vpc["main"].private_subnets : module.vpc["main"].public_subnets
  internal = each.value.internal
  type     = each.value.type
  ingress = {
    http  = { port = 80, cidr = "0.0.0.0/0" }
    https = { port = 443, cidr = "0.0.0.0/0" }
    ipv6  = { port = 443, cidr6 = "::/0" }
  }
  listeners = each.value.type == "application" ? {
    http  = { port = 80, protocol = "HTTP", redirect = true }
    https = { port = 443, protocol = "HTTPS", certificate = local.certificate, forward = "web" }
    } : {
    tcp = { port = 5000, protocol = "TCP", forward = "web" }
  }
}

module "service" {
  source       = "../service"
  name         = "${var.name}-api"
  subnets      = module.vpc["main"].private_subnets
  target_group = module.balancer["web"].target_group
  clients = {
    balancer = { port = 8080, group = module.balancer["web"].group }
    updates  = { port = 443, type = "egress", cidr_blocks = ["0.0.0.0/0"] }
  }
  containers = {
    api = {
      image       = "111122223333.dkr.ecr.us-east-1.amazonaws.com/api:1.4.2"
      environment = [{ name = "QUEUE_URL", value = module.queue["orders"].arn }]
      secrets     = [{ name = "DB_PASSWORD", valueFrom = "arn:aws:secretsmanager:us-east-1:111122223333:secret:db" }]
    }
    proxy = { image = "public.ecr.aws/envoy:1.30" }
    debug = { image = "busybox", create = false }
  }
}

module "cache" {
  source  = "../cache"
  count   = 1
  name    = "${var.name}-sessions"
  subnets = module.vpc["main"].private_subnets
  token   = aws_kms_key.this[0].key_id
}

module "queue" {
  source   = "../queue"
  for_each = toset(["orders"])
  name     = "${var.name}-${each.key}"
  statements = {
    topic = {
      actions    = ["sqs:SendMessage"]
      principals = [{ type = "Service", identifiers = ["sns.amazonaws.com"] }]
      conditions = [{ test = "ArnEquals", variable = "aws:SourceArn", values = [module.topic.arn] }]
    }
    account = {
      actions    = ["sqs:*"]
      principals = [{ type = "AWS", identifiers = ["arn:aws:iam::111122223333:root"] }]
    }
  }
}

module "topic" {
  source        = "../topic"
  name          = "${var.name}-events"
  subscriptions = { orders = { protocol = "sqs", endpoint = "arn:aws:sqs:us-east-1:111122223333:${var.name}-orders" } }
}
