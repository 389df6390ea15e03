import {
  AdminAddUserToGroupCommand,
  CognitoIdentityProviderClient,
  CreateUserPoolClientCommand,
  InitiateAuthCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";
import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { createPrivateKey, type KeyObject } from "node:crypto";
import { once } from "node:events";
import fs from "node:fs";
import path from "node:path";
import pg from "pg";

const root = path.resolve(__dirname, "../../../..");

/** Limit of a start on a busy machine. */
const START_MILLIS = 300_000;

/** `npm run dev -- --app examples/scale-up`, in a process group of its own as in a terminal. */
export class Development {
  private readonly npm: ChildProcess;
  private text = "";
  private readonly closed: Promise<unknown>;

  /** @param folder - folder for temporary files. */
  constructor(folder: string) {
    this.npm = spawn("npm", ["run", "-s", "dev", "--", "--app", "examples/scale-up"], {
      cwd: root,
      env: { ...process.env, NODE_ENV: "", PORT: "", TMPDIR: folder },
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
    });
    for (const stream of [this.npm.stdout!, this.npm.stderr!]) {
      stream.setEncoding("utf8").on("data", (text: string) => (this.text += text));
    }
    this.closed = once(this.npm, "close");
  }

  get log(): string {
    return this.text;
  }

  /** Waits until the system runs. @throws with what is printed if it does not in time. */
  async start(): Promise<void> {
    const deadline = Date.now() + START_MILLIS;
    while (!/^data: .*\n/m.test(this.text)) {
      if (Date.now() > deadline || this.npm.exitCode !== null) throw new Error(`not started:\n${this.text}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** Address of the API's stage. */
  get url(): string {
    return this.printed(/^API: (\S+)$/m);
  }

  get dataFolder(): string {
    return this.printed(/^data: (.*)$/m);
  }

  /** Every port that was printed. */
  get ports(): number[] {
    return [...this.text.matchAll(/127\.0\.0\.1:(\d+)/g)].map(([, port]) => Number(port));
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

  /** State of the charge of an order. */
  async chargeOf(orderId: string): Promise<string | undefined> {
    const client = new DynamoDBClient(this.client);
    const Key = { pk: { S: `ORDER#${orderId}` }, sk: { S: "CHARGE" } };
    const { Item } = await client.send(new GetItemCommand({ TableName: this.printed(/table (\S+)$/m), Key }));
    return Item?.["state"]?.S;
  }

  /** Runs a statement in the analytics database. */
  async sql<Row extends pg.QueryResultRow>(text: string): Promise<Row[]> {
    const connectionString = this.printed(/^PostgreSQL with TLS: (\S+)$/m);
    const ca = fs.readFileSync(path.join(this.dataFolder, "database/server.crt"), "utf8");
    const client = new pg.Client({ connectionString, ssl: { ca } });
    await client.connect();
    try {
      return (await client.query<Row>(text)).rows;
    } finally {
      await client.end();
    }
  }

  /** Sends a signal to all processes in the terminal, and waits until all have ended. */
  async stop(signal: NodeJS.Signals): Promise<void> {
    process.kill(-this.npm.pid!, signal);
    await this.closed;
  }

  private printed(pattern: RegExp): string {
    return pattern.exec(this.text)![1]!;
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

/** Key by which moto signs the tokens of its user pools. */
export function signingKey(): KeyObject {
  const program = execFileSync("which", ["moto_server"], { encoding: "utf8" }).trim();
  const [, interpreter] = /^#!(\S*python\S*)/.exec(fs.readFileSync(program, "utf8")) ?? [];
  // The key has no prime factors, without which Node.js reads no JWK.
  const script = [
    "from joserfc.jwk import RSAKey",
    "from moto.utilities.utils import load_resource",
    'key = load_resource("moto.cognitoidp.models", "resources/jwks-private.json")',
    "print(RSAKey.import_key(key).as_pem(private=True).decode())",
  ].join("\n");
  return createPrivateKey(execFileSync(interpreter ?? "python3", ["-c", script], { encoding: "utf8" }));
}

/** Command lines of the processes that name the folder. */
export function processesOf(folder: string): string[] {
  const lines = execFileSync("ps", ["-eo", "args="], { encoding: "utf8" }).split("\n");
  return lines.filter((line) => line.includes(folder));
}
