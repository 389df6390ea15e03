export interface TableIndex {
  readonly hashKey: string;
  readonly rangeKey: string;
  /** Attributes of its items: all, or those of keys only. */
  readonly projection: "all" | "keys-only";
}

/** Keys of a table, all of them strings. */
export interface Table {
  readonly hashKey: string;
  readonly rangeKey?: string;
  /** Global indexes by name. */
  readonly indexes?: Readonly<Record<string, TableIndex>>;
  /** Attribute with the second of Unix time at which DynamoDB deletes the item. */
  readonly ttlAttribute?: string;
}

/**
 * DynamoDB tables. `Orders` also has the products, whose stock an order changes in the same transaction, and the
 * idempotency keys.
 */
export const tables = {
  Customers: { hashKey: "customerId" },
  Orders: {
    hashKey: "pk",
    rangeKey: "sk",
    indexes: {
      byCustomer: { hashKey: "customerId", rangeKey: "placedAt", projection: "all" },
      // Orders lose the attribute `unpaid` with their claim, so that the index contains few items.
      unpaid: { hashKey: "unpaid", rangeKey: "placedAt", projection: "keys-only" },
    },
    ttlAttribute: "expiresAt",
  },
  Feedback: { hashKey: "productId", rangeKey: "customerId" },
} as const satisfies Record<string, Table>;

export type TableName = keyof typeof tables;

export const ORDERS_BY_CUSTOMER = "byCustomer";
/** Orders whose payment has not begun. */
export const UNPAID_ORDERS = "unpaid";
