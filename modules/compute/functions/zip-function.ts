import type { Construct } from "constructs";
import { withDefaults } from "../../core";
import { bundle } from "./bundle";
import { assetArguments, s3Arguments } from "./code-arguments";
import { FunctionBase, type FunctionCodeArguments } from "./function";
import { addLayer } from "./layers";
import { ZIP_FUNCTION_DEFAULTS, type ZipFunctionProps, type ZipFunctionSettings } from "./zip-function-props";
import { validateZipFunction } from "./zip-function-validation";

/**
 * A Lambda function from a .zip file archive.
 *
 * Entry points and folders become an asset of the stack. Its hash depends on the names and contents of its files only,
 * so that equal code on another machine changes nothing. Lambda accepts archives of up to 50 MB this way, 250 MB
 * unpacked.
 */
export class ZipFunction extends FunctionBase {
  /** @throws InputError when a name, the code, a variable or a limit is not what Lambda accepts. */
  constructor(scope: Construct, id: string, props: ZipFunctionProps) {
    validateZipFunction(scope, id, props);
    const settings = withDefaults(props, ZIP_FUNCTION_DEFAULTS);
    super(scope, id, props, (fn) => ({
      ...codeArguments(fn, settings),
      handler: settings.handler,
      runtime: settings.runtime,
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

function codeArguments(fn: Construct, { code, runtime }: ZipFunctionSettings): FunctionCodeArguments {
  if ("s3" in code) return s3Arguments(code.s3);
  return assetArguments(fn, "entryPoint" in code ? bundle(code.entryPoint, runtime) : code.folder);
}
