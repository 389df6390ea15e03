import { errors, type ErrorCode } from "./contract";

/** A refused request; the caller sees code, message and facts. */
export class Refusal extends Error {
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly facts: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
    this.name = "Refusal";
  }

  get status(): number {
    return errors[this.code];
  }
}

/** Another attempt may succeed: a service did not answer, or is busy. */
export class TemporarilyUnavailable extends Error {
  constructor(service: string, options?: ErrorOptions) {
    super(`${service} is temporarily unavailable`, options);
    // Step Functions matches errors by this name.
    this.name = "TemporarilyUnavailable";
  }
}
