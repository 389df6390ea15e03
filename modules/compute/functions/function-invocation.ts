import { LambdaInvocation } from "@cdktf/provider-aws/lib/lambda-invocation";
import { Construct, type IConstruct } from "constructs";
import { Validation } from "../../core";
import type { ContainerFunction } from "./container-function";
import { resourcesIn } from "./dependencies";

export interface FunctionInvocationProps {
  /** Invoked by its alias, when everything in it is there. */
  readonly target: ContainerFunction;
  /** The function runs once for every new set of these values: `{ image }` for what belongs to an image. At least one. */
  readonly triggers: Readonly<Record<string, string>>;
  /** The event, as a value that becomes JSON. A new one is a reason to run, too. @default {} */
  readonly input?: Readonly<Record<string, unknown>>;
  /** Constructs that must be complete before the function runs: what it reads and what it connects to. @default none */
  readonly after?: readonly IConstruct[];
}

export const FUNCTION_INVOCATION_DEFAULTS = { input: {}, after: [] } as const;

/**
 * Runs a function while Terraform applies and waits for its answer: a migration of the database, before the functions that need it serve.
 * They call `serveAfter` with it.
 *
 * An error of the function fails the apply, and the next apply runs it again, so that it must bear being repeated. The state keeps its
 * answer, in which nothing may be secret.
 */
export class FunctionInvocation extends Construct {
  /** @throws InputError when there is no trigger. */
  constructor(scope: Construct, id: string, props: FunctionInvocationProps) {
    const { target, triggers } = props;
    const { input = FUNCTION_INVOCATION_DEFAULTS.input, after = FUNCTION_INVOCATION_DEFAULTS.after } = props;
    new Validation(scope, id)
      .check(
        Object.keys(triggers).length > 0,
        "triggers",
        triggers,
        "at least one value",
        "name what the function must run for again",
      )
      .throwIfInvalid();
    super(scope, id);
    const invocation = new LambdaInvocation(this, "invocation", {
      functionName: target.functionName,
      qualifier: target.aliasName,
      input: JSON.stringify(input),
      triggers: { ...triggers },
      lifecycleScope: "CREATE_ONLY",
    });
    invocation.dependsOn = resourcesIn([target, ...after]);
  }
}
