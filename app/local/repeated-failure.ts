import { reasonOf } from "./problem";

/** Logs a failure of repeated work in one line, and again only after a success or when the reason changes. */
export class RepeatedFailure {
  #lastReason: string | undefined;
  readonly #description: string;

  /** @param description - beginning of the line. */
  constructor(description: string) {
    this.#description = description;
  }

  report(error: unknown): void {
    const reason = reasonOf(error);
    if (reason !== this.#lastReason) console.error(`${this.#description}: ${reason}`);
    this.#lastReason = reason;
  }

  passed(): void {
    this.#lastReason = undefined;
  }
}
