import { BudgetsBudget } from "@cdktf/provider-aws/lib/budgets-budget";
import { Construct } from "constructs";
import { withDefaults } from "../core";
import { COST_BUDGET_DEFAULTS, type CostBudgetProps } from "./cost-budget-props";
import { validateCostBudget } from "./cost-budget-validation";

/**
 * A monthly cost budget of the account, or of the resources with one tag, that notifies a topic.
 *
 * AWS updates costs a few times a day, so that a notification is hours late. A tag counts from its activation as a cost
 * allocation tag on, which only the payer account can do.
 */
export class CostBudget extends Construct {
  readonly budgetName: string;

  /** @throws InputError when the name, an amount, the order of thresholds, the tag or the topic is not valid. */
  constructor(scope: Construct, id: string, props: CostBudgetProps) {
    validateCostBudget(scope, id, props);
    super(scope, id);
    const { name, limitUsd, thresholdsUsd, topicArn, tag, forecast } = withDefaults(props, COST_BUDGET_DEFAULTS);
    const exceeding = { comparisonOperator: "GREATER_THAN", subscriberSnsTopicArns: [topicArn] };
    const actual = { ...exceeding, notificationType: "ACTUAL", thresholdType: "ABSOLUTE_VALUE" };
    const forecasted = { ...exceeding, notificationType: "FORECASTED", thresholdType: "PERCENTAGE", threshold: 100 };
    this.budgetName = new BudgetsBudget(this, "budget", {
      name,
      budgetType: "COST",
      timeUnit: "MONTHLY",
      limitAmount: String(limitUsd),
      limitUnit: "USD",
      costFilter: tag && [{ name: "TagKeyValue", values: [`user:${tag.key}$${tag.value}`] }],
      notification: [
        ...thresholdsUsd.map((threshold) => ({ ...actual, threshold })),
        ...(forecast ? [forecasted] : []),
      ],
    }).name;
  }
}
