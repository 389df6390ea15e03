import type { Construct } from "constructs";
import { Validation, arn, each, isKnown, matching, nonEmpty, requireProps, satisfying, type Rule } from "../core";
import type { CostBudgetProps, CostTag } from "./cost-budget-props";

/** Notifications of a budget, one of which is that of the forecast (AWS Budgets quotas). */
const MAX_THRESHOLDS = 9;
const TOPIC = { of: "a standard SNS topic", service: "sns", resource: /[\w-]{1,256}/ };

/** Checks a budget against the limits of `CreateBudget`, and the order of its thresholds. */
export function validateCostBudget(scope: Construct, id: string, props: CostBudgetProps): void {
  requireProps(scope, id, props, { name: "string", limitUsd: "number", thresholdsUsd: "list", topicArn: "string" });
  const { tag } = props;
  new Validation(scope, id)
    .props(props, {
      name: matching(/^[^:\\\n]{1,100}$/, "1 to 100 characters without : and \\", "reword the name"),
      limitUsd: dollars(),
      thresholdsUsd: [
        nonEmpty("at least one threshold", "list the costs to be told about"),
        satisfying(({ length }) => length <= MAX_THRESHOLDS, `at most ${MAX_THRESHOLDS} thresholds`, "remove some"),
        each(dollars()),
        ascending(),
        satisfying(
          (thresholds) => thresholds.every((threshold) => threshold <= props.limitUsd),
          `at most limitUsd, ${props.limitUsd}`,
          "raise the limit, or lower the last threshold",
        ),
      ],
      topicArn: arn(TOPIC, "pass topicArn of a topic"),
    })
    .apply("tag.key", literal(tag?.key), ...tagText(128))
    .apply("tag.value", literal(tag?.value), ...tagText(256))
    .throwIfInvalid();
}

function dollars(): Rule<number> {
  return satisfying(
    (amount) => amount > 0 && Number.isFinite(amount) && Math.round(amount * 100) / 100 === amount,
    "more than 0 US dollars, with at most two decimals",
    "write the amount as a number",
  );
}

function ascending(): Rule<readonly number[]> {
  return satisfying(
    (thresholds) => thresholds.every((threshold, position) => position === 0 || threshold > thresholds[position - 1]!),
    "ascending amounts",
    "sort the thresholds and list each once",
  );
}

/** Text of the filter `user:<key>$<value>`, in which a token would begin with Terraform's escape `$${`. */
function tagText(maxLength: number): Rule<string>[] {
  return [
    satisfying(
      (text) => /^[\w .:/=+@-]+$/.test(text) && text.length <= maxLength,
      `a literal of 1 to ${maxLength} letters, digits, spaces and _.:/=+-@`,
      "write the tag as text: after the $ of the filter, an expression would match nothing",
    ),
  ];
}

function literal(text: CostTag["key"] | undefined): string | undefined {
  return text === undefined || isKnown(text) ? text : "${...}";
}
