/** Ways in which a promise is held, the strongest first. */
export const WAYS = ["computed", "proven", "alarm only", "not held"] as const;

export type Way = (typeof WAYS)[number];

/** The outcome of one evidence. */
export interface EvidenceFinding {
  readonly way: Way;
  /** True if the configuration shows what the evidence claims. */
  readonly holds: boolean;
  /** A formula with its inputs, values and numbers of resources, or names that were found. */
  readonly text: string;
}
