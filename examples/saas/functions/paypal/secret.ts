import { readSecret } from "../adapters/read-secret";
import { setting } from "../settings";

export interface PayPalSecret {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly webhookId: string;
}

/** Returns the credentials of the API and the id of the webhook. @param fresh - reads them again. */
export async function readPayPalSecret(fresh = false): Promise<PayPalSecret> {
  return JSON.parse(await readSecret(setting("PAYPAL_SECRET_ARN"), fresh)) as PayPalSecret;
}
