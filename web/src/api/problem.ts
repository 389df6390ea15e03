import type { Price } from "./model";

/** A refusal from a problem document (RFC 9457). */
export class Problem extends Error {
  constructor(
    /** HTTP status, or 0 when there was no answer. */
    readonly status: number,
    readonly code: string,
    message: string,
    readonly document: ProblemDocument = {},
  ) {
    super(message);
  }
}

/** Returns true if repeating the request cannot help. An error that is no `Problem` has no status. */
export const isRefusal = ({ status = 0 }: Partial<Problem>) => status >= 400 && status < 500 && status !== 429;

interface ProblemDocument {
  readonly title?: string;
  readonly detail?: string;
  readonly code?: string;
  readonly requestId?: string;
  /** The order that the key of the request has placed. */
  readonly orderId?: string;
  /** Current prices of the order's products. */
  readonly prices?: readonly Price[];
  readonly errors?: readonly { readonly path: string; readonly message: string }[];
}

export const unreachable = () => new Problem(0, "unreachable", "The shop does not answer. Are you online?");

/** Reads a problem; an answer without a problem document is described by its status. */
export async function problemOf(response: Response): Promise<Problem> {
  const document = (await response.json().catch(() => ({}))) as ProblemDocument;
  return new Problem(
    response.status,
    document.code ?? "unknown",
    document.detail ?? document.title ?? `The shop answered ${response.status}.`,
    document,
  );
}
