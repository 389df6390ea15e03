import { requirementsOf } from "../../../tests/support/requirements";
import { exampleFixture } from "../../../tests/support/synthesized";

export type { Mutation } from "../../../tests/support/requirements";

/** Defines the test of a requirement on the stack of production, and a twin for each mutated value. */
export const requirement = requirementsOf(exampleFixture("scale-up", "prod"));

/** The same on the stack of dev, whose site is on CloudFront. */
export const devRequirement = requirementsOf(exampleFixture("scale-up", "dev"));

/** The same on the stack of staging, which has Shield Advanced and QuickSight. */
export const stagingRequirement = requirementsOf(exampleFixture("scale-up", "staging"));

/** The same on the stack of the account. */
export const accountRequirement = requirementsOf(exampleFixture("scale-up", "account"));
