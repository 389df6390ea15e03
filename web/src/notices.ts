import { Problem } from "./api/problem";
import { Observable } from "./observable";

export interface Notice {
  readonly kind: "done" | "problem";
  readonly text: string;
  readonly details?: readonly string[];
  /** Links to the cart, because another cart would be accepted. */
  readonly isAboutCart?: boolean;
}

/** The current notice; screen readers announce it. */
export class Notices extends Observable<Notice | undefined> {
  constructor() {
    super(undefined);
  }

  done(text: string): void {
    this.value = { kind: "done", text };
  }

  report(error: unknown): void {
    this.value = error instanceof Problem ? describe(error) : { kind: "problem", text: (error as Error).message };
  }

  /** Reports an error of a page, except for the end of the session: the page asks to sign in then. */
  reportFrom(error: Partial<Problem>): void {
    if (error.status !== 401) this.report(error);
  }

  clear(): void {
    this.value = undefined;
  }
}

/** Adds the request id to faults of the shop, so that operators find them. */
function describe({ status, code, message, document: { errors = [], requestId } }: Problem): Notice {
  const details = errors.map(({ path, message }) => `${path}: ${message}`);
  if (status >= 500 && requestId) details.push(`Reference: ${requestId}`);
  return { kind: "problem", text: message, details, isAboutCart: code === "out-of-stock" };
}
