import type { BillingTask, Cancellation, PlanChange, SubscriptionEvent, SubscriptionRequest } from "../contract";
import { capture, charge, look, waitForReport } from "./charging";
import { claimPeriod, claimPlanChange, openSubscription } from "./claims";
import { cancel, endSubscription, refund } from "./ending";
import { publish } from "./events";
import { complete, decline } from "./settling";

/** Input of a task, from a state machine. */
export interface TaskInput {
  readonly task: BillingTask;
  /** Name of the execution, which owns what it claims. */
  readonly execution: string;
  readonly customerId: string;
  readonly subscriptionId: string;
  /** Key of the payment, for the tasks after a claim. */
  readonly period?: string;
  /** Token of a state that waits, for the task `wait`. */
  readonly taskToken?: string;
  readonly request?: SubscriptionRequest;
  readonly change?: PlanChange;
  readonly cancellation?: Cancellation;
  readonly event?: SubscriptionEvent;
}

/** The tasks. Each may be done again, because Step Functions repeats those whose answer it has not received. */
export const tasks: Readonly<Record<BillingTask, (input: TaskInput) => Promise<object>>> = {
  open: async (input) => openSubscription(input, given(input, "request"), input.execution),
  "claim-renewal": async (input) => claimPeriod(input, input.execution, false),
  "claim-retry": async (input) => claimPeriod(input, input.execution, true),
  "claim-change": async (input) => claimPlanChange(input, given(input, "change"), input.execution),
  charge: async (input) => ({ outcome: await charge(input, given(input, "period"), input.execution) }),
  capture: async (input) => ({ outcome: await capture(input, given(input, "period"), input.execution) }),
  look: async (input) => ({ outcome: await look(input, given(input, "period"), input.execution) }),
  wait: async (input) => {
    await waitForReport(input, given(input, "period"), given(input, "taskToken"));
    return {};
  },
  complete: async (input) => ({ event: await complete(input, given(input, "period"), input.execution) }),
  decline: async (input) => decline(input, given(input, "period"), input.execution),
  cancel: async (input) => ({ isEffective: await cancel(input, given(input, "cancellation")) }),
  end: async (input) => ({ event: await endSubscription(input) }),
  refund: async (input) => {
    await refund(input);
    return {};
  },
  publish: async (input) => {
    await publish(given(input, "event"));
    return {};
  },
};

function given<Field extends keyof TaskInput>(input: TaskInput, field: Field): NonNullable<TaskInput[Field]> {
  const value = input[field];
  if (value === undefined || value === null) throw new Error(`The task ${input.task} lacks ${field}`);
  return value;
}
