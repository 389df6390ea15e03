/** A configuration that the provider plans and AWS refuses. */
export interface BadInput {
  readonly rule: string;
  /** Address and argument of the finding. */
  readonly at: string;
  /** Part of the message. */
  readonly text: string;
  /** True if the provider rejects the configuration itself, so that no plan contains it. */
  readonly isRejected?: boolean;
  readonly resource: Readonly<Record<string, Readonly<Record<string, object>>>>;
}

export function refused(rule: string, at: string, text: string, resource: BadInput["resource"]): BadInput {
  return { rule, at, text, resource };
}

/** A configuration that the real provider does not plan either. */
export function rejected(...input: Parameters<typeof refused>): BadInput {
  return { ...refused(...input), isRejected: true };
}
