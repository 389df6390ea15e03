import { Fn } from "cdktf";
import { Construct } from "constructs";
import { AwsStack, Validation, isKnown, matching, sidOf, type Grantee } from "../../core";
import { FUNCTION_DEFAULTS } from "./function-props";

const ALIAS_ARN = /^arn:aws:lambda:[a-z0-9-]+:\d{12}:function:[\w-]{1,64}:[\w-]{1,128}$/;

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
    const rule = matching(ALIAS_ARN, "the ARN of a function's alias", "append the alias: arn:...:function:name:alias");
    new Validation(scope, id).props({ aliasArn }, { aliasArn: rule }).throwIfInvalid();
    super(scope, id);
    const part = (position: number): string =>
      isKnown(aliasArn) ? aliasArn.split(":")[position]! : Fn.element(Fn.split(":", aliasArn), position);
    this.functionName = part(6);
    this.aliasName = part(7);
    const { region } = AwsStack.of(this);
    this.invokeArn = `arn:aws:apigateway:${region}:lambda:path/2015-03-31/functions/${aliasArn}/invocations`;
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
