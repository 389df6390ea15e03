import { createStateMachine, type Invoke, type LocalStateMachine } from "groundplan/testing/local";
import { paymentDefinition } from "../functions/contract";

const FUNCTION_ARN = "arn:aws:lambda:us-east-1:123456789012:function:payment";

/** Creates the deployed state machine of payments. @param retrySeconds - replaces the pause before each retry. */
export function createPaymentMachine(payment: Invoke, retrySeconds?: number): LocalStateMachine {
  const invoke = async (parameters: unknown) => ({
    Payload: await payment((parameters as { Payload: unknown }).Payload),
  });
  return createStateMachine({
    definition: paymentDefinition(FUNCTION_ARN),
    tasks: { "arn:aws:states:::lambda:invoke": invoke },
    retrySeconds,
  });
}
