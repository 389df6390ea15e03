import { GatewayAnswer } from "./answers";
import type { LocalRoute, Throttling } from "./routes";

/** Token buckets of the routes: each holds a burst and gains the rate every second. */
export class Throttle {
  readonly #buckets = new Map<string, { tokens: number; filledAt: number }>();

  /** @param usual - limits of the routes that have none of their own. */
  constructor(private readonly usual: Throttling) {}

  /** @throws GatewayAnswer if the route has no token left. */
  take({ routeKey, throttling: limits = this.usual }: LocalRoute): void {
    const now = Date.now();
    const { tokens, filledAt } = this.#buckets.get(routeKey) ?? { tokens: limits.burst, filledAt: now };
    const filled = Math.min(limits.burst, tokens + ((now - filledAt) / 1000) * limits.requestsPerSecond);
    this.#buckets.set(routeKey, { tokens: Math.max(0, filled - 1), filledAt: now });
    if (filled < 1) throw new GatewayAnswer(429, "Too Many Requests", { "retry-after": "1" });
  }
}
