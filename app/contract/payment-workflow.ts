import definition from "./payment-workflow.asl.json";

/** Where the workflow's definition names the function that does its tasks. */
export const PAYMENT_FUNCTION = "${PaymentFunctionArn}";

/** The definition that the tests execute, with the function that an environment has. */
export function paymentWorkflow(paymentFunctionArn: string): string {
  return JSON.stringify(definition).replaceAll(PAYMENT_FUNCTION, paymentFunctionArn);
}
