import type { BadInput } from "../bad-inputs/bad-input";

/** A configuration that AWS refuses, and one that differs from it only in what is refused. */
export interface OwnCase extends BadInput {
  readonly accepted: BadInput["resource"];
}

type Resources = BadInput["resource"];

/** Cases of one rule: each is the text of the message, the refused and the accepted configuration. */
export function own(
  rule: string,
  at: string,
  ...cases: readonly (readonly [text: string, refused: Resources, accepted: Resources])[]
): readonly OwnCase[] {
  return cases.map(([text, resource, accepted]) => ({ rule: `gp-${rule}`, at, text, resource, accepted }));
}
