import { createTopic, LocalResources, type LocalDatabase, type LocalTopic } from "groundplan/testing/local";
import { randomUUID } from "node:crypto";
import { groups, queues, tables, topic, type Setting } from "../functions/contract";

/** Id of the webhook, which PayPal signs. */
export const WEBHOOK_ID = "WH-LOCAL";

/** Names and ARNs of the resources, as the stack passes them to the functions. */
export type ResourceSettings = Readonly<
  Record<
    | "USER_POOL_ID"
    | "CLIENT_ID"
    | `${"USERS" | "SUBSCRIPTIONS" | "PAYMENTS" | "EVENTS"}_TABLE`
    | `${"CACHE" | "DATABASE" | "PAYPAL"}_SECRET_ARN`
    | "EXPORTS_BUCKET"
    | "LEDGER_QUEUE_URL",
    string
  > &
    Partial<Record<Setting, string>>
>;

export interface Resources {
  readonly settings: ResourceSettings;
  /** Queues of the contract. */
  readonly queueUrls: Readonly<Record<keyof typeof queues, string>>;
  readonly topic: LocalTopic;
}

export interface ResourcesProps {
  /** Address of moto. */
  readonly endpoint: string;
  readonly cachePassword: string;
  readonly database: Pick<LocalDatabase, "username" | "password">;
}

/** Creates in moto the resources that the stacks would create in an account. */
export async function createResources({ endpoint, cachePassword, database }: ResourcesProps): Promise<Resources> {
  const prefix = `saas-local-${randomUUID().slice(0, 8)}`;
  const aws = new LocalResources(endpoint, prefix);
  const names = await aws.createTables(tables);
  const { userPoolId, clientId } = await aws.createUserPool(Object.values(groups));
  const queueUrls = {
    notifications: await createQueue(aws, "notifications"),
    ledger: await createQueue(aws, "ledger"),
  };
  const payPal = { clientId: "local", clientSecret: "local", webhookId: WEBHOOK_ID };
  const settings = {
    USER_POOL_ID: userPoolId,
    CLIENT_ID: clientId,
    USERS_TABLE: names.users,
    SUBSCRIPTIONS_TABLE: names.subscriptions,
    PAYMENTS_TABLE: names.payments,
    EVENTS_TABLE: names.events,
    CACHE_SECRET_ARN: await aws.createSecret("cache", cachePassword),
    DATABASE_SECRET_ARN: await aws.createSecret("database", JSON.stringify(database)),
    PAYPAL_SECRET_ARN: await aws.createSecret("paypal", JSON.stringify(payPal)),
    EXPORTS_BUCKET: await aws.createBucket("documents"),
    LEDGER_QUEUE_URL: queueUrls.ledger,
  };
  return { settings, queueUrls, topic: await createTopic(endpoint, `${prefix}-${topic}`) };
}

function createQueue(aws: LocalResources, name: keyof typeof queues): Promise<string> {
  const { ordering, visibilityTimeoutSeconds } = queues[name];
  return aws.createQueue(name, ordering, visibilityTimeoutSeconds);
}
