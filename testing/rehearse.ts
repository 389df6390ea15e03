import type { SynthesizedStack } from "../modules/core";
import type { AppliedStack } from "../tools/rehearsal";

/**
 * Lets the real Terraform apply a stack, with a stand-in for the AWS provider, and returns what a finished deployment shows. The stack
 * must also plan as unchanged afterwards, and be destroyed completely.
 *
 * @example
 * const [applied] = await rehearse(stack);
 * expect(applied.statementsOf("shop-api")).toEqual([...]);
 *
 * @param stacks - synthesized stacks; those whose state another one reads belong in the same call.
 * @throws Error without Terraform or the packages that the stand-in needs, saying what to install; otherwise with everything that
 * Terraform found.
 */
export async function rehearse<Stacks extends readonly SynthesizedStack[]>(
  ...stacks: Stacks
): Promise<{ [Position in keyof Stacks]: AppliedStack }> {
  const { rehearseStacks } = await import("../tools/rehearsal/index.js").catch(withInstallation);
  return (await rehearseStacks(stacks)) as { [Position in keyof Stacks]: AppliedStack };
}

function withInstallation(error: NodeJS.ErrnoException): never {
  if (error.code !== "MODULE_NOT_FOUND") throw error;
  throw new Error(
    `a rehearsal needs packages that are missing: npm install --save-dev @grpc/grpc-js @grpc/proto-loader @msgpack/msgpack (${error.message.split("\n")[0]})`,
  );
}
