import { orderQueue, outboxSchedule, paymentWorkflow } from "../../app/contract";
import { Queue, Schedule } from "../../modules/messaging";
import { StateMachine } from "../../modules/workflow";
import { waive } from "../../policies";
import { applicationParameters } from "./configuration";
import type { PlatformContext } from "./context";
import type { Functions } from "./functions";

export interface Orders {
  readonly queue: Queue;
  readonly paymentWorkflow: StateMachine;
}

/**
 * What happens to an order after it is placed: the outbox brings it to the queue, the worker starts the payment workflow, and the payment
 * function does the workflow's tasks.
 */
export function createOrders(context: PlatformContext, functions: Functions): Orders {
  const { environment } = context;
  const queue = createQueue(context);
  queue.grantSend(functions.outbox);
  queue.grantConsume(functions.worker);
  functions.worker.consumeFrom(queue, {
    batchSize: orderQueue.batchSize,
    maxConcurrency: environment.compute.workerConcurrency,
  });
  const workflow = createWorkflow(context, functions);
  workflow.grantStart(functions.worker);
  createOutboxSchedule(context, functions);
  applicationParameters(context, "order-configuration", {
    "orders/queue-url": queue.queueUrl,
    "payments/workflow-arn": workflow.stateMachineArn,
  });
  return { queue, paymentWorkflow: workflow };
}

function createQueue({ stack, environment, prefix, keys }: PlatformContext): Queue {
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
    name: `${prefix}-payment`,
    account: stack.account,
    definition: paymentWorkflow(payment.aliasArn),
    logKey: keys.logs,
    logRetentionDays: environment.logs.retentionDays,
  });
  payment.grantInvoke(workflow);
  return workflow;
}

function createOutboxSchedule({ stack, prefix }: PlatformContext, { outbox }: Functions): void {
  const schedule = new Schedule(stack, "outbox-schedule", {
    name: `${prefix}-outbox`,
    account: stack.account,
    region: stack.region,
    expression: outboxSchedule,
    target: outbox,
  });
  waive(schedule.node.findChild("schedule"), {
    rule: "EVB-02",
    reason: "The next tick does the same work a minute later, so that an event that was not delivered holds nothing",
    owner: "platform",
    expires: "2027-05-20",
  });
}
