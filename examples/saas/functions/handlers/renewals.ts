import type { Context } from "aws-lambda";
import { startDue } from "../billing/renewals";
import { logger, observed } from "../observability";

/** Starts the renewals and ends that are due; target of the schedule. */
export function handler(_event: unknown, context: Context): Promise<void> {
  return observed("renewals", context, async () => {
    logger.info("Started", { ...(await startDue(new Date().toISOString())) });
  });
}
