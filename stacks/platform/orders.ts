import { orderQueue, outboxSchedule, paymentWorkflow } from "../../app/contract";
import { Queue, Schedule } from "../../modules/messaging";
import { StateMachine } from "../../modules/workflow";
import { applicationParameters } from "./application-parameters";
import type { PlatformContext } from "./context";
import type { Functions } from "./functions";
import { isPilotLight } from "./pilot-light";

export interface Orders {
  readonly queue: Queue;
  /** Events for the outbox that its schedule could not deliver. */
  readonly undelivered: Queue;
  readonly paymentWorkflow: StateMachine;
}

/**
 * The path of a placed order: the outbox sends it to the queue, the worker starts the payment workflow, and the
 * payment function runs the workflow's tasks.
 */
export function createOrders(context: PlatformContext, functions: Functions): Orders {
  const { environment } = context;
  const queue = createOrderQueue(context);
  queue.grantSend(functions.outbox);
  functions.worker.consumeFrom(queue, {
    batchSize: orderQueue.batchSize,
    maxConcurrency: environment.compute.workerConcurrency,
  });
  const workflow = createWorkflow(context, functions);
  workflow.grantStart(functions.worker);
  grantReconciliation(context, functions);
  const undelivered = createOutboxSchedule(context, functions);
  applicationParameters(context, "order-configuration", {
    "orders/queue-url": queue.queueUrl,
    "payments/workflow-arn": workflow.stateMachineArn,
  });
  return { queue, undelivered, paymentWorkflow: workflow };
}

function createOrderQueue({ stack, environment, prefix, keys }: PlatformContext): Queue {
  return new Queue(stack, "order-queue", {
    name: `${prefix}-orders`,
    key: keys.data,
    visibilityTimeoutSeconds: orderQueue.visibilityTimeoutSeconds,
    maxReceiveCount: orderQueue.maxReceiveCount,
    deletionProtection: environment.deletionProtection,
  });
}

function createWorkflow({ stack, environment, prefix, keys }: PlatformContext, { payment }: Functions): StateMachine {
  const workflow = new StateMachine(stack, "payment-workflow", {
    name: `${prefix}-payment-workflow`,
    definition: paymentWorkflow(payment.aliasArn),
    logKey: keys.logs,
    logRetentionDays: environment.logs.retentionDays,
  });
  payment.grantInvoke(workflow);
  return workflow;
}

/**
 * Lets the payment function list executions for its task `reconcile`. The ARN is a literal: the workflow depends on
 * the function.
 */
function grantReconciliation({ stack, prefix }: PlatformContext, { payment }: Functions): void {
  payment.addStatement({
    sid: "ListPayments",
    actions: ["states:ListExecutions"],
    resources: [`arn:aws:states:${stack.region}:${stack.account}:stateMachine:${prefix}-payment-workflow`],
  });
}

/** Invokes the outbox, and keeps what could not be delivered: an alarm tells of the first such event. */
function createOutboxSchedule({ stack, environment, prefix, keys }: PlatformContext, { outbox }: Functions): Queue {
  const undelivered = new Queue(stack, "outbox-undelivered", {
    name: `${prefix}-outbox-undelivered`,
    key: keys.data,
    deletionProtection: environment.deletionProtection,
  });
  new Schedule(stack, "outbox-schedule", {
    name: `${prefix}-outbox-schedule`,
    expression: outboxSchedule,
    target: outbox,
    // The next event does the same work.
    maximumRetryAttempts: 0,
    maximumEventAgeSeconds: 60,
    state: isPilotLight(environment) ? "DISABLED" : "ENABLED",
    deadLetterQueue: undelivered,
  });
  outbox.limitAsyncInvocation({ maximumRetryAttempts: 0, maximumEventAgeSeconds: 60 });
  return undelivered;
}
