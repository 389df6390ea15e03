import { requirementsOf } from "../../../tests/support/requirements";
import { exampleFixture } from "../../../tests/support/synthesized";

/** Defines the test of a requirement on the main region of production, and a twin for each mutated value. */
export const requirement = requirementsOf(exampleFixture("saas", "prod"));

/** The same on the second region of production. */
export const standbyRequirement = requirementsOf(exampleFixture("saas", "prod-standby"));

/** The same on the copies of production in the second region. */
export const recoveryRequirement = requirementsOf(exampleFixture("saas", "prod-recovery"));

/** The same on dev, which has one region, provisioned tables and DAX. */
export const devRequirement = requirementsOf(exampleFixture("saas", "dev"));
