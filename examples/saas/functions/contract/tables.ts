/** Keys of a table, all of them strings. Every table has a replica in the standby region. */
export interface Table {
  readonly hashKey: string;
  readonly rangeKey?: string;
  /** Global indexes by name, which contain all attributes. */
  readonly indexes?: Readonly<Record<string, { readonly hashKey: string; readonly rangeKey?: string }>>;
  /** Attribute with the second of Unix time at which DynamoDB deletes the item. */
  readonly ttlAttribute?: string;
}

export const tables = {
  /** Profiles and preferences of users. */
  users: { hashKey: "userId", indexes: { byEmail: { hashKey: "email" } } },
  /** Subscriptions of customers; `byRenewal` finds those whose period ends. */
  subscriptions: {
    hashKey: "customerId",
    rangeKey: "subscriptionId",
    indexes: {
      byRenewal: { hashKey: "status", rangeKey: "renewsAt" },
      byPayPalToken: { hashKey: "payPalTokenId" },
    },
  },
  /** Payments: one item for each period of a subscription, and one for each change of its plan. */
  payments: { hashKey: "subscriptionId", rangeKey: "period" },
  /** Ids of events that have been handled: webhooks, notifications and ledger entries. */
  events: { hashKey: "eventId", ttlAttribute: "expiresAt" },
} as const satisfies Record<string, Table>;

export type TableName = keyof typeof tables;

export const USERS_BY_EMAIL = "byEmail";
export const SUBSCRIPTIONS_BY_RENEWAL = "byRenewal";
export const SUBSCRIPTIONS_BY_PAYPAL_TOKEN = "byPayPalToken";
