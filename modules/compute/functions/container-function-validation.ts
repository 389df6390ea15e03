import type { Construct } from "constructs";
import { AwsStack, Validation, requireProps, dnsSuffixOf, isKnown, matching, nonEmpty, type Rule } from "../../core";
import type { ContainerFunctionProps } from "./container-function-props";
import { functionRules } from "./function-validation";

const REPOSITORY = String.raw`[a-z0-9]+(?:[._/-][a-z0-9]+)*`;
const DIGEST_OR_TAG = String.raw`(?:@sha256:[0-9a-f]{64}|:(?!latest$)\w[\w.-]{0,127})`;

/** @throws InputError with every problem of the props. */
export function validateContainerFunction(scope: Construct, id: string, props: ContainerFunctionProps): void {
  requireProps(scope, id, props, { image: "string", command: "list", name: "string", logKey: "object" });
  const { region } = props.regional ?? AwsStack.of(scope);
  new Validation(scope, id)
    .props(props, {
      ...functionRules(props, region),
      image: imageIn(region),
      command: nonEmpty("at least one string", "name the handler"),
    })
    .throwIfInvalid();
}

function imageIn(region: string): Rule<string> {
  const registryRegion = isKnown(region) ? region : "[a-z0-9-]+";
  const domain = isKnown(region) ? dnsSuffixOf(region) : String.raw`amazonaws\.com(?:\.cn)?`;
  const registry = String.raw`\d{12}\.dkr\.ecr(?:-fips)?\.${registryRegion}\.${domain}`;
  return matching(
    new RegExp(`^${registry}/${REPOSITORY}${DIGEST_OR_TAG}$`),
    `<registry>/<repository>@sha256:<digest> or :<tag> of a private ECR repository in ${isKnown(region) ? region : "the function's region"}, the tag not latest`,
    "push the image to that region and name it by its digest",
  );
}
