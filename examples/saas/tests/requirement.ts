import { requirementsOf } from "../../../tests/support/requirements";
import { exampleFixture } from "../../../tests/support/synthesized";

/** Defines the test of a requirement on the main region of production, and a twin for each mutated value. */
export const requirement = requirementsOf(exampleFixture("saas", "prod"));

/** The same on the second region of production. */
export const standbyRequirement = requirementsOf(exampleFixture("saas", "prod-standby"));

/** The same on the copies of production in the second region. */
export const recoveryRequirement = requirementsOf(exampleFixture("saas", "prod-recovery"));

/** The same on staging, whose account is subscribed to QuickSight. */
export const stagingRequirement = requirementsOf(exampleFixture("saas", "staging"));

/** The same on what the account has once in each of its regions. */
export const accountRequirement = requirementsOf(exampleFixture("saas", "account"));
export const accountStandbyRequirement = requirementsOf(exampleFixture("saas", "account-standby"));

/** The same on dev, which has one region, provisioned tables and DAX. */
export const devRequirement = requirementsOf(exampleFixture("saas", "dev"));
