import definition from "./payment-workflow.asl.json";

/** Placeholder for the ARN of the payment function in the workflow's definition. */
export const PAYMENT_FUNCTION = "${PaymentFunctionArn}";

/** Returns the definition with the payment function of an environment. */
export function paymentWorkflow(paymentFunctionArn: string): string {
  return JSON.stringify(definition).replaceAll(PAYMENT_FUNCTION, paymentFunctionArn);
}
