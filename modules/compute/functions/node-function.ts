import type { Construct } from "constructs";
import { withDefaults } from "../../core";
import { assetArguments, s3Arguments } from "./code-arguments";
import { FunctionBase } from "./function";
import { addLayer } from "./layers";
import { NODE_FUNCTION_DEFAULTS, type NodeFunctionProps } from "./node-function-props";
import { validateNodeFunction } from "./node-function-validation";

/**
 * A Lambda function of Node.js code that a build step bundled.
 *
 * A folder becomes an asset of the stack, whose hash depends on the names and contents of its files only: equal code
 * from another checkout or at another time changes nothing.
 */
export class NodeFunction extends FunctionBase {
  /** @throws InputError when a name, the code, a variable or a limit is not what Lambda accepts. */
  constructor(scope: Construct, id: string, props: NodeFunctionProps) {
    validateNodeFunction(scope, id, props);
    const { code, handler, runtime } = withDefaults(props, NODE_FUNCTION_DEFAULTS);
    super(scope, id, props, (fn) => ({
      ...("folder" in code ? assetArguments(fn, code.folder) : s3Arguments(code)),
      handler,
      runtime,
    }));
  }

  /**
   * Adds a version of a layer, at most five to a function. Later layers override the files of earlier ones.
   *
   * @throws InputError when the ARN is not that of a layer version in the function's region, or one too many.
   */
  addLayer(layerVersionArn: string): void {
    addLayer(this, this.lambda, layerVersionArn);
  }
}
