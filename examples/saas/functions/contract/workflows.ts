/** Workflows by name: `STANDARD` state machines, whose tasks the function `billing` does. */
export const workflows = ["create", "renew", "payment-failed", "cancel", "change-plan"] as const;

export type WorkflowName = (typeof workflows)[number];
