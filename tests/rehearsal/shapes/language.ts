import { type Shape } from "./shape";

const queue = { aws_sqs_queue: { jobs: { name: "jobs" } } };

/** Features of Terraform's language. */
export const LANGUAGE: Readonly<Record<string, Shape>> = {
  "values of lookups in the forms that functions need": {
    data: {
      aws_ssm_parameter: {
        cidr: { name: "/cidr" },
        limit: { name: "/limit" },
        subnets: { name: "/subnets" },
        settings: { name: "/settings" },
        file: { name: "/file" },
        until: { name: "/until" },
        flag: { name: "/flag" },
      },
      aws_subnets: { only: { filter: [{ name: "tag:Name", values: ["only"] }] }, many: {} },
      aws_secretsmanager_secret_version: { db: { secret_id: "db" }, list: { secret_id: "list" } },
    },
    locals: {
      secret: "${data.aws_secretsmanager_secret_version.db.secret_string}",
      db: "${jsondecode(local.secret)}",
      subnets: '${split(",", data.aws_ssm_parameter.subnets.value)}',
    },
    output: {
      cidr: { value: "${cidrsubnet(data.aws_ssm_parameter.cidr.value, 8, 1)}", sensitive: true },
      host: { value: "${cidrhost(data.aws_ssm_parameter.cidr.value, 5)}", sensitive: true },
      limit: { value: "${tonumber(data.aws_ssm_parameter.limit.value) * 6}", sensitive: true },
      subnet: { value: "${local.subnets[2]}", sensitive: true },
      one: { value: "${one(data.aws_subnets.only.ids)}", sensitive: true },
      fifth: { value: "${data.aws_subnets.many.ids[4]}", sensitive: true },
      sliced: { value: "${slice(data.aws_subnets.many.ids, 1, 5)}", sensitive: true },
      user: { value: "${local.db.username}", sensitive: true },
      nested: { value: '${lookup(local.db, "password", "")}', sensitive: true },
      deep: { value: "${jsondecode(local.secret).hosts.primary}", sensitive: true },
      list: {
        value: "${jsondecode(data.aws_secretsmanager_secret_version.list.secret_string)[0]}",
        sensitive: true,
      },
      yaml: { value: "${yamldecode(data.aws_ssm_parameter.settings.value).region}", sensitive: true },
      file: { value: "${base64decode(data.aws_ssm_parameter.file.value)}", sensitive: true },
      until: { value: '${timeadd(data.aws_ssm_parameter.until.value, "24h")}', sensitive: true },
      flag: { value: "${tobool(data.aws_ssm_parameter.flag.value) ? 1 : 0}", sensitive: true },
    },
    resource: queue,
  },
  "moved, removed and checked blocks": {
    moved: [{ from: "aws_sqs_queue.old", to: "aws_sqs_queue.jobs" }],
    removed: [{ from: "aws_sns_topic.gone", lifecycle: { destroy: false } }],
    check: { queue: { assert: { condition: '${aws_sqs_queue.jobs.name == "jobs"}', error_message: "name" } } },
    resource: queue,
  },
  "variables of every kind": {
    variable: {
      teams: { type: "list(string)" },
      size: { type: "number", default: 2 },
      settings: { type: "object({ delay = number, tags = map(string) })" },
      secret: { type: "string", sensitive: true },
    },
    resource: {
      aws_sqs_queue: {
        team: {
          for_each: "${toset(var.teams)}",
          name: "orders-${each.key}",
          delay_seconds: "${var.settings.delay * var.size}",
          tags: "${var.settings.tags}",
        },
      },
      aws_ssm_parameter: { secret: { name: "/secret", type: "SecureString", value: "${var.secret}" } },
    },
  },
  "dynamic blocks, conditions and provisioners": {
    locals: { ports: [80, 443] },
    resource: {
      aws_security_group: {
        web: {
          name: "web",
          dynamic: {
            ingress: {
              for_each: "${local.ports}",
              content: {
                from_port: "${ingress.value}",
                to_port: "${ingress.value}",
                protocol: "tcp",
                cidr_blocks: ["10.0.0.0/8"],
              },
            },
          },
          lifecycle: { precondition: [{ condition: "${length(local.ports) > 0}", error_message: "no port" }] },
        },
      },
      terraform_data: {
        note: { input: "${aws_security_group.web.id}", triggers_replace: ["${aws_security_group.web.id}"] },
      },
    },
  },
  "resources in a module of the stack": {
    module: { queues: { source: "./assets/queues", name: "jobs" } },
    files: {
      "assets/queues/main.tf":
        'variable "name" {}\nresource "aws_sqs_queue" "this" {\n  name = var.name\n}\noutput "arn" {\n  value = aws_sqs_queue.this.arn\n}\n',
    },
    resource: { aws_ssm_parameter: { arn: { name: "/arn", type: "String", value: "${module.queues.arn}" } } },
  },
  "provider functions": {
    resource: {
      aws_sqs_queue: { jobs: { name: "jobs" } },
      aws_ssm_parameter: {
        account: {
          name: "/account",
          type: "String",
          value: "${provider::aws::arn_parse(aws_sqs_queue.jobs.arn).account_id}",
        },
        role: {
          name: "/role",
          type: "String",
          value: '${provider::aws::trim_iam_role_path("arn:aws:iam::444455556666:role/with/path/example")}',
        },
        arn: {
          name: "/arn",
          type: "String",
          value: '${provider::aws::arn_build("aws", "iam", "", "444455556666", "user/example")}',
        },
      },
    },
  },
  "files next to the configuration": {
    files: { "assets/a/archive.zip": "content", "assets/page.html": "Hello ${name}" },
    resource: {
      aws_s3_bucket: { site: { bucket: "site" } },
      aws_s3_object: {
        code: {
          bucket: "${aws_s3_bucket.site.id}",
          key: "code",
          source: "assets/a/archive.zip",
          etag: '${filemd5("assets/a/archive.zip")}',
        },
        page: {
          bucket: "${aws_s3_bucket.site.id}",
          key: "page",
          content: '${templatefile("assets/page.html", { name = "you" })}',
        },
        hash: {
          bucket: "${aws_s3_bucket.site.id}",
          key: "hash",
          content: '${filebase64sha256("${path.module}/assets/a/archive.zip")}',
        },
        each: {
          for_each: '${fileset("assets", "**/*.zip")}',
          bucket: "${aws_s3_bucket.site.id}",
          key: "${each.value}",
          source: "assets/${each.value}",
        },
      },
    },
  },
};
