import fs from "node:fs";
import path from "node:path";
import { MAPPING } from "../../../../policies/refusals";
import { MODULE_PROPS, moduleProp } from "../../../../policies/refusals/module-props";

const MODULES = path.resolve(__dirname, "../../../../modules");
const files = fs.readdirSync(MODULES, { recursive: true, encoding: "utf8" }).filter((file) => /-props\.ts$/.test(file));
const declared = new Set(
  files.flatMap((file) => {
    const text = fs.readFileSync(path.join(MODULES, file), "utf8");
    return [...text.matchAll(/^ {2}readonly (\w+)/gm)].map(([, name]) => name!);
  }),
);
const rows = Object.entries(MODULE_PROPS).flatMap(([type, props]) => {
  return Object.entries(props).map(([argument, prop]) => ({ type, argument, prop }));
});

test.each(rows)("$prop of a module sets $argument of $type", ({ type, prop }) => {
  expect(type in MAPPING || type === "aws_lambda_provisioned_concurrency_config").toBe(true);
  expect(prop.split(".").filter((name) => !declared.has(name))).toEqual([]);
});

test.each([
  ["aws_sqs_queue", "visibility_timeout_seconds", "visibilityTimeoutSeconds"],
  ["aws_scheduler_schedule", "target[0].retry_policy[0].maximum_retry_attempts", "maximumRetryAttempts"],
  ["aws_s3_bucket_lifecycle_configuration", "rule[0].transition[1].days", "expireAfterDays"],
  ["aws_sqs_queue", "fifo_queue", undefined],
  ["aws_nonsense", "name", undefined],
])("the prop of %s %s is that of the argument, or of the block around it", (type, argument, prop) => {
  expect(moduleProp(type, argument)).toBe(prop);
});
