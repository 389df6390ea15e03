import { Problem } from "./api/problem";
import { Observable } from "./observable";

export interface Notice {
  readonly kind: "done" | "problem";
  readonly text: string;
  readonly details?: readonly string[];
  /** Whether another cart would do. */
  readonly isAboutCart?: boolean;
}

/** The one thing that the shop is telling the customer at the moment; it is read out by screen readers. */
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

  /** What has stopped a page, but for the end of the session: the page asks to sign in again then. */
  reportFrom(error: Partial<Problem>): void {
    if (error.status !== 401) this.report(error);
  }

  clear(): void {
    this.value = undefined;
  }
}

/** A fault of the shop is told with the id by which its operators find it. */
function describe({ status, code, message, faults, requestId }: Problem): Notice {
  const reference = status >= 500 && requestId !== undefined ? [`Reference: ${requestId}`] : [];
  return { kind: "problem", text: message, details: [...faults, ...reference], isAboutCart: code === "out-of-stock" };
}
