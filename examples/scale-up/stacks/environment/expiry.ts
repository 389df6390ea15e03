import { Schedule, type Queue } from "groundplan/messaging";
import type { Context } from "./context";
import type { Functions } from "./functions";

/** Cancels orders that nobody pays, every five minutes. */
export function createExpiry({ stack, environment }: Context, { expiry }: Functions, deadLetterQueue: Queue): void {
  // The next run does the work of a failed one.
  expiry.limitAsyncInvocation({ maximumRetryAttempts: 0, maximumEventAgeSeconds: 60 });
  new Schedule(stack, "unpaid-orders", {
    name: `${environment.projectName}-unpaid-orders`,
    expression: "rate(5 minutes)",
    target: expiry,
    deadLetterQueue,
  });
}
