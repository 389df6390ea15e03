import type { Clock } from "../clock";

interface Waiting {
  readonly settle: (output: unknown) => void;
  readonly refuse: (error: Error) => void;
  readonly beat: () => void;
}

/** States that wait until somebody sends their token. */
export class TaskTokens {
  readonly #waiting = new Map<string, Waiting>();

  /** @param clock - measures heartbeats. */
  constructor(private readonly clock: Pick<Clock, "now" | "at">) {}

  /**
   * Waits for the token of a state.
   *
   * @param begin - starts the work that will send the token; its failure is that of the state.
   * @param heartbeatSeconds - longest pause between signs of life. @default no limit
   * @throws Error with the name that was sent, or `States.HeartbeatTimeout`.
   */
  async wait(token: string, begin: () => Promise<unknown>, heartbeatSeconds?: number): Promise<unknown> {
    let cancel = () => {};
    const sent = new Promise<unknown>((settle, refuse) => {
      const beat = () => {
        cancel();
        if (heartbeatSeconds === undefined) return;
        const end = this.clock.now() + heartbeatSeconds * 1000;
        cancel = this.clock.at(end, () => this.fail(token, "States.HeartbeatTimeout", "No sign of life"));
      };
      this.#waiting.set(token, { settle, refuse, beat });
      beat();
    });
    try {
      const [output] = await Promise.all([sent, begin()]);
      return output;
    } finally {
      cancel();
      this.#waiting.delete(token);
    }
  }

  /** @returns false if no state waits with the token, also for the other messages. */
  succeed(token: string, output: unknown): boolean {
    return this.#send(token, ({ settle }) => settle(output));
  }

  fail(token: string, name: string, cause: string): boolean {
    return this.#send(token, ({ refuse }) => refuse(Object.assign(new Error(cause), { name })));
  }

  heartbeat(token: string): boolean {
    return this.#send(token, ({ beat }) => beat());
  }

  #send(token: string, message: (waiting: Waiting) => void): boolean {
    const waiting = this.#waiting.get(token);
    if (waiting) message(waiting);
    return waiting !== undefined;
  }
}
