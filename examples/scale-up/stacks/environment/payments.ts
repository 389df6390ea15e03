import { StateMachine } from "groundplan/workflow";
import { paymentDefinition } from "../../functions/contract";
import type { Context } from "./context";
import type { Functions } from "./functions";

/** The payment of an order, with retries and compensation; its definition is the application's. */
export function createPayments({ stack, environment, keys }: Context, { payment }: Functions): StateMachine {
  const machine = new StateMachine(stack, "payments", {
    name: `${environment.projectName}-payments`,
    definition: paymentDefinition(payment.aliasArn),
    logKey: keys.logs,
    logRetentionDays: environment.logRetentionDays,
  });
  payment.grantInvoke(machine);
  return machine;
}
