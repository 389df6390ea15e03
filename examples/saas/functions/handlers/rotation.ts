import type { Context, SecretsManagerRotationEvent } from "aws-lambda";
import { logger, observed } from "../observability";
import { steps } from "../rotation/steps";

/** Rotates the password of the database's user, at Secrets Manager's request. */
export function handler(event: SecretsManagerRotationEvent, context: Context): Promise<void> {
  const { Step, SecretId, ClientRequestToken } = event;
  return observed(Step, context, async () => {
    await steps[Step](SecretId, ClientRequestToken);
    logger.info("Done", { step: Step, version: ClientRequestToken });
  });
}
