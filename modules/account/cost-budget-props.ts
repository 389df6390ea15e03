/** A user-defined tag, activated as a cost allocation tag in the payer account. */
export interface CostTag {
  /** Key of the tag, without `$`. */
  readonly key: string;
  /** Value of the tag. */
  readonly value: string;
}

export interface CostBudgetProps {
  /** Physical name, unique in the account: at most 100 characters without `:` and `\\`. */
  readonly name: string;
  /** Costs of a month in US dollars: more than 0, at most two decimals. */
  readonly limitUsd: number;
  /** Costs in US dollars at which the topic is notified: ascending, at most the limit, up to nine. */
  readonly thresholdsUsd: readonly number[];
  /**
   * ARN of the topic that is notified. Its policy must admit AWS Budgets (`allowPublishFrom: ["budgets"]`), and so must
   * its key (`services: ["budgets"]`).
   */
  readonly topicArn: string;
  /** Counts only resources with this tag. Costs of untagged resources are missing. @default all costs of the account */
  readonly tag?: CostTag;
  /** Notifies also when the forecast of the month exceeds the limit. @default true */
  readonly forecast?: boolean;
}

export const COST_BUDGET_DEFAULTS = { forecast: true } as const satisfies Partial<CostBudgetProps>;
