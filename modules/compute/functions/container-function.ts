import type { Construct } from "constructs";
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
}
