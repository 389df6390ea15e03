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
      cost_filter: { to: "Budget.CostFilters", entries: ["name", "values"] },
      notification: "NotificationsWithSubscribers",
      "notification.comparison_operator": "Notification.ComparisonOperator",
      "notification.notification_type": "Notification.NotificationType",
      "notification.threshold": "Notification.Threshold",
      "notification.threshold_type": "Notification.ThresholdType",
      "notification.subscriber_email_addresses": {
        to: "Subscribers",
        each: "Address",
        constants: { SubscriptionType: "EMAIL" },
      },
      "notification.subscriber_sns_topic_arns": {
        to: "Subscribers",
        each: "Address",
        constants: { SubscriptionType: "SNS" },
      },
    },
  },
  aws_guardduty_detector: { type: "AWS::GuardDuty::Detector" },
  aws_config_config_rule: { type: "AWS::Config::ConfigRule" },
  aws_accessanalyzer_analyzer: { type: "AWS::AccessAnalyzer::Analyzer" },
};
