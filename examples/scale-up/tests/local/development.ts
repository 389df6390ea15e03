import {
  AdminAddUserToGroupCommand,
  CognitoIdentityProviderClient,
  CreateUserPoolClientCommand,
  InitiateAuthCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";
import { GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { ListSecretsCommand, PutSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import fs from "node:fs";
import path from "node:path";
import pg from "pg";
import { Development } from "../../../../tests/support/local/development";

/** `npm run dev -- --app examples/scale-up`. */
export class ScaleUp extends Development {
  /** Password of the database since its rotation. */
  private password: string | undefined;

  /** @param folder - folder for temporary files. */
  constructor(folder: string, variables: Readonly<Record<string, string>> = {}) {
    super("examples/scale-up", folder, variables);
  }

  /** Adds a user to the analysts, as an operator does. */
  async makeAnalyst(Username: string): Promise<void> {
    const UserPoolId = this.userPoolId;
    await this.cognito.send(new AdminAddUserToGroupCommand({ UserPoolId, Username, GroupName: "analysts" }));
  }

  /** Access token of the user for another client of the same pool. */
  async tokenOfAnotherClient(USERNAME: string, PASSWORD: string): Promise<string> {
    const { UserPoolClient } = await this.cognito.send(
      new CreateUserPoolClientCommand({
        UserPoolId: this.userPoolId,
        ClientName: "another",
        ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH"],
      }),
    );
    const { AuthenticationResult } = await this.cognito.send(
      new InitiateAuthCommand({
        ClientId: UserPoolClient!.ClientId!,
        AuthFlow: "USER_PASSWORD_AUTH",
        AuthParameters: { USERNAME, PASSWORD },
      }),
    );
    return AuthenticationResult!.AccessToken!;
  }

  /** Gives the database's user another password, and stores it in the secret. */
  async rotatePassword(password: string): Promise<void> {
    const { DATABASE_SECRET_ARN: SecretId } = await this.batchVariables();
    await this.sql(`ALTER USER shop PASSWORD '${password}'`);
    this.password = password;
    const SecretString = JSON.stringify({ username: "shop", password });
    await new SecretsManagerClient(this.client).send(new PutSecretValueCommand({ SecretId, SecretString }));
  }

  /** Environment variables of the batch container. */
  async batchVariables(): Promise<Readonly<Record<string, string>>> {
    const { endpoint, region } = this.client;
    const { SecretList = [] } = await new SecretsManagerClient(this.client).send(new ListSecretsCommand({}));
    const database = new URL(this.printed(/^PostgreSQL with TLS: (\S+)$/m));
    return {
      ENVIRONMENT: "local",
      AWS_ENDPOINT_URL: endpoint,
      AWS_REGION: region,
      AWS_ACCESS_KEY_ID: "local",
      AWS_SECRET_ACCESS_KEY: "local",
      DATA_LAKE_BUCKET: this.dataLake,
      DATABASE_ENDPOINT: database.hostname,
      DATABASE_PORT: database.port,
      DATABASE_NAME: database.pathname.slice(1),
      DATABASE_SECRET_ARN: SecretList.find(({ Name }) => Name?.endsWith("-database"))!.ARN!,
      DATABASE_CA_FILE: path.join(this.dataFolder, "database/server.crt"),
    };
  }

  /** Writes an object into the data lake. */
  async writeObject(Key: string, Body: string): Promise<void> {
    await this.s3.send(new PutObjectCommand({ Bucket: this.dataLake, Key, Body }));
  }

  /** Text of an object of the data lake. */
  async readObject(Key: string): Promise<string> {
    const { Body } = await this.s3.send(new GetObjectCommand({ Bucket: this.dataLake, Key }));
    return Body!.transformToString();
  }

  /** State of the charge of an order. */
  async chargeOf(orderId: string): Promise<string | undefined> {
    const client = new DynamoDBClient(this.client);
    const Key = { pk: { S: `ORDER#${orderId}` }, sk: { S: "CHARGE" } };
    const { Item } = await client.send(new GetItemCommand({ TableName: this.printed(/table (\S+),/), Key }));
    return Item?.["state"]?.S;
  }

  /** Runs a statement in the analytics database. */
  sql<Row extends pg.QueryResultRow>(text: string): Promise<Row[]> {
    return this.connected(async (client) => (await client.query<Row>(text)).rows);
  }

  /** Holds the lock of the batch for as long as `work` lasts. */
  async withLock(work: () => Promise<void>): Promise<void> {
    await this.connected(async (client) => {
      await client.query("SELECT pg_advisory_lock(20261130)");
      await work();
    });
  }

  private async connected<Result>(work: (client: pg.Client) => Promise<Result>): Promise<Result> {
    const connection = new URL(this.printed(/^PostgreSQL with TLS: (\S+)$/m));
    connection.password = this.password ?? connection.password;
    const ca = fs.readFileSync(path.join(this.dataFolder, "database/server.crt"), "utf8");
    const client = new pg.Client({ connectionString: connection.href, ssl: { ca } });
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  }

  private get dataLake(): string {
    return this.printed(/data lake (\S+)$/m);
  }

  private get s3(): S3Client {
    return new S3Client({ ...this.client, forcePathStyle: true });
  }

  private get userPoolId(): string {
    return this.printed(/user pool (\S+),/);
  }

  private get client() {
    const endpoint = this.printed(/^AWS: (\S+),/m);
    return { endpoint, region: "us-east-1", credentials: { accessKeyId: "local", secretAccessKey: "local" } };
  }

  private get cognito(): CognitoIdentityProviderClient {
    return new CognitoIdentityProviderClient(this.client);
  }
}
