import {
  AdminAddUserToGroupCommand,
  CognitoIdentityProviderClient,
  CreateGroupCommand,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { CreateTableCommand, DynamoDBClient, UpdateTimeToLiveCommand } from "@aws-sdk/client-dynamodb";
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { CreateSecretCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { DynamoDBDocumentClient, PutCommand } from "@aws-sdk/lib-dynamodb";
import { createTableInput, LOCAL_REGION } from "groundplan/testing/local";
import { randomUUID } from "node:crypto";
import { groups, tables as contract, type Setting, type Table, type TableName } from "../functions/contract";
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
  const client = { endpoint, region: LOCAL_REGION, credentials: { accessKeyId: "local", secretAccessKey: "local" } };
  const prefix = `scale-up-local-${randomUUID().slice(0, 8)}`;
  const dynamo = new DynamoDBClient(client);
  const tables = await createTables(dynamo, prefix);
  await seed(dynamo, tables.Orders);
  const cognito = new CognitoIdentityProviderClient(client);
  const { UserPoolId, ClientId } = await createUserPool(cognito, prefix);
  const secrets = new SecretsManagerClient(client);
  const secret = async (name: string, SecretString: string) => {
    const { ARN = "" } = await secrets.send(new CreateSecretCommand({ Name: `${prefix}-${name}`, SecretString }));
    return ARN;
  };
  const dataLakeBucket = `${prefix}-data-lake`;
  await new S3Client({ ...client, forcePathStyle: true }).send(new CreateBucketCommand({ Bucket: dataLakeBucket }));
  return {
    settings: {
      USER_POOL_ID: UserPoolId,
      CLIENT_ID: ClientId,
      CLIENT_SECRET_ARN: await secret("client", JSON.stringify({ clientId: ClientId, clientSecret: "local" })),
      CUSTOMERS_TABLE: tables.Customers,
      ORDERS_TABLE: tables.Orders,
      FEEDBACK_TABLE: tables.Feedback,
      CACHE_SECRET_ARN: await secret("cache", passwords.cache),
      DATABASE_SECRET_ARN: await secret("database", JSON.stringify(passwords.database)),
    },
    dataLakeBucket,
    async addAnalyst(Username) {
      await cognito.send(new AdminAddUserToGroupCommand({ UserPoolId, Username, GroupName: groups.analyst }));
    },
  };
}

/** Creates the tables of the contract. @returns their physical names. */
async function createTables(client: DynamoDBClient, prefix: string): Promise<Record<TableName, string>> {
  const names = Object.fromEntries(Object.keys(contract).map((name) => [name, `${prefix}-${name.toLowerCase()}`]));
  for (const [name, table] of Object.entries<Table>(contract)) {
    const TableName = names[name]!;
    await client.send(new CreateTableCommand(createTableInput(TableName, table)));
    if (!table.ttlAttribute) continue;
    const TimeToLiveSpecification = { AttributeName: table.ttlAttribute, Enabled: true };
    await client.send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification }));
  }
  return names as Record<TableName, string>;
}

/**
 * The client has no secret here: moto keys the hash of a refresh by the e-mail address, and Cognito by the user's id.
 */
async function createUserPool(cognito: CognitoIdentityProviderClient, name: string) {
  const pool = await cognito.send(new CreateUserPoolCommand({ PoolName: name, UsernameAttributes: ["email"] }));
  const UserPoolId = pool.UserPool!.Id!;
  for (const GroupName of Object.values(groups)) await cognito.send(new CreateGroupCommand({ UserPoolId, GroupName }));
  const created = await cognito.send(
    new CreateUserPoolClientCommand({
      UserPoolId,
      ClientName: name,
      ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
    }),
  );
  return { UserPoolId, ClientId: created.UserPoolClient!.ClientId! };
}

async function seed(client: DynamoDBClient, TableName: string): Promise<void> {
  const documents = DynamoDBDocumentClient.from(client);
  for (const product of products)
    await documents.send(new PutCommand({ TableName, Item: { ...productKey(product.productId), ...product } }));
}
