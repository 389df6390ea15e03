import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { readBody } from "./read-body";

type Fields = Record<string, unknown>;

/** Answers the few calls that the application makes to SSM, Secrets Manager, SQS and Step Functions, and remembers them. */
export class AwsServices {
  readonly parameters = new Map<string, string>();
  /** Texts of the secrets, by ARN. */
  readonly secrets = new Map<string, string>();
  readonly secretReads = new Map<string, number>();
  readonly messages: Fields[] = [];
  readonly executions: { readonly name: string; readonly input: string }[] = [];
  /** Called once a batch of messages has been taken and before the sender is told. */
  onSent: (() => Promise<void>) | undefined;
  readonly #server = createServer((request, response) => void this.#serve(request, response));

  readonly #operations: Record<string, (input: Fields) => Fields> = {
    "AmazonSSM.GetParametersByPath": ({ Path }) => this.#parametersBelow(String(Path)),
    "secretsmanager.GetSecretValue": ({ SecretId }) => this.#secret(String(SecretId)),
    "AmazonSQS.SendMessageBatch": ({ Entries }) => this.#send(Entries as Fields[]),
    "AWSStepFunctions.StartExecution": ({ name, input, stateMachineArn }) =>
      this.#startExecution(String(name), String(input), String(stateMachineArn)),
  };

  async start(): Promise<void> {
    this.#server.listen(0, "127.0.0.1");
    await once(this.#server, "listening");
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const target = String(request.headers["x-amz-target"]);
    const input = JSON.parse(await readBody(request)) as Fields;
    const answer = this.#operations[target]?.(input) ?? { __type: "UnknownOperationException" };
    if (target.endsWith("SendMessageBatch")) await this.onSent?.();
    response.writeHead("__type" in answer ? 400 : 200, { "content-type": "application/x-amz-json-1.1" });
    response.end(JSON.stringify(answer));
  }

  #parametersBelow(path: string): Fields {
    const below = [...this.parameters].filter(([name]) => name.startsWith(path));
    return { Parameters: below.map(([Name, Value]) => ({ Name, Value, Type: "String", Version: 1 })) };
  }

  #secret(arn: string): Fields {
    this.secretReads.set(arn, (this.secretReads.get(arn) ?? 0) + 1);
    const SecretString = this.secrets.get(arn);
    return SecretString === undefined ? { __type: "ResourceNotFoundException" } : { ARN: arn, Name: arn, SecretString };
  }

  #send(entries: Fields[]): Fields {
    const Successful = entries.map(({ Id, MessageBody }) => {
      this.messages.push(JSON.parse(String(MessageBody)) as Fields);
      return { Id, MessageId: Id, MD5OfMessageBody: createHash("md5").update(String(MessageBody)).digest("hex") };
    });
    return { Successful, Failed: [] };
  }

  #startExecution(name: string, input: string, stateMachineArn: string): Fields {
    if (this.executions.some((execution) => execution.name === name)) return { __type: "ExecutionAlreadyExists" };
    this.executions.push({ name, input });
    return {
      executionArn: `${stateMachineArn.replace(":stateMachine:", ":execution:")}:${name}`,
      startDate: Date.now() / 1000,
    };
  }
}
