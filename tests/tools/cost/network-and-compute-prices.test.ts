import { testAmounts, type PricedExample } from "./priced-examples";

const network: readonly PricedExample[] = [
  {
    title: "a NAT gateway at 0.045 an hour and 0.045 a GB",
    resources: { aws_nat_gateway: { a: {} } },
    usage: { "aws_nat_gateway.a": { monthly_data_processed_gb: 200 } },
    expected: { gateway: "32.85", "data processed": "9" },
  },
  {
    title: "a NAT gateway in Ireland at 0.048",
    resources: { aws_nat_gateway: { a: {} } },
    region: "eu-west-1",
    expected: { gateway: "35.04" },
  },
  {
    title: "a public address at 0.005 an hour",
    resources: { aws_eip: { a: {} } },
    expected: { "public IPv4 address": "3.65" },
  },
  {
    title: "an interface endpoint at 0.01 an hour in each of two subnets",
    resources: { aws_vpc_endpoint: { sqs: { vpc_endpoint_type: "Interface", subnet_ids: ["subnet-1", "subnet-2"] } } },
    usage: { "aws_vpc_endpoint.sqs": { monthly_data_processed_gb: 10 } },
    expected: { endpoint: "14.6", "data processed": "0.1" },
  },
  {
    title: "an application load balancer at 0.0225 with two public addresses and one LCU at 0.008",
    resources: { aws_lb: { web: { subnets: ["subnet-1", "subnet-2"] } } },
    usage: { "aws_lb.web": { average_capacity_units: 1 } },
    expected: { "load balancer": "16.425", "public IPv4 addresses": "7.3", "capacity units": "5.84" },
  },
  {
    title: "an internal load balancer without public addresses",
    resources: { aws_lb: { web: { internal: true, subnets: ["subnet-1", "subnet-2"] } } },
    expected: { "load balancer": "16.425" },
  },
  {
    title: "a network load balancer at 0.0225 with one address for each mapped subnet",
    resources: {
      aws_lb: { web: { load_balancer_type: "network", subnet_mapping: [{ subnet_id: "subnet-1" }] } },
    },
    expected: { "load balancer": "16.425", "public IPv4 addresses": "3.65" },
  },
];

const compute: readonly PricedExample[] = [
  {
    title: "a function of 128 MB by default on x86: 2 million requests at 0.20, 100 ms at 0.0000166667 a GB-s",
    resources: { aws_lambda_function: { api: {} } },
    usage: { "aws_lambda_function.api": { monthly_requests: 2_000_000, average_request_duration_ms: 100 } },
    expected: { requests: "0.4", duration: "0.4166675" },
  },
  {
    title: "a function of 1 GB on arm64 at 0.0000133334 a GB-s",
    resources: { aws_lambda_function: { api: { architectures: ["arm64"], memory_size: 1024 } } },
    usage: { "aws_lambda_function.api": { monthly_requests: 1_000_000, average_request_duration_ms: 200 } },
    expected: { requests: "0.2", duration: "2.66668" },
  },
  {
    title: "ephemeral storage of 1.5 GB above the included 512 MB at 0.0000000309",
    resources: { aws_lambda_function: { api: { ephemeral_storage: { size: 2048 } } } },
    usage: { "aws_lambda_function.api": { monthly_requests: 1_000_000, average_request_duration_ms: 1000 } },
    expected: { requests: "0.2", duration: "2.0833375", "ephemeral storage above 512 MB": "0.04635" },
  },
  {
    title: "provisioned concurrency of an alias: 5 environments of 2 GB on arm64 at 0.0000033334",
    resources: {
      aws_lambda_function: { api: { architectures: ["arm64"], memory_size: 2048 } },
      aws_lambda_alias: { live: { function_name: "${aws_lambda_function.api.function_name}" } },
      aws_lambda_provisioned_concurrency_config: {
        api: { function_name: "${aws_lambda_alias.live.function_name}", provisioned_concurrent_executions: 5 },
      },
    },
    usage: { "aws_lambda_function.api": { monthly_requests: 1_000_000, average_request_duration_ms: 100 } },
    expected: {
      requests: "0.2",
      // 200,000 GB-s at 0.0000077778 instead of 0.0000133334.
      "duration on provisioned concurrency": "1.55556",
      "provisioned concurrency": "87.601752",
    },
  },
  {
    title: "a Fargate service of four tasks with 0.5 vCPU at 0.04048 and 1 GB at 0.004445",
    resources: {
      aws_ecs_task_definition: { api: { cpu: "512", memory: "1024" } },
      aws_ecs_service: {
        api: { launch_type: "FARGATE", desired_count: 4, task_definition: "${aws_ecs_task_definition.api.arn}" },
      },
    },
    expected: { vCPU: "59.1008", memory: "12.9794" },
  },
  {
    title: "tasks on ARM with a public address each and 10 GB of extra storage",
    resources: {
      aws_ecs_task_definition: {
        api: {
          cpu: "1024",
          memory: "2048",
          runtime_platform: { cpu_architecture: "ARM64" },
          ephemeral_storage: { size_in_gib: 30 },
        },
      },
      aws_ecs_service: {
        api: {
          capacity_provider_strategy: [{ capacity_provider: "FARGATE", weight: 1 }],
          desired_count: 1,
          task_definition: "${aws_ecs_task_definition.api.arn}",
          network_configuration: { assign_public_ip: true },
        },
      },
    },
    // 730 h at 0.03238, 1,460 GB-h at 0.00356, 7,300 GB-h at 0.000111, 730 h at 0.005.
    expected: { vCPU: "23.6374", memory: "5.1976", "storage above 20 GB": "0.8103", "public IPv4 addresses": "3.65" },
  },
  {
    title: "average tasks of the usage file in place of the desired count",
    resources: {
      aws_ecs_task_definition: { api: { cpu: "256", memory: "512" } },
      aws_ecs_service: {
        api: { launch_type: "FARGATE", desired_count: 2, task_definition: "${aws_ecs_task_definition.api.arn}" },
      },
    },
    usage: { "aws_ecs_service.api": { average_tasks: 3.5 } },
    expected: { vCPU: "25.8566", memory: "5.6784875" },
  },
  {
    title: "a schedule of one run a minute: 43,800 invocations at 1.00 a million",
    resources: { aws_scheduler_schedule: { minutely: { schedule_expression: "rate(1 minute)" } } },
    expected: { invocations: "0.0438" },
  },
  {
    title: "a Fargate task of an hour every ten hours: 73 runs",
    resources: {
      aws_ecs_task_definition: { batch: { cpu: "1024", memory: "2048" } },
      aws_scheduler_schedule: {
        batch: {
          schedule_expression: "rate(10 hours)",
          target: { ecs_parameters: { task_definition_arn: "${aws_ecs_task_definition.batch.arn}" } },
        },
      },
    },
    usage: { "aws_scheduler_schedule.batch": { average_task_minutes: 60 } },
    // 73 hours of 1 vCPU and 2 GB.
    expected: { invocations: "0.000073", vCPU: "2.95504", memory: "0.64897" },
  },
  {
    title: "two alarms of a target tracking policy at 0.10",
    resources: { aws_appautoscaling_policy: { cpu: { policy_type: "TargetTrackingScaling" } } },
    expected: { alarms: "0.2" },
  },
  {
    title: "images at 0.10 a GB",
    resources: { aws_ecr_repository: { images: {} } },
    usage: { "aws_ecr_repository.images": { storage_gb: 12 } },
    expected: { images: "1.2" },
  },
];

describe("the estimate of the network", () => testAmounts(network));

describe("the estimate of compute", () => testAmounts(compute));
