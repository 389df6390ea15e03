import { Fn } from "cdktf";
import { Construct } from "constructs";
import { AwsStack, Validation, requireProps, aliasArn as aliasArnRule, isKnown, sidOf, type Grantee } from "../../core";
import { FUNCTION_DEFAULTS } from "./function-props";

/** An alias of a function that another module, stack or tool created. */
export class ExistingFunction extends Construct {
  readonly functionName: string;
  readonly aliasName: string;
  /** ARN that API Gateway integrations use to invoke the alias. */
  readonly invokeArn: string;

  /** @throws InputError when the ARN is not that of an alias. */
  constructor(
    scope: Construct,
    id: string,
    readonly aliasArn: string,
    /** Timeout of the function, which integrations check. */
    readonly timeoutSeconds: number = FUNCTION_DEFAULTS.timeoutSeconds,
  ) {
    requireProps(scope, id, { aliasArn, timeoutSeconds }, { aliasArn: "string", timeoutSeconds: "number" });
    new Validation(scope, id).props({ aliasArn }, { aliasArn: aliasArnRule() }).throwIfInvalid();
    super(scope, id);
    const part = (position: number): string =>
      isKnown(aliasArn) ? aliasArn.split(":")[position]! : Fn.element(Fn.split(":", aliasArn), position);
    this.functionName = part(6);
    this.aliasName = part(7);
    const { partition } = AwsStack.of(this);
    const region = part(3);
    this.invokeArn = `arn:${partition}:apigateway:${region}:lambda:path/2015-03-31/functions/${aliasArn}/invocations`;
  }

  /** Allows the grantee's role to invoke the alias. */
  grantInvoke(grantee: Grantee): void {
    grantee.addStatement({
      sid: sidOf("Invoke", this),
      actions: ["lambda:InvokeFunction"],
      resources: [this.aliasArn],
    });
  }
}
