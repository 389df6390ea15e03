import { type Resource, STACK_TYPE } from "../../engine/resource";
import { isUnresolved, listOf, recordsOf, stringsOf } from "../../engine/values";

/** Region and account that a provider deploys to; absent if they are not literals. */
export interface Deployment {
  readonly region?: string;
  readonly account?: string;
}

export interface Provider extends Deployment {
  /** `aws`, or `aws.alias`. */
  readonly name: string;
}

/** The AWS providers of a stack; one without region and account if it declares none. */
export function providersOf(resources: readonly Resource[]): readonly Provider[] {
  const stack = resources.find(({ type }) => type === STACK_TYPE);
  const [declared] = recordsOf(stack?.values["provider"]);
  const providers = recordsOf(declared?.["aws"]).map((block): Provider => {
    const alias = block["alias"];
    const [account] = stringsOf(block["allowed_account_ids"]);
    return {
      name: typeof alias === "string" ? `aws.${alias}` : "aws",
      region: literal(block["region"]),
      account: literal(account),
    };
  });
  return providers.some(({ name }) => name === "aws") ? providers : [...providers, { name: "aws" }];
}

function literal(value: unknown): string | undefined {
  return typeof value === "string" && !isUnresolved(value) ? value : undefined;
}

/** Name of the provider of a resource. */
export function providerNameOf({ values }: Resource): string {
  const [provider] = listOf(values["provider"]);
  return typeof provider === "string" ? provider.replace(/^\$\{(.*)\}$/, "$1") : "aws";
}
