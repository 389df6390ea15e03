import { setTimeout as pause } from "node:timers/promises";
import { signDelivery, type Signature, type SignedDelivery } from "./delivery";
import type { PayPalNotice } from "./state";

/** PayPal repeats for three days. */
const ATTEMPTS = 10;
const PAUSE_MILLIS = 500;

/** Signed webhooks to one address, each until it is answered with 2xx. */
export class Webhooks {
  /** Deliveries that were answered with 2xx. */
  readonly delivered: SignedDelivery[] = [];
  /** False loses the events. */
  isEnabled = true;

  /** @param address - returns the webhook's address, which is known after the API has started. */
  constructor(
    private readonly address: () => string,
    private readonly signature: Omit<Signature, "time">,
    private readonly log: (line: string) => void,
  ) {}

  async send(notice: PayPalNotice): Promise<void> {
    for (let attempt = 1; this.isEnabled && attempt <= ATTEMPTS; attempt++) {
      const delivery = signDelivery(JSON.stringify(notice), this.signature);
      const status = await this.post(delivery);
      if (status >= 200 && status < 300) {
        this.delivered.push(delivery);
        return;
      }
      this.log(`webhook ${notice.event_type} was answered with ${status}`);
      await pause(PAUSE_MILLIS, undefined, { ref: false });
    }
  }

  /** @returns the status of the answer, or 0 for none. */
  private async post({ body, headers }: SignedDelivery): Promise<number> {
    const sent = fetch(this.address(), {
      method: "POST",
      body,
      headers: { ...headers, "content-type": "application/json" },
    });
    return sent.then(({ status }) => status).catch(() => 0);
  }
}
