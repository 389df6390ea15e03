import { reasonOf } from "./problem";

/** Logs a failure of repeated work in one line, and again only after a success or when the reason changes. */
export class RepeatedFailure {
  #told: string | undefined;
  readonly #what: string;

  /** @param description - beginning of the line. */
  constructor(what: string) {
    this.#what = what;
  }

  tell(error: unknown): void {
    const reason = reasonOf(error);
    if (reason !== this.#told) console.error(`${this.#what}: ${reason}`);
    this.#told = reason;
  }

  passed(): void {
    this.#told = undefined;
  }
}
