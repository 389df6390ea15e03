import { Schedule } from "groundplan/messaging";
import { renewalSchedule } from "../../functions/contract";
import type { Context } from "./context";
import type { Functions } from "./functions";
import type { Messaging } from "./messaging";

/** The daily start of due renewals and cancellations, in the region that serves. */
export function createRenewals(
  { stack, prefix, serves, keys }: Context,
  { renewals }: Functions,
  { undelivered }: Messaging,
): Schedule {
  return new Schedule(stack, "renewals", {
    name: `${prefix}-${renewalSchedule}-schedule`,
    expression: "cron(0 1 * * ? *)",
    target: renewals,
    deadLetterQueue: undelivered,
    state: serves ? "ENABLED" : "DISABLED",
    key: keys.messages,
  });
}
