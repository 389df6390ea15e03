import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, PutCommand } from "@aws-sdk/lib-dynamodb";
import { callAws, LOCAL_REGION, LocalResources } from "groundplan/testing/local";
import { randomUUID } from "node:crypto";
import { groups, tables as contract, type Setting } from "../functions/contract";
import { productKey } from "../functions/orders/order";

/** Products of a local shop. */
export const products = [
  { productId: "coffee", name: "Coffee beans", priceCents: 1490, stock: 40 },
  { productId: "grinder", name: "Grinder", priceCents: 8900, stock: 5 },
  { productId: "cup", name: "Cup", priceCents: 990, stock: 100 },
] as const;

/** Names and ARNs of the resources, as the stack passes them to the functions. */
export type ResourceSettings = Readonly<
  Record<
    Exclude<
      Setting,
      "CACHE_ENDPOINT" | "CACHE_PORT" | "DATABASE_ENDPOINT" | "DATABASE_PORT" | "DATABASE_NAME" | "MEDIA_URL"
    >,
    string
  >
>;

export interface Resources {
  readonly settings: ResourceSettings;
  readonly dataLakeBucket: string;
  /** Adds a user, who must have registered, to the analysts. */
  addAnalyst(customerId: string): Promise<void>;
}

interface Passwords {
  readonly cache: string;
  readonly database: { readonly username: string; readonly password: string };
}

/** Creates in the emulator the resources that the stacks would create in an account. */
export async function createResources(endpoint: string, passwords: Passwords): Promise<Resources> {
  const aws = new LocalResources(endpoint, `scale-up-local-${randomUUID().slice(0, 8)}`);
  const tables = await aws.createTables(contract);
  await seed(endpoint, tables.Orders);
  const { userPoolId, clientId } = await aws.createUserPool(Object.values(groups));
  return {
    settings: {
      USER_POOL_ID: userPoolId,
      CLIENT_ID: clientId,
      CLIENT_SECRET_ARN: await aws.createSecret("client", JSON.stringify({ clientId, clientSecret: "local" })),
      CUSTOMERS_TABLE: tables.Customers,
      ORDERS_TABLE: tables.Orders,
      FEEDBACK_TABLE: tables.Feedback,
      CACHE_SECRET_ARN: await aws.createSecret("cache", passwords.cache),
      DATABASE_SECRET_ARN: await aws.createSecret("database", JSON.stringify(passwords.database)),
    },
    dataLakeBucket: await aws.createBucket("data-lake"),
    async addAnalyst(Username) {
      const input = { UserPoolId: userPoolId, Username, GroupName: groups.analyst };
      await callAws(endpoint, "cognito-idp", "AdminAddUserToGroup", input);
    },
  };
}

async function seed(endpoint: string, TableName: string): Promise<void> {
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  const documents = DynamoDBDocumentClient.from(new DynamoDBClient({ endpoint, region: LOCAL_REGION, credentials }));
  for (const product of products)
    await documents.send(new PutCommand({ TableName, Item: { ...productKey(product.productId), ...product } }));
}
