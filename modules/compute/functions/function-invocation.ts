import { LambdaInvocation } from "@cdktf/provider-aws/lib/lambda-invocation";
import { Construct, type IConstruct } from "constructs";
import {
  Validation,
  regionalProviderOf,
  requireProps,
  resourcesIn,
  satisfying,
  useProviderOf,
  withDefaults,
  type Ordered,
} from "../../core";
import { FUNCTION_INVOCATION_DEFAULTS, type FunctionInvocationProps } from "./function-invocation-props";

/**
 * Runs a function during `terraform apply` and waits for its response, for example a database migration. Functions
 * that need its result call `serveAfter` with it.
 *
 * A function error fails the apply and the next apply runs the function again, so it must be idempotent. The response
 * is stored in the state: return no secrets.
 */
export class FunctionInvocation extends Construct implements Ordered {
  /** The function, and the constructs of `after`. */
  readonly precedents: readonly IConstruct[];

  /**
   * A target whose alias CodeDeploy moves fails the synthesis.
   *
   * @throws InputError when there is no trigger.
   */
  constructor(scope: Construct, id: string, props: FunctionInvocationProps) {
    validate(scope, id, props);
    super(scope, id);
    useProviderOf(this, regionalProviderOf(props.target));
    const { target, triggers, input, after } = withDefaults(props, FUNCTION_INVOCATION_DEFAULTS);
    const invocation = new LambdaInvocation(this, "invocation", {
      functionName: target.functionName,
      qualifier: target.aliasName,
      input: JSON.stringify(input),
      triggers: { ...triggers },
      lifecycleScope: "CREATE_ONLY",
    });
    this.precedents = [target, ...after];
    invocation.dependsOn = resourcesIn(this.precedents);
    // The alias may be left to CodeDeploy after this constructor.
    this.node.addValidation({ validate: () => aliasProblems(target) });
  }
}

function validate(scope: Construct, id: string, props: FunctionInvocationProps): void {
  requireProps(scope, id, props, { target: "object", triggers: "object" });
  new Validation(scope, id)
    .props(props, {
      triggers: satisfying(
        (triggers) => Object.keys(triggers).length > 0,
        "at least one value",
        "name the values whose change runs the function again",
      ),
    })
    .throwIfInvalid();
}

function aliasProblems({ aliasMovedBy, node }: FunctionInvocationProps["target"]): string[] {
  if (aliasMovedBy === "terraform") return [];
  return [`CodeDeploy moves the alias of ${node.path}, so that an apply would run its previous version`];
}
