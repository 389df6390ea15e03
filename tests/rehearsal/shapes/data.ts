import { trust, type Shape } from "./shape";

/** Databases, pipelines of data, messages and APIs. */
export const DATA: Readonly<Record<string, Shape>> = {
  "a database whose secret is a JSON object": {
    data: { aws_secretsmanager_secret_version: { db: { secret_id: "shop/db" } } },
    locals: { db: "${jsondecode(data.aws_secretsmanager_secret_version.db.secret_string)}" },
    resource: {
      aws_db_instance: {
        orders: {
          identifier: "orders",
          engine: "postgres",
          instance_class: "db.t4g.small",
          allocated_storage: 20,
          username: "${local.db.username}",
          password: '${local.db["password"]}',
          skip_final_snapshot: true,
        },
      },
      aws_ssm_parameter: { host: { name: "/host", type: "String", value: "${aws_db_instance.orders.address}" } },
    },
  },
  "a REST API with a redeployment trigger": {
    resource: {
      aws_api_gateway_rest_api: { api: { name: "api" } },
      aws_api_gateway_resource: {
        orders: {
          rest_api_id: "${aws_api_gateway_rest_api.api.id}",
          parent_id: "${aws_api_gateway_rest_api.api.root_resource_id}",
          path_part: "orders",
        },
      },
      aws_api_gateway_method: {
        get: {
          rest_api_id: "${aws_api_gateway_rest_api.api.id}",
          resource_id: "${aws_api_gateway_resource.orders.id}",
          http_method: "GET",
          authorization: "NONE",
        },
      },
      aws_api_gateway_deployment: {
        now: {
          rest_api_id: "${aws_api_gateway_rest_api.api.id}",
          triggers: { redeployment: "${sha1(jsonencode([aws_api_gateway_method.get.id]))}" },
          lifecycle: { create_before_destroy: true },
        },
      },
      aws_api_gateway_stage: {
        live: {
          rest_api_id: "${aws_api_gateway_rest_api.api.id}",
          deployment_id: "${aws_api_gateway_deployment.now.id}",
          stage_name: "live",
        },
      },
      aws_wafv2_web_acl_association: {
        live: { resource_arn: "${aws_api_gateway_stage.live.arn}", web_acl_arn: "${aws_wafv2_web_acl.api.arn}" },
      },
      aws_wafv2_web_acl: {
        api: {
          name: "api",
          scope: "REGIONAL",
          default_action: { allow: {} },
          visibility_config: { cloudwatch_metrics_enabled: true, metric_name: "api", sampled_requests_enabled: true },
        },
      },
    },
  },
  "an event bus with rules and targets": {
    resource: {
      aws_cloudwatch_event_bus: { shop: { name: "shop" } },
      aws_sqs_queue: { orders: { name: "orders" } },
      aws_cloudwatch_event_rule: {
        placed: {
          name: "placed",
          event_bus_name: "${aws_cloudwatch_event_bus.shop.name}",
          event_pattern: '${jsonencode({"source":["shop"]})}',
        },
      },
      aws_cloudwatch_event_target: {
        queue: {
          rule: "${aws_cloudwatch_event_rule.placed.name}",
          event_bus_name: "${aws_cloudwatch_event_bus.shop.name}",
          arn: "${aws_sqs_queue.orders.arn}",
        },
      },
      aws_cloudwatch_event_archive: {
        all: { name: "all", event_source_arn: "${aws_cloudwatch_event_bus.shop.arn}" },
      },
    },
  },
  "a catalogue of data with a crawler and a job": {
    resource: {
      aws_s3_bucket: { lake: { bucket: "shop-lake" } },
      aws_iam_role: { glue: { name: "glue", assume_role_policy: trust("glue") } },
      aws_glue_catalog_database: { lake: { name: "lake" } },
      aws_glue_crawler: {
        lake: {
          name: "lake",
          database_name: "${aws_glue_catalog_database.lake.name}",
          role: "${aws_iam_role.glue.arn}",
          s3_target: [{ path: "s3://${aws_s3_bucket.lake.bucket}/orders" }],
        },
      },
      aws_glue_job: {
        nightly: {
          name: "nightly",
          role_arn: "${aws_iam_role.glue.arn}",
          command: { script_location: "s3://${aws_s3_bucket.lake.bucket}/job.py" },
        },
      },
      aws_athena_workgroup: { team: { name: "team" } },
    },
  },
  "a stream that is delivered to a bucket": {
    resource: {
      aws_kinesis_stream: { clicks: { name: "clicks", shard_count: 1 } },
      aws_s3_bucket: { clicks: { bucket: "shop-clicks" } },
      aws_iam_role: { delivery: { name: "delivery", assume_role_policy: trust("firehose") } },
      aws_kinesis_firehose_delivery_stream: {
        clicks: {
          name: "clicks",
          destination: "extended_s3",
          kinesis_source_configuration: {
            kinesis_stream_arn: "${aws_kinesis_stream.clicks.arn}",
            role_arn: "${aws_iam_role.delivery.arn}",
          },
          extended_s3_configuration: {
            bucket_arn: "${aws_s3_bucket.clicks.arn}",
            role_arn: "${aws_iam_role.delivery.arn}",
          },
        },
      },
    },
  },
  "a table with a stream and a function": {
    resource: {
      aws_dynamodb_table: {
        carts: {
          name: "carts",
          billing_mode: "PAY_PER_REQUEST",
          hash_key: "id",
          attribute: [{ name: "id", type: "S" }],
          stream_enabled: true,
          stream_view_type: "NEW_IMAGE",
        },
      },
      aws_iam_role: { fn: { name: "fn", assume_role_policy: trust("lambda") } },
      aws_lambda_function: {
        fn: {
          function_name: "fn",
          role: "${aws_iam_role.fn.arn}",
          package_type: "Image",
          image_uri: "111122223333.dkr.ecr.eu-central-1.amazonaws.com/fn:1",
        },
      },
      aws_lambda_event_source_mapping: {
        carts: {
          function_name: "${aws_lambda_function.fn.arn}",
          event_source_arn: "${aws_dynamodb_table.carts.stream_arn}",
          starting_position: "LATEST",
        },
      },
    },
  },
  "topics that fan out to queues of one variable": {
    variable: { teams: { type: "list(string)" } },
    resource: {
      aws_sns_topic: { orders: { name: "orders" } },
      aws_sqs_queue: { team: { for_each: "${toset(var.teams)}", name: "orders-${each.key}" } },
      aws_sns_topic_subscription: {
        team: {
          for_each: "${toset(var.teams)}",
          topic_arn: "${aws_sns_topic.orders.arn}",
          protocol: "sqs",
          endpoint: "${aws_sqs_queue.team[each.key].arn}",
        },
      },
    },
  },
  "a limit that a parameter contains": {
    data: { aws_ssm_parameter: { limit: { name: "/shop/limit" } } },
    resource: {
      aws_sqs_queue: {
        jobs: { name: "jobs", visibility_timeout_seconds: "${tonumber(data.aws_ssm_parameter.limit.value) * 6}" },
      },
    },
  },
  "an existing bucket and key that are imported": {
    import: [
      { to: "aws_s3_bucket.site", id: "shop-site" },
      { to: "aws_kms_key.site", id: "1234abcd-12ab-34cd-56ef-1234567890ab" },
    ],
    resource: {
      aws_kms_key: { site: { description: "Site" } },
      aws_s3_bucket: { site: { bucket: "shop-site", tags: { Team: "shop" } } },
      aws_s3_bucket_versioning: {
        site: { bucket: "${aws_s3_bucket.site.id}", versioning_configuration: { status: "Enabled" } },
      },
    },
  },
  "a queue in a Chinese region": {
    region: "cn-north-1",
    data: { aws_partition: { here: {} }, aws_caller_identity: { me: {} } },
    resource: {
      aws_sqs_queue: { jobs: { name: "jobs" } },
      aws_iam_policy: {
        send: {
          name: "send",
          policy:
            '${jsonencode({"Statement":[{"Effect":"Allow","Action":"sqs:SendMessage","Resource":aws_sqs_queue.jobs.arn}]})}',
        },
      },
    },
  },
};
