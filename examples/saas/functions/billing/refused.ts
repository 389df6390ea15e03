import { workflowErrors, type ErrorCode } from "../contract";

/** The subscription's state does not allow the change. Step Functions matches errors by their names. */
export class SubscriptionRefused extends Error {
  constructor(
    readonly code: ErrorCode,
    message: string,
  ) {
    super(message);
    this.name = workflowErrors.refused;
  }
}

/** Another workflow charges the subscription; another attempt may succeed. */
export class ChargeInProgress extends Error {
  constructor() {
    super("Another workflow charges the subscription");
    this.name = workflowErrors.busy;
  }
}
