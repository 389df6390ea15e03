import { eachNamed, matching, satisfying, fields, type MathSignal, type Metric, type Rule } from "../core";

/** Limits of metric math in alarms (CloudWatch User Guide, "Using metric math"). */
const MAX_METRICS = 10;
const NAME = /^(?!result$)[a-z]\w{0,254}$/;

/** Accepts expressions that CloudWatch evaluates in an alarm. `metric` judges each of their metrics. */
export function expressionRules(metric: Rule<Metric>): Rule<MathSignal>[] {
  return [
    fields<MathSignal>(({ metrics }) => ({
      expression: [
        matching(/^(?!.*\bSEARCH\s*\().{1,2048}$/s, "1 to 2048 characters without SEARCH", "name every metric"),
        usesEach(Object.keys(metrics)),
      ],
    })),
    ({ metrics }) => [
      ...satisfying<number>(
        (count) => count >= 1 && count <= MAX_METRICS,
        `1 to ${MAX_METRICS} metrics`,
        "split it",
      )(Object.keys(metrics).length).map((violation) => ({ ...violation, below: ".metrics" })),
      ...Object.keys(metrics)
        .filter((name) => !NAME.test(name))
        .map((value) => ({
          below: ".metrics",
          value,
          allowed: "letters, digits and _, beginning with a lower-case letter, and not result",
          fix: "rename the metric",
        })),
      ...eachNamed<[string, Metric]>(
        ([name]) => `metrics.${name}`,
        ([, one]) => metric(one),
      )(Object.entries(metrics)),
    ],
  ];
}

function usesEach(names: readonly string[]): Rule<string> {
  return (expression) =>
    names
      .filter((name) => !new RegExp(`\\b${name}\\b`).test(expression))
      .map((name) => ({
        value: expression,
        allowed: `an expression over ${names.join(", ")}`,
        fix: `use ${name} in the expression, or remove it`,
      }));
}
