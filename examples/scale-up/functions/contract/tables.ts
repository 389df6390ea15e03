/** Keys of a table, all of them strings. */
export interface Table {
  readonly hashKey: string;
  readonly rangeKey?: string;
  /** Global indexes by name, which contain all attributes. */
  readonly indexes?: Readonly<Record<string, { readonly hashKey: string; readonly rangeKey: string }>>;
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
    indexes: { byCustomer: { hashKey: "customerId", rangeKey: "placedAt" } },
    ttlAttribute: "expiresAt",
  },
  Feedback: { hashKey: "productId", rangeKey: "customerId" },
} as const satisfies Record<string, Table>;

export type TableName = keyof typeof tables;

export const ORDERS_BY_CUSTOMER = "byCustomer";
