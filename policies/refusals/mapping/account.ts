import type { Mapping } from "./grammar";

export const ACCOUNT: Mapping = {
  aws_budgets_budget: {
    type: "AWS::Budgets::Budget",
    arguments: {
      name: "Budget.BudgetName",
      budget_type: "Budget.BudgetType",
      time_unit: "Budget.TimeUnit",
      limit_amount: "Budget.BudgetLimit.Amount",
      limit_unit: "Budget.BudgetLimit.Unit",
      notification: "NotificationsWithSubscribers",
    },
  },
  aws_guardduty_detector: { type: "AWS::GuardDuty::Detector" },
  aws_config_config_rule: { type: "AWS::Config::ConfigRule" },
  aws_accessanalyzer_analyzer: { type: "AWS::AccessAnalyzer::Analyzer" },
};
