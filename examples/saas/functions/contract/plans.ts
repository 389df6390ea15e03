/** Currency of all amounts, which are integers of its cents. */
export const currency = "USD";

export const intervals = ["month", "year"] as const;

/** Length of a period. */
export type Interval = (typeof intervals)[number];

/** Price of a period in cents. */
export type Plan = Readonly<Record<Interval, number>>;

/** Plans by name. */
export const plans = {
  free: { month: 0, year: 0 },
  basic: { month: 900, year: 9_000 },
  pro: { month: 2_900, year: 29_000 },
  business: { month: 9_900, year: 99_000 },
} as const satisfies Record<string, Plan>;

export type PlanName = keyof typeof plans;

export const planNames = Object.keys(plans) as [PlanName, ...PlanName[]];
