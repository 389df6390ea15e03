import { requirementsOf } from "../../../tests/support/requirements";
import { exampleStack } from "../../../tests/support/synthesized";

export type { Mutation } from "../../../tests/support/requirements";

/** Defines the test of a requirement on the stack of production, and a twin for each mutated value. */
export const requirement = requirementsOf(exampleStack("scale-up", "prod"));

/** The same on the stack of the account. */
export const accountRequirement = requirementsOf(exampleStack("scale-up", "account"));
