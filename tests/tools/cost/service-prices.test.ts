import { testAmounts, type PricedExample } from "./priced-examples";

const services: readonly PricedExample[] = [
  {
    title: "CloudFront over a tier: 10,240 GB at 0.085 and 10 GB at 0.080, 1 million requests at 0.01 for 10,000",
    resources: { aws_cloudfront_distribution: { site: {} } },
    usage: {
      "aws_cloudfront_distribution.site": {
        monthly_data_transfer_to_internet_gb: 10_250,
        monthly_https_requests: 1_000_000,
      },
    },
    expected: { "data to the internet": "871.2", "HTTPS requests": "1" },
  },
  {
    title: "a web ACL with two rules, one of them bot control",
    resources: {
      aws_wafv2_web_acl: {
        main: {
          rule: [
            { name: "rate" },
            {
              name: "bots",
              statement: { managed_rule_group_statement: { name: "AWSManagedRulesBotControlRuleSet" } },
            },
          ],
        },
      },
    },
    usage: { "aws_wafv2_web_acl.main": { monthly_requests: 5_000_000 } },
    expected: { "web ACL": "5", rules: "2", "bot control or account protection": "10", requests: "3" },
  },
  {
    title: "an HTTPS health check of an endpoint outside of AWS with a fast interval",
    resources: { aws_route53_health_check: { api: { type: "HTTPS", request_interval: 10 } } },
    expected: { "health check": "0.75", "HTTPS, text match, fast interval, latency": "4" },
  },
  {
    title: "a hosted zone with 2 million queries",
    resources: { aws_route53_zone: { main: {} } },
    usage: { "aws_route53_zone.main": { monthly_standard_queries: 2_000_000 } },
    expected: { "hosted zone": "0.5", "standard queries": "0.8" },
  },
  {
    title: "a REST API over a tier: 333 million at 3.50, 67 million at 2.80, and a cache of 0.5 GB",
    resources: {
      aws_api_gateway_rest_api: { shop: {} },
      aws_api_gateway_stage: { live: { cache_cluster_enabled: true, cache_cluster_size: "0.5" } },
    },
    usage: { "aws_api_gateway_rest_api.shop": { monthly_requests: 400_000_000 } },
    expected: { requests: "1353.1", cache: "14.6" },
  },
  {
    title: "an HTTP API in Ireland at 1.11",
    resources: { aws_apigatewayv2_api: { shop: { protocol_type: "HTTP" } } },
    region: "eu-west-1",
    usage: { "aws_apigatewayv2_api.shop": { monthly_requests: 2_000_000 } },
    expected: { requests: "2.22" },
  },
  {
    title: "a bucket: 100 GB at 0.023, 10,000 PUT at 0.005 and 100,000 GET at 0.0004 for 1,000",
    resources: { aws_s3_bucket: { site: {} } },
    usage: {
      "aws_s3_bucket.site": { storage_gb: 100, monthly_put_requests: 10_000, monthly_get_requests: 100_000 },
    },
    expected: { storage: "2.3", "PUT and LIST": "0.05", GET: "0.04" },
  },
  {
    title: "a FIFO queue at 0.50 a million",
    resources: { aws_sqs_queue: { orders: { fifo_queue: true } } },
    usage: { "aws_sqs_queue.orders": { monthly_requests: 3_000_000 } },
    expected: { requests: "1.5" },
  },
  {
    title: "a topic with 1 million publishes and 200,000 mails at 2.00 for 100,000",
    resources: { aws_sns_topic: { alarms: {} }, aws_sns_topic_subscription: { mail: { protocol: "email" } } },
    usage: {
      "aws_sns_topic.alarms": { monthly_publishes: 1_000_000 },
      "aws_sns_topic_subscription.mail": { monthly_deliveries: 200_000 },
    },
    expected: { publishes: "0.5", deliveries: "4" },
  },
  {
    title: "a workflow: 10,000 transitions at 0.025 for 1,000",
    resources: { aws_sfn_state_machine: { pay: {} } },
    usage: { "aws_sfn_state_machine.pay": { monthly_transitions: 10_000 } },
    expected: { "state transitions": "0.25" },
  },
  {
    title: "an express workflow: 1 million executions of 360 ms with 64 MB",
    resources: { aws_sfn_state_machine: { pay: { type: "EXPRESS" } } },
    usage: { "aws_sfn_state_machine.pay": { monthly_executions: 1_000_000, average_execution_ms: 360 } },
    // 100 hours x 0.0625 GB at 0.060012.
    expected: { requests: "1", duration: "0.375075" },
  },
  {
    title: "a key at 1.00 and 20,000 requests at 0.03 for 10,000",
    resources: { aws_kms_key: { data: {} } },
    usage: { "aws_kms_key.data": { monthly_requests: 20_000 } },
    expected: { key: "1", requests: "0.06" },
  },
  {
    title: "a secret with one replica at 0.40 each",
    resources: { aws_secretsmanager_secret: { api: { replica: [{ region: "us-west-2" }] } } },
    expected: { secret: "0.8" },
  },
  {
    title: "users of a pool without a tier, which is Essentials: 0.015",
    resources: { aws_cognito_user_pool: { users: {} } },
    usage: { "aws_cognito_user_pool.users": { monthly_active_users: 1000 } },
    expected: { "active users": "15" },
  },
  {
    title: "an alarm on two metrics of an expression, one of them with a period of 10 s: 0.30 each",
    resources: {
      aws_cloudwatch_metric_alarm: {
        share: {
          metric_query: [
            { id: "share", expression: "errors / requests" },
            { id: "errors", metric: { period: 10 } },
            { id: "requests", metric: { period: 60 } },
          ],
        },
      },
    },
    expected: { alarm: "0.6" },
  },
  {
    title: "an alarm on an anomaly band, which counts as three metrics",
    resources: {
      aws_cloudwatch_metric_alarm: {
        latency: {
          metric_query: [
            { id: "band", expression: "ANOMALY_DETECTION_BAND(latency, 2)" },
            { id: "latency", metric: { period: 300 } },
          ],
        },
      },
    },
    expected: { alarm: "0.3" },
  },
  {
    title: "a composite alarm at 0.50 and a dashboard at 3.00",
    resources: { aws_cloudwatch_composite_alarm: { shop: {} }, aws_cloudwatch_dashboard: { shop: {} } },
    expected: { "composite alarm": "0.5", dashboard: "3" },
  },
  {
    title: "a log group of infrequent access: 10 GB at 0.25, 2 GB stored at 0.03",
    resources: { aws_cloudwatch_log_group: { api: { log_group_class: "INFREQUENT_ACCESS" } } },
    usage: { "aws_cloudwatch_log_group.api": { monthly_data_ingested_gb: 10, storage_gb: 2 } },
    expected: { ingestion: "2.5", storage: "0.06" },
  },
  {
    title: "a canary every five minutes: 8,760 runs at 0.0012",
    resources: { aws_synthetics_canary: { shop: { schedule: { expression: "rate(5 minutes)" } } } },
    expected: { runs: "10.512" },
  },
  {
    title: "builds on a medium machine at 0.01 a minute, a V2 pipeline at 0.002, a V1 pipeline at 1.00",
    resources: {
      aws_codebuild_project: {
        test: { environment: { type: "LINUX_CONTAINER", compute_type: "BUILD_GENERAL1_MEDIUM" } },
      },
      aws_codepipeline: { main: { pipeline_type: "V2" }, old: {} },
    },
    usage: {
      "aws_codebuild_project.test": { monthly_build_minutes: 300 },
      "aws_codepipeline.main": { monthly_action_minutes: 1000 },
    },
    expected: { "build minutes": "3", "action minutes": "2", pipeline: "1" },
  },
  {
    title: "queries of 0.2 TB at 5.00 and 10 DPU hours at 0.44",
    resources: { aws_athena_workgroup: { analysts: {} }, aws_glue_job: { orders: {} } },
    usage: {
      "aws_athena_workgroup.analysts": { monthly_scanned_tb: 0.2 },
      "aws_glue_job.orders": { monthly_dpu_hours: 10 },
    },
    expected: { "scanned data": "1", "DPU hours": "4.4" },
  },
];

describe("the estimate of other services", () => testAmounts(services));
