import { CreateEventBusCommand, EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { CreateTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, GetCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { CreateSecretCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { CreateQueueCommand, DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import type { Context, EventBridgeEvent } from "aws-lambda";
import { awsVariables, createStateMachine, createTableInput, type LocalStateMachine } from "groundplan/testing/local";
import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { describe, inject } from "vitest";
import type { Payment } from "../../../functions/billing/payment";
import type { Subscription } from "../../../functions/billing/subscription";
import type { TaskInput } from "../../../functions/billing/tasks";
import {
  tables,
  workflowDefinition,
  workflows,
  type BillingTask,
  type PayPalEvent,
  type SubscriptionEvent,
  type Table,
  type WorkflowName,
} from "../../../functions/contract";
import { startPayPal, type LocalPayPal, type PayPalNotice } from "../../../local/paypal";

/** Describes behaviour that needs moto, which `.ci/run` installs. */
export const describeWithMoto = describe.skipIf(inject("moto") === "");

export const context = { awsRequestId: "request", functionName: "test", functionVersion: "1" } as Context;

const ARNS = {
  billingFunctionArn: "arn:aws:lambda:us-east-1:123456789012:function:billing",
  paymentFailedStateMachineArn: "arn:aws:states:us-east-1:123456789012:stateMachine:payment-failed",
};

/** Waits for a condition; the faked clock stands still meanwhile. */
export async function until(isTrue: () => boolean): Promise<void> {
  for (let attempt = 0; attempt < 1_000; attempt++) {
    if (isTrue()) return;
    await pause(10);
  }
  throw new Error("The condition has not come true");
}

/** A state that waits for its token. */
interface Waiting {
  readonly succeed: () => void;
  readonly fail: (name: string) => void;
}

/** Resources and settings of a test file. */
export interface Resources {
  readonly ledgerQueueUrl: string;
}

/** Creates the tables, the bus, the ledger's queue and the secrets in moto, and the functions' settings. */
export async function provideResources(): Promise<Resources> {
  const prefix = `saas-${randomUUID().slice(0, 8)}`;
  Object.assign(process.env, awsVariables(inject("moto")), { ENVIRONMENT: "test", ALLOW_ORIGIN: "*" });
  const dynamo = new DynamoDBClient();
  for (const [name, table] of Object.entries<Table>(tables)) {
    process.env[`${name.toUpperCase()}_TABLE`] = `${prefix}-${name}`;
    await dynamo.send(new CreateTableCommand(createTableInput(`${prefix}-${name}`, table)));
  }
  await new EventBridgeClient().send(new CreateEventBusCommand({ Name: prefix }));
  const Attributes = { FifoQueue: "true" };
  const queue = await new SQSClient().send(new CreateQueueCommand({ QueueName: `${prefix}-ledger.fifo`, Attributes }));
  const SecretString = JSON.stringify({ clientId: "client", clientSecret: "secret", webhookId: "WH-1" });
  const secret = await new SecretsManagerClient().send(
    new CreateSecretCommand({ Name: `${prefix}-paypal`, SecretString }),
  );
  Object.assign(process.env, {
    PAYPAL_SECRET_ARN: secret.ARN,
    EVENT_BUS_NAME: prefix,
    LEDGER_QUEUE_URL: queue.QueueUrl,
    SITE_URL: "https://app.example.com",
    CREATE_STATE_MACHINE_ARN: "create",
    RENEW_STATE_MACHINE_ARN: "renew",
    CANCEL_STATE_MACHINE_ARN: "cancel",
    CHANGE_PLAN_STATE_MACHINE_ARN: "change-plan",
  });
  return { ledgerQueueUrl: queue.QueueUrl! };
}

/** Fault of one invocation: the function does not run, or its answer is lost. */
export type TaskFault = "busy" | "answer-lost";

/** The five workflows as they are deployed, with the functions, moto, and PayPal on this machine. */
export class BillingSystem {
  /** Tasks that the function has done, also those whose answers were lost. */
  readonly ran: BillingTask[] = [];
  /** Faults of the next invocations of a task. */
  readonly faults = new Map<BillingTask, TaskFault[]>();
  /** Promises that invocations of a task wait for. */
  readonly gates = new Map<BillingTask, Promise<unknown>>();
  /** Events of PayPal that have not been delivered. */
  readonly undelivered: PayPalNotice[] = [];
  /** False keeps PayPal's events in `undelivered`. */
  delivers = true;
  /** Deliveries of each event. */
  repetitions = 1;
  paypal!: LocalPayPal;
  private readonly machines = new Map<WorkflowName, LocalStateMachine>();
  private readonly waiting = new Map<string, Waiting>();
  private readonly documents = DynamoDBDocumentClient.from(new DynamoDBClient());

  async start(): Promise<void> {
    this.paypal = await startPayPal({
      send: (notice) => {
        this.undelivered.push(notice);
        if (this.delivers) setTimeout(() => void this.deliver(), 5);
      },
    });
    process.env["PAYPAL_URL"] = this.paypal.url;
    const tasks = {
      "arn:aws:states:::lambda:invoke": async (input: unknown) => ({ Payload: await this.invoke(input) }),
      "arn:aws:states:::lambda:invoke.waitForTaskToken": (input: unknown) => this.waitForToken(input),
      "arn:aws:states:::states:startExecution": (input: unknown) => this.startNested(input),
    };
    for (const name of workflows) {
      const definition = workflowDefinition(name, ARNS);
      this.machines.set(name, createStateMachine({ definition, tasks, retrySeconds: 0.01, waitSeconds: 0.01 }));
    }
  }

  async stop(): Promise<void> {
    for (const machine of this.machines.values()) await machine.stop();
    await this.paypal.stop();
  }

  /** Starts an execution. @returns false if there is one of this name. */
  begin(workflow: WorkflowName, name: string, input: object): boolean {
    return this.machines.get(workflow)!.start(name, JSON.stringify(input)) === undefined;
  }

  /** Waits for the end of an execution. @returns its status. */
  async ended(workflow: WorkflowName, name: string): Promise<string> {
    const execution = this.machines.get(workflow)!.executions.get(name)!;
    await execution.ended;
    return execution.status;
  }

  async run(workflow: WorkflowName, name: string, input: object): Promise<string> {
    this.begin(workflow, name, input);
    return this.ended(workflow, name);
  }

  /** Delivers the events that wait, in a random order and repeatedly. */
  async deliver(): Promise<void> {
    const { handler } = await import("../../../functions/handlers/settlement");
    const notices = this.undelivered.splice(0).flatMap((notice) => Array<PayPalNotice>(this.repetitions).fill(notice));
    for (const notice of notices.sort(() => Math.random() - 0.5))
      await handler({ detail: notice } as unknown as EventBridgeEvent<string, PayPalEvent>, context);
  }

  /** Resumes the state that waits with a token. */
  resume(token: string): void {
    this.waiting.get(token)?.succeed();
    this.waiting.delete(token);
  }

  /** Ends the heartbeats of the states that wait. @returns their number. */
  loseHeartbeats(): number {
    const states = [...this.waiting.values()];
    this.waiting.clear();
    for (const { fail } of states) fail("States.HeartbeatTimeout");
    return states.length;
  }

  /** Waits until a state waits for PayPal. */
  async waits(): Promise<void> {
    await until(() => this.waiting.size > 0);
  }

  async subscription(subscriptionId: string): Promise<Subscription> {
    const Key = { customerId: "ann", subscriptionId };
    const { Item } = await this.documents.send(
      new GetCommand({ TableName: process.env["SUBSCRIPTIONS_TABLE"], Key, ConsistentRead: true }),
    );
    return Item as Subscription;
  }

  async payments(subscriptionId: string): Promise<readonly Payment[]> {
    const { Items = [] } = await this.documents.send(
      new QueryCommand({
        TableName: process.env["PAYMENTS_TABLE"],
        KeyConditionExpression: "subscriptionId = :id",
        ExpressionAttributeValues: { ":id": subscriptionId },
      }),
    );
    return Items as Payment[];
  }

  /** Messages of the ledger's queue about a subscription, in their order. */
  async ledger(subscriptionId: string): Promise<readonly SubscriptionEvent[]> {
    const client = new SQSClient();
    const QueueUrl = process.env["LEDGER_QUEUE_URL"]!;
    const events: SubscriptionEvent[] = [];
    for (;;) {
      const { Messages = [] } = await client.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
      if (Messages.length === 0) return events.filter((event) => event.subscriptionId === subscriptionId);
      for (const { Body, ReceiptHandle } of Messages) {
        events.push(JSON.parse(Body!) as SubscriptionEvent);
        await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
      }
    }
  }

  /** Passes the event by JSON, as Lambda does. */
  private async invoke(input: unknown): Promise<object> {
    const { handler } = await import("../../../functions/handlers/billing");
    const payload = JSON.parse(JSON.stringify((input as { Payload: unknown }).Payload)) as TaskInput;
    await this.gates.get(payload.task);
    const fault = this.faults.get(payload.task)?.shift();
    const unavailable = Object.assign(new Error(fault), { name: "TemporarilyUnavailable" });
    if (fault === "busy") throw unavailable;
    const result = await handler(payload, context);
    this.ran.push(payload.task);
    if (fault === "answer-lost") throw unavailable;
    return JSON.parse(JSON.stringify(result)) as object;
  }

  private async waitForToken(input: unknown): Promise<unknown> {
    const { taskToken } = (input as { Payload: { taskToken: string } }).Payload;
    const token = new Promise<unknown>((resolve, reject) => {
      const fail = (name: string) => reject(Object.assign(new Error(name), { name }));
      this.waiting.set(taskToken, { succeed: () => resolve({}), fail });
    });
    token.catch(() => undefined);
    try {
      await this.invoke(input);
    } catch (error) {
      this.waiting.delete(taskToken);
      throw error;
    }
    return token;
  }

  private async startNested(input: unknown): Promise<object> {
    const { Name, Input } = input as { Name: string; Input: object };
    if (!this.begin("payment-failed", Name, Input))
      throw Object.assign(new Error(Name), { name: "StepFunctions.ExecutionAlreadyExistsException" });
    return {};
  }
}
