import { waive } from "groundplan/policies";
import type { IConstruct } from "constructs";
import type { Environment } from "../environments";

/** Owner and last valid day of the waivers, for one decision about all of them. */
const ACCEPTED = { owner: "scale-up", expires: "2027-05-20" } as const;

/** Accepts that a resource of a module breaks a rule because the document wants it so. */
export function accept(module: IConstruct, resource: string, rule: string, reason: string): void {
  waive(module.node.findChild(resource), { rule, reason, ...ACCEPTED });
}

/** Policies judge an environment by the stage that its stacks state. */
export function isJudgedAsProduction({ stage }: Pick<Environment, "stage">): boolean {
  return stage === "production";
}
