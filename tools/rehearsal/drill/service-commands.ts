import type { TerraformBlock } from "../../../modules/core";
import type { CommandLine } from "./command-line";
import { DrillError, configured, expectOneOf, type DrillState } from "./drill-state";

/** The alarm that a health check of the lost environment reads, by which operators fail over. */
function switchOf(state: DrillState): { readonly region: string; readonly alarm: TerraformBlock } | undefined {
  const [check] = configured(state, "aws_route53_health_check").filter(
    ({ stack, block }) => stack === state.pair.lost.name && block["cloudwatch_alarm_name"],
  );
  const alarms = configured(state, "aws_cloudwatch_metric_alarm");
  const found = alarms.find(({ block }) => check && block["alarm_name"] === check.block["cloudwatch_alarm_name"]);
  return found && { region: found.region, alarm: found.block };
}

/** `aws cloudwatch put-metric-data`: one data point of the switch. */
export function putSwitch(state: DrillState, { options }: CommandLine): void {
  const { region, namespace, "metric-name": metric, dimensions, value } = options;
  const found = switchOf(state);
  if (!found) throw new DrillError("no health check of Route 53 reads an alarm");
  const { alarm } = found;
  const [key, own] = Object.entries(alarm["dimensions"] as Readonly<Record<string, string>>)[0]!;
  expectOneOf("--region", region, [found.region]);
  expectOneOf("--namespace", namespace, [String(alarm["namespace"])]);
  expectOneOf("--metric-name", metric, [String(alarm["metric_name"])]);
  expectOneOf("--dimensions", dimensions, [`${key}=${own}`]);
  expectOneOf("--value", value, ["0", "1"]);
  if (alarm["treat_missing_data"] !== "missing") {
    throw new DrillError(`one data point lasts a minute: treat_missing_data is ${String(alarm["treat_missing_data"])}`);
  }
  if (value === "0" && !state.released) {
    throw new DrillError(`returns the traffic to ${state.pair.lost.name} before it serves again`);
  }
  state.switched = value === "1";
}

/** Statements about the switch that must hold when a replica is promoted. */
export function expectSwitched(state: DrillState, address: string): void {
  if (!switchOf(state) || state.switched) return;
  throw new DrillError(
    `promotes ${address} while Route 53 may return to ${state.pair.lost.name}: hold the switch first`,
  );
}

/** `aws lambda delete-provisioned-concurrency-config` of an alias. */
export function removeProvisioned(state: DrillState, { options }: CommandLine): void {
  const { region, "function-name": name, qualifier } = options;
  expectFunction(state, region, name);
  const aliases = configured(state, "aws_lambda_alias").filter((one) => one.region === region);
  expectOneOf(
    "--qualifier",
    qualifier,
    aliases.map(({ block }) => String(block["name"])),
  );
}

/** `aws lambda put-function-concurrency` with 0: the function is throttled until the next apply. */
export async function stopFunction(state: DrillState, { options }: CommandLine): Promise<void> {
  const { region, "function-name": name, "reserved-concurrent-executions": executions } = options;
  const stack = expectFunction(state, region, name);
  expectOneOf("--reserved-concurrent-executions", executions, ["0"]);
  await state.stacks
    .get(stack)!
    .edit("aws_lambda_function", (one) =>
      one["function_name"] === name ? { ...one, reserved_concurrent_executions: 0 } : one,
    );
  state.stopped.add(`${region!} ${name!}`);
}

function expectFunction(state: DrillState, region: string | undefined, name: string | undefined): string {
  const existing = configured(state, "aws_lambda_function").filter(({ stack }) => state.stacks.has(stack));
  const nameOf = (one: (typeof existing)[number]): string => `${one.region} ${String(one.block["function_name"])}`;
  expectOneOf("--region and --function-name", `${region ?? ""} ${name ?? ""}`, existing.map(nameOf));
  return existing.find((one) => nameOf(one) === `${region!} ${name!}`)!.stack;
}

/** `aws sqs get-queue-attributes` of a queue that exists. */
export function readQueue(state: DrillState, { options }: CommandLine): void {
  const { region, "queue-url": url } = options;
  const queues = configured(state, "aws_sqs_queue").filter((one) => one.region === region);
  expectOneOf(
    "--queue-url",
    url,
    queues.map(
      ({ block }) => `https://sqs.${region!}.amazonaws.com/${state.pair.lost.account}/${String(block["name"])}`,
    ),
  );
}
