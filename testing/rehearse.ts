import type { SynthesizedStack } from "../modules/core";
import type { AppliedStack, RehearsalInputs } from "../tools/rehearsal";
import { loadRehearsal } from "../tools/rehearsal/load";

/**
 * Applies stacks with the real Terraform and a stand-in for the AWS provider, and returns the resolved state. Each
 * stack must pass the whole lifecycle: apply, an empty second plan, a complete destroy.
 *
 * A rehearsal takes seconds; in Jest, give the test a timeout above the default of 5 s.
 *
 * @example const [applied] = await rehearse(stack); expect(applied.statementsOf("shop-api")).toEqual([...]);
 *
 * @param stacks - synthesized stacks; a stack whose state another one reads belongs in the same call.
 * @throws Error if Terraform or a package of the stand-in is missing, with how to install it; otherwise with all
 * errors of Terraform.
 */
export async function rehearse<Stacks extends readonly SynthesizedStack[]>(
  ...stacks: Stacks
): Promise<{ [Position in keyof Stacks]: AppliedStack }> {
  return rehearseWith({}, ...stacks);
}

/**
 * Does the same as {@link rehearse} with values of variables and data sources.
 *
 * @example
 * await rehearseWith({ variables: { team: "shop" }, data: { "aws_ssm_parameter.limit": { value: "5" } } }, stack);
 */
export async function rehearseWith<Stacks extends readonly SynthesizedStack[]>(
  inputs: RehearsalInputs,
  ...stacks: Stacks
): Promise<{ [Position in keyof Stacks]: AppliedStack }> {
  const { rehearseStacks } = loadRehearsal();
  return (await rehearseStacks(stacks, inputs)) as { [Position in keyof Stacks]: AppliedStack };
}
