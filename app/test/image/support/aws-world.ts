import type { OrderMessage } from "../../../src/domain/model";
import { startAws, type LocalAws } from "../../../local/aws/aws";

const secretArn = (name: string) => `arn:aws:secretsmanager:eu-central-1:123456789012:secret:${name}`;

export type SecretName = "database" | "origin" | "session";

/** AWS for the functions: parameters, secrets, a queue and a workflow that record their calls. */
export class AwsWorld {
  /** Path of the parameters, as in `PARAMETER_PATH`. */
  static readonly parameterPath = "/groundplan/tests";
  readonly messages: OrderMessage[] = [];
  /** Names of the executions that were asked for; the second of a name is refused, as Step Functions does. */
  readonly executions: string[] = [];
  /** Awaited after a message is accepted and before the sender gets the answer. */
  onSent: (() => Promise<void>) | undefined;
  #aws: LocalAws | undefined;

  async start(): Promise<void> {
    this.#aws = await startAws({
      sendMessage: async (body) => {
        const message = JSON.parse(body) as OrderMessage;
        this.messages.push(message);
        await this.onSent?.();
        return message.id;
      },
      startExecution: async (name) => {
        const isNew = !this.executions.includes(name);
        this.executions.push(name);
        return isNew;
      },
    });
  }

  get url(): string {
    return this.#started.url;
  }

  async stop(): Promise<void> {
    await this.#aws?.stop();
  }

  get #started(): LocalAws {
    if (!this.#aws) throw new Error("AWS has not been started");
    return this.#aws;
  }

  /** Fills the parameter store as the platform does, apart from what the caller knows. */
  configure(known: Readonly<Record<string, string>>): void {
    const parameters = {
      "database/credentials-arn": secretArn("database"),
      "origin/credentials-arn": secretArn("origin"),
      "session/credentials-arn": secretArn("session"),
      "orders/queue-url": `${this.url}/123456789012/orders`,
      "payments/workflow-arn": "arn:aws:states:eu-central-1:123456789012:stateMachine:payments",
      ...known,
    };
    for (const [name, value] of Object.entries(parameters)) {
      this.#started.parameters.set(`${AwsWorld.parameterPath}/${name}`, value);
    }
  }

  /** Names below the path, with their values. */
  parameters(): [name: string, value: string][] {
    const prefix = `${AwsWorld.parameterPath}/`;
    return [...this.#started.parameters].map(([name, value]) => [name.slice(prefix.length), value]);
  }

  secret(name: SecretName): string {
    return this.#started.secrets.get(secretArn(name))!;
  }

  setSecret(name: SecretName, text: string): void {
    this.#started.secrets.set(secretArn(name), text);
  }

  /** Number of reads of the secret. */
  secretReads(name: SecretName): number {
    return this.#started.count("secretsmanager.GetSecretValue", secretArn(name));
  }
}
