/** A failure that another attempt may avoid: a service did not answer, or is busy. */
export class TemporarilyUnavailable extends Error {
  constructor(service: string, options?: ErrorOptions) {
    super(`${service} is temporarily unavailable`, options);
    // Step Functions matches errors by this name.
    this.name = "TemporarilyUnavailable";
  }
}
