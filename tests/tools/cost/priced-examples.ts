import { amountsOf, type Estimated } from "./charges";

export interface PricedExample extends Estimated {
  readonly title: string;
  /** USD of a month by charge, computed by hand from the prices in the title. */
  readonly expected: Readonly<Record<string, string>>;
}

/** One test for each example. */
export function testAmounts(examples: readonly PricedExample[]): void {
  test.each(examples)("$title", ({ title: _title, expected, ...input }) => {
    expect(amountsOf(input)).toEqual(expected);
  });
}
