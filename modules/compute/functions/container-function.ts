import type { Construct } from "constructs";
import { ExistingFunction } from "./existing-function";
import type { ContainerFunctionProps } from "./container-function-props";
import { validateContainerFunction } from "./container-function-validation";
import { FunctionBase } from "./function";

/** A Lambda function from a container image. */
export class ContainerFunction extends FunctionBase {
  /** @throws InputError when a name, the image, a variable or a limit is not what Lambda accepts. */
  constructor(scope: Construct, id: string, props: ContainerFunctionProps) {
    validateContainerFunction(scope, id, props);
    super(scope, id, props, () => ({
      packageType: "Image",
      imageUri: props.image,
      imageConfig: { command: [...props.command] },
    }));
  }

  /**
   * An alias of a function that exists already, whatever its deployment package.
   *
   * @param timeoutSeconds - timeout of the function. @default 30
   * @throws InputError when the ARN is not that of an alias.
   */
  static fromAliasArn(scope: Construct, id: string, aliasArn: string, timeoutSeconds?: number): ExistingFunction {
    return new ExistingFunction(scope, id, aliasArn, timeoutSeconds);
  }
}
