import { randomUUID } from "node:crypto";
import { authorization, callAws } from "./call";
import { createTableInput, type LocalTable } from "./tables";

/** Table of a contract. */
export interface ContractTable extends LocalTable {
  /** Attribute with the second of Unix time at which an item ends. */
  readonly ttlAttribute?: string;
}

/** Resources of one system in the emulator. */
export class LocalResources {
  /** @param prefix - begins every physical name. */
  constructor(
    readonly endpoint: string,
    readonly prefix: string,
  ) {}

  /** Creates the tables of a contract. @returns their physical names. */
  async createTables<Name extends string>(
    tables: Readonly<Record<Name, ContractTable>>,
  ): Promise<Readonly<Record<Name, string>>> {
    const names: Record<string, string> = {};
    for (const [name, table] of Object.entries<ContractTable>(tables)) {
      const TableName = (names[name] = `${this.prefix}-${name.toLowerCase()}`);
      await callAws(this.endpoint, "dynamodb", "CreateTable", createTableInput(TableName, table));
      if (!table.ttlAttribute) continue;
      const TimeToLiveSpecification = { AttributeName: table.ttlAttribute, Enabled: true };
      await callAws(this.endpoint, "dynamodb", "UpdateTimeToLive", { TableName, TimeToLiveSpecification });
    }
    return names as Record<Name, string>;
  }

  /**
   * Creates a user pool, whose names are e-mail addresses, with groups and a client without a secret: moto keys the
   * hash of a refresh by the e-mail address, and Cognito by the user's id.
   */
  async createUserPool(groups: readonly string[]): Promise<{ readonly userPoolId: string; readonly clientId: string }> {
    const cognito = <Answer>(operation: string, input: object) =>
      callAws<Answer>(this.endpoint, "cognito-idp", operation, input);
    const names = { PoolName: this.prefix, UsernameAttributes: ["email"] };
    const { UserPool } = await cognito<{ UserPool: { Id: string } }>("CreateUserPool", names);
    const UserPoolId = UserPool.Id;
    for (const GroupName of groups) await cognito("CreateGroup", { UserPoolId, GroupName });
    const { UserPoolClient } = await cognito<{ UserPoolClient: { ClientId: string } }>("CreateUserPoolClient", {
      UserPoolId,
      ClientName: this.prefix,
      ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
    });
    return { userPoolId: UserPoolId, clientId: UserPoolClient.ClientId };
  }

  /** Creates a secret. @returns its ARN. */
  async createSecret(name: string, SecretString: string): Promise<string> {
    const input = { Name: `${this.prefix}-${name}`, SecretString, ClientRequestToken: randomUUID() };
    const { ARN } = await callAws<{ ARN: string }>(this.endpoint, "secretsmanager", "CreateSecret", input);
    return ARN;
  }

  /** Creates a bucket. @returns its name. */
  async createBucket(name: string): Promise<string> {
    const bucket = `${this.prefix}-${name}`;
    const headers = { authorization: authorization("s3") };
    const { ok, status } = await fetch(`${this.endpoint}/${bucket}`, { method: "PUT", headers });
    if (!ok) throw new Error(`CreateBucket answered ${status}`);
    return bucket;
  }

  /** Creates a queue. @returns its URL. */
  async createQueue(name: string, ordering: "standard" | "fifo", visibilityTimeoutSeconds: number): Promise<string> {
    const isFifo = ordering === "fifo";
    const { QueueUrl } = await callAws<{ QueueUrl: string }>(this.endpoint, "sqs", "CreateQueue", {
      QueueName: `${this.prefix}-${name}${isFifo ? ".fifo" : ""}`,
      Attributes: {
        VisibilityTimeout: String(visibilityTimeoutSeconds),
        ...(isFifo && { FifoQueue: "true" }),
      },
    });
    return QueueUrl;
  }
}
