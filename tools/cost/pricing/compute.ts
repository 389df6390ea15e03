import Big from "big.js";
import { listOf, numberOf, recordsOf, valueAt, type Resource } from "../../../policies";
import { MONTH_HOURS } from "../cost-line";
import { derived, fixed, free, hourly, isTrue, notPriced, used } from "./charges";
import type { Component, Pricer, PricingContext } from "./component";
import { monthlyRuns } from "./schedule-runs";

const DEFAULT_MEMORY_MB = 128;
const INCLUDED_STORAGE_MB = 512;
const MB_IN_GB = 1024;

const lambda: Pricer = (fn, context) => {
  const price = `lambda.${architectureOf(fn)}`;
  const provisioned = isProvisioned(fn, context);
  const memory = memoryGb(fn);
  const seconds = (requests: Big, milliseconds: Big): Big => requests.times(milliseconds).div(1000);
  const parameters = ["monthly_requests", "average_request_duration_ms"];
  const storage = (numberOf(valueAt(fn.values, "ephemeral_storage.size")) ?? INCLUDED_STORAGE_MB) - INCLUDED_STORAGE_MB;
  return used(fn, context, [
    { component: "requests", price: "lambda.requests", parameters: ["monthly_requests"], unit: "million" },
    {
      component: provisioned ? "duration on provisioned concurrency" : "duration",
      price: provisioned ? `${price}.provisioned-duration` : `${price}.duration`,
      parameters,
      quantity: (requests, milliseconds) => seconds(requests, milliseconds).times(memory),
    },
    ...(storage > 0
      ? [
          {
            component: "ephemeral storage above 512 MB",
            price: "lambda.ephemeral",
            parameters,
            quantity: (requests?: Big, milliseconds?: Big) =>
              seconds(requests!, milliseconds!).times(storage).div(MB_IN_GB),
          },
        ]
      : []),
  ]);
};

const provisionedConcurrency: Pricer = (config, context) => {
  const fn = functionOf(config, context);
  const count = numberOf(config.values["provisioned_concurrent_executions"]);
  if (!fn || count === undefined) return [notPriced("provisioned concurrency", "the function or the count is unknown")];
  const memory = memoryGb(fn);
  return [
    fixed(
      "provisioned concurrency",
      `lambda.${architectureOf(fn)}.provisioned`,
      memory.times(count).times(MONTH_HOURS * 3600),
      `${count} execution environments of ${memory.toString()} GB`,
    ),
  ];
};

/** The function that a configuration names itself or by an alias. */
function functionOf(config: Resource, { graph }: PricingContext): Resource | undefined {
  const targets = graph.targetsAt(config, "function_name");
  const aliases = targets.filter(({ type }) => type === "aws_lambda_alias");
  const found = [...targets, ...aliases.flatMap((alias) => graph.targetsAt(alias, "function_name"))];
  return found.find(({ type }) => type === "aws_lambda_function");
}

/** True for a function whose configuration of provisioned concurrency names it or an alias of it. */
function isProvisioned(fn: Resource, context: PricingContext): boolean {
  const configs = context.graph.inStack(fn.stack, "aws_lambda_provisioned_concurrency_config");
  return configs.some((config) => functionOf(config, context) === fn);
}

function memoryGb({ values }: Resource): Big {
  return new Big(numberOf(values["memory_size"]) ?? DEFAULT_MEMORY_MB).div(MB_IN_GB);
}

/** An architecture that is unknown until apply is the default. */
function architectureOf({ values }: Resource): "arm" | "x86" {
  return listOf(values["architectures"])[0] === "arm64" ? "arm" : "x86";
}

const cluster: Pricer = ({ values }) => {
  const insights = recordsOf(values["setting"]).some(
    ({ name, value }) => name === "containerInsights" && value !== "disabled",
  );
  return [
    free("tasks are charged at their services"),
    ...(insights ? [notPriced("Container Insights", "its metrics and logs grow with services and tasks")] : []),
  ];
};

