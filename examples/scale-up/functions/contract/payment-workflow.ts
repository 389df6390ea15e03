import definition from "./payment.asl.json";

/** Placeholder for the ARN of the payment function in the definition. */
export const PAYMENT_FUNCTION = "${PaymentFunctionArn}";

/** Returns the definition of the payment state machine with the payment function of an environment. */
export function paymentDefinition(paymentFunctionArn: string): string {
  return JSON.stringify(definition).replaceAll(PAYMENT_FUNCTION, paymentFunctionArn);
}
