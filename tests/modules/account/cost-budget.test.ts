import { TerraformVariable } from "cdktf";
import { CostBudget, type CostBudgetProps } from "../../../modules/account";
import { InputError } from "../../../modules/core";
import { synthesizeStack } from "../../../testing";

const topicArn = "arn:aws:sns:us-east-1:111122223333:shop-alarms";

const synthesizeBudget = (differences: Partial<CostBudgetProps> = {}) =>
  synthesizeStack((stack) => {
    const budget = new CostBudget(stack, "budget", {
      name: "shop",
      limitUsd: 150,
      thresholdsUsd: [50, 100, 150],
      topicArn,
      ...differences,
    });
    expect(budget.budgetName).toBeDefined();
  }).resource("aws_budgets_budget");

describe("CostBudget", () => {
  const to = { comparison_operator: "GREATER_THAN", subscriber_sns_topic_arns: [topicArn] };
  const at = (threshold: number) => ({
    ...to,
    notification_type: "ACTUAL",
    threshold_type: "ABSOLUTE_VALUE",
    threshold,
  });

  test("the topic is notified of each amount, and of a forecast beyond the limit", () => {
    const budget = synthesizeBudget();
    expect(budget).toMatchObject({
      name: "shop",
      budget_type: "COST",
      time_unit: "MONTHLY",
      limit_amount: "150",
      limit_unit: "USD",
      notification: [
        at(50),
        at(100),
        at(150),
        { ...to, notification_type: "FORECASTED", threshold_type: "PERCENTAGE", threshold: 100 },
      ],
    });
    expect(budget).not.toHaveProperty("cost_filter");
  });

  test("forecast: false leaves the amounts", () => {
    expect(synthesizeBudget({ forecast: false })).toMatchObject({ notification: [at(50), at(100), at(150)] });
  });

  test("a tag limits the costs to its resources", () => {
    expect(synthesizeBudget({ tag: { key: "Project", value: "shop" } })).toMatchObject({
      cost_filter: [{ name: "TagKeyValue", values: ["user:Project$shop"] }],
    });
  });

  test("a tag is text, because Terraform reads an expression after the $ as an escape", () => {
    const withToken = (key: boolean) => () =>
      synthesizeStack((stack) => {
        const token = new TerraformVariable(stack, "project", { type: "string" }).stringValue;
        const tag = key ? { key: token, value: "shop" } : { key: "Project", value: token };
        new CostBudget(stack, "budget", { name: "shop", limitUsd: 1, thresholdsUsd: [1], topicArn, tag });
      });
    expect(withToken(false)).toThrow(/tag.value: got .*; allowed: a literal of 1 to 256 .*after the \$ of the filter/);
    expect(withToken(true)).toThrow(/tag.key: got .*; allowed: a literal of 1 to 128/);
  });

  test.each([
    [{ name: "shop:prod" }, /name: got "shop:prod"; allowed: 1 to 100 characters without :/],
    [{ limitUsd: 0, thresholdsUsd: [] }, /limitUsd: got 0; allowed: more than 0 US dollars/],
    [{ limitUsd: 1.005 }, /limitUsd: got 1.005/],
    [{ limitUsd: Infinity }, /limitUsd: got null/],
    [{ thresholdsUsd: [] }, /thresholdsUsd: got \[\]; allowed: at least one threshold/],
    [{ thresholdsUsd: [100, 50] }, /thresholdsUsd: got \[100,50\]; allowed: ascending amounts/],
    [{ thresholdsUsd: [50, 50] }, /ascending amounts/],
    [{ thresholdsUsd: [50, 200] }, /thresholdsUsd: got \[50,200\]; allowed: at most limitUsd, 150/],
    [{ thresholdsUsd: [-1, 50] }, /thresholdsUsd: got -1; allowed: more than 0/],
    [{ thresholdsUsd: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] }, /at most 9 thresholds/],
    [{ topicArn: "shop" }, /topicArn: got "shop"; allowed: the ARN of a standard SNS topic/],
    [{ topicArn: `${topicArn}.fifo` }, /topicArn/],
    [{ tag: { key: "Project", value: "" } }, /tag.value: got ""/],
    [{ tag: { key: "a".repeat(129), value: "shop" } }, /tag.key/],
  ])("refuses %j", (differences, message) => {
    expect(() => synthesizeBudget(differences)).toThrow(InputError);
    expect(() => synthesizeBudget(differences)).toThrow(message);
  });
});
