import Big from "big.js";

const CENT = new Big("0.01");
const HALF_CENT = new Big("0.005");

/** USD with cents, rounded half up. A smaller amount than half a cent is `< 0.01`. */
export function dollars(amount: Big): string {
  if (amount.gt(0) && amount.lt(HALF_CENT)) return `< ${CENT.toFixed(2)}`;
  return grouped(amount.round(2, Big.roundHalfUp).toFixed(2));
}

/** A change in USD with its sign; zero below half a cent. */
export function change(amount: Big): string {
  if (amount.abs().lt(HALF_CENT)) return dollars(new Big(0));
  return `${amount.gt(0) ? "+" : "-"}${dollars(amount.abs())}`;
}

/** A quantity with at most four decimals. */
export function quantity(amount: Big): string {
  const rounded = amount.round(4, Big.roundHalfUp);
  return rounded.eq(0) && amount.gt(0) ? "< 0.0001" : grouped(rounded.toFixed());
}

function grouped(text: string): string {
  const [whole, decimals] = text.split(".");
  const groups = whole!.replace(/\B(?=(\d{3})+$)/g, ",");
  return decimals === undefined ? groups : `${groups}.${decimals}`;
}

/** The sum of amounts; absent ones count nothing. */
export function total(amounts: readonly (Big | undefined)[]): Big {
  return amounts.reduce<Big>((sum, amount) => (amount ? sum.plus(amount) : sum), new Big(0));
}
