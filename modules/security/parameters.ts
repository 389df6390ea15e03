import { SsmParameter } from "@cdktf/provider-aws/lib/ssm-parameter";
import { Construct } from "constructs";
import { AwsStack, sidOf, useProviderOf, type Grantee } from "../core";
import type { ParametersProps } from "./parameters-props";
import { parameterId, validateParameters } from "./parameters-validation";

/**
 * Configuration that applications read at run time: one plain SSM parameter per value below a common path, so that a
 * reader needs one grant and one `GetParametersByPath`.
 */
export class Parameters<Key extends string = string> extends Construct {
  /** Full names by key. A reference to a name orders the parameter before its reader. */
  readonly parameterNames: Readonly<Record<Key, string>>;
  private readonly pathArn: string;

  /** @throws InputError when a name, a key or a value exceeds the limits of SSM, or when a key names a secret. */
  constructor(scope: Construct, id: string, props: ParametersProps<Key>) {
    validateParameters(scope, id, props);
    super(scope, id);
    useProviderOf(this, props.regional);
    const { path, values } = props;
    const { account, region, partition } = AwsStack.of(this);
    this.pathArn = `arn:${partition}:ssm:${region}:${account}:parameter${path}`;
    const entries = Object.entries<string>(values).map(([key, value]) => {
      const name = `${path}/${key}`;
      // Not the `value` argument, which plans hide: nothing here is secret, and a review has to see what changes.
      const parameter = new SsmParameter(this, parameterId(key), {
        name,
        type: "String",
        tier: "Standard",
        insecureValue: value,
      });
      return [key, parameter.name];
    });
    this.parameterNames = Object.fromEntries(entries) as Record<Key, string>;
  }

  /** Allows the grantee's role to read every parameter below the path, including those of other constructs. */
  grantRead(grantee: Grantee): void {
    grantee.addStatement({
      sid: sidOf("Read", this),
      actions: ["ssm:GetParameter", "ssm:GetParameters", "ssm:GetParametersByPath"],
      resources: [this.pathArn, `${this.pathArn}/*`],
    });
  }
}
