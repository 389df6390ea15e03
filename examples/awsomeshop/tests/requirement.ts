import { requirementsOf } from "../../../tests/support/requirements";
import { exampleFixture } from "../../../tests/support/synthesized";

export type { Mutation } from "../../../tests/support/requirements";

/** Defines the test of a requirement on the stack of production, and a twin for each mutated value. */
export const requirement = requirementsOf(exampleFixture("awsomeshop", "prod"));