const service: Pricer = (resource, context) => {
  const other = otherPlatform(resource);
  if (other !== undefined) return [notPriced("tasks", other)];
  const task = taskDefinitionOf(resource, context);
  const written = numberOf(resource.values["desired_count"]);
  const tasks = context.usage(resource, "average_tasks") ?? (written === undefined ? undefined : new Big(written));
  if (!task || !tasks) return [notPriced("tasks", "the task definition or desired_count is unknown")];
  const reason = `${tasks.toString()} tasks`;
  return [
    ...taskCharges(task, tasks.times(MONTH_HOURS), (...charge) => fixed(...charge, reason)),
    ...(isTrue(valueAt(resource.values, "network_configuration.assign_public_ip"))
      ? [hourly("public IPv4 addresses", "ipv4.hour", tasks, reason)]
      : []),
  ];
};

/** Why tasks have no price: they run on something else than Fargate. */
function otherPlatform({ values }: Resource): string | undefined {
  const providers = recordsOf(values["capacity_provider_strategy"]).map((one) => String(one["capacity_provider"]));
  if (providers.includes("FARGATE_SPOT")) return "the price of Fargate Spot varies and is in no price list";
  const onFargate =
    providers.length > 0 ? providers.every((one) => one === "FARGATE") : values["launch_type"] === "FARGATE";
  return onFargate ? undefined : "runs on EC2 instances, whose price is not estimated";
}

function taskDefinitionOf(resource: Resource, { graph }: PricingContext, path = "task_definition") {
  return graph.targetsAt(resource, path).find(({ type }) => type === "aws_ecs_task_definition");
}

const INCLUDED_TASK_STORAGE_GB = 20;

/** Charges of a Fargate task for a number of hours. */
function taskCharges(
  task: Resource,
  hours: Big,
  charge: (component: string, price: string, quantity: Big) => Component,
): Component[] {
  const { cpu, memory, runtime_platform: platform, ephemeral_storage: storage } = task.values;
  const [units, megabytes] = [numberOf(cpu), numberOf(memory)];
  if (units === undefined || megabytes === undefined) return [notPriced("tasks", "cpu or memory is unknown")];
  const architecture = recordsOf(platform)[0]?.["cpu_architecture"] === "ARM64" ? "arm" : "x86";
  const extra = (numberOf(recordsOf(storage)[0]?.["size_in_gib"]) ?? 0) - INCLUDED_TASK_STORAGE_GB;
  return [
    charge("vCPU", `fargate.${architecture}.vcpu`, hours.times(units).div(1024)),
    charge("memory", `fargate.${architecture}.gb`, hours.times(megabytes).div(MB_IN_GB)),
    ...(extra > 0 ? [charge("storage above 20 GB", "fargate.ephemeral", hours.times(extra))] : []),
  ];
}

const schedule: Pricer = (resource, context) => {
  const runs = monthlyRuns(resource.values["schedule_expression"]);
  if (resource.values["state"] === "DISABLED") return [free("the schedule is disabled")];
  if (runs === undefined) return [free("runs at most once")];
  const expression = String(resource.values["schedule_expression"]);
  const invocations = derived("invocations", "scheduler", new Big(runs).div(1_000_000), expression);
  const task = taskDefinitionOf(resource, context, "target.ecs_parameters.task_definition_arn");
  if (!task) return [invocations];
  const minutes = context.usage(resource, "average_task_minutes");
  if (!minutes) {
    const parameters = ["average_task_minutes"];
    return [invocations, { kind: "usage missing", component: "tasks", price: "fargate.x86.vcpu", parameters }];
  }
  const hours = minutes.times(runs).div(60);
  const reason = `${expression}, ${minutes.toString()} minutes a run`;
  return [invocations, ...taskCharges(task, hours, (...charge) => derived(...charge, reason))];
};

const scalingPolicy: Pricer = ({ values }) => {
  if (values["policy_type"] !== "TargetTrackingScaling") return [free("alarms of step scaling are resources")];
  return [
    derived("alarms", "cloudwatch.alarm", 2, "target tracking creates an alarm to scale out and one to scale in"),
  ];
};

const repository: Pricer = (resource, context) =>
  used(resource, context, [{ component: "images", price: "ecr.storage", parameters: ["storage_gb"] }]);

export const COMPUTE: Readonly<Record<string, Pricer>> = {
  aws_appautoscaling_policy: scalingPolicy,
  aws_ecr_repository: repository,
  aws_ecs_cluster: cluster,
  aws_ecs_service: service,
  aws_lambda_function: lambda,
  aws_lambda_provisioned_concurrency_config: provisionedConcurrency,
  aws_scheduler_schedule: schedule,
};
