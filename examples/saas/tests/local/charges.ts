import type { Payments } from "./development";

type Captures = Payments["captures"];

/** Captured cents of a subscription, the first capture first. */
export function chargesOf(captures: Captures, subscriptionId: string): number[] {
  return captures.filter(({ reference }) => reference.startsWith(`${subscriptionId}/`)).map(({ cents }) => cents);
}

/** Periods and changes of plan that were charged more than once. */
export function chargedTwice(captures: Captures): string[] {
  const references = captures.filter(({ status }) => status !== "DECLINED").map(({ reference }) => reference);
  return references.filter((reference, index) => references.indexOf(reference) !== index);
}

/** Captures of a subscription after a time. */
export function chargedAfter(captures: Captures, subscriptionId: string, time: string): string[] {
  return captures
    .filter(({ reference, at }) => reference.startsWith(`${subscriptionId}/`) && at > time)
    .map(({ at }) => at);
}
