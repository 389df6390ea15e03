import { DEPLOYMENT_ID } from "../translation/template";
import type { Pack, PackRule } from "./pack";

/** A file of the engine's rule language. */
export interface RegoModule {
  readonly name: string;
  readonly content: string;
}

const HEADER = "package cdk_preflight\n\nimport rego.v1\n";

/** The pack asks for region and account by these names; they come from an entry of the template. */
const DEPLOYMENT: RegoModule = {
  name: "deployment",
  content: [
    HEADER,
    `deploy_region := input.resources.${DEPLOYMENT_ID}.properties.Region`,
    `deploy_account := input.resources.${DEPLOYMENT_ID}.properties.AccountId`,
    "",
  ].join("\n"),
};

/** One module per library and service: the time to compile grows with the number of modules. */
export function modulesOf(rules: readonly PackRule[], { libraries }: Pick<Pack, "libraries">): readonly RegoModule[] {
  const services = [...new Set(rules.map(({ service }) => service))];
  const bodyOf = (service: string): string =>
    rules
      .filter((rule) => rule.service === service)
      .map(({ rego }) => rego.replace(/^(?:package|import)\s.*\n/gm, ""))
      .join("\n");
  return [
    ...libraries.map(({ name, rego }) => ({ name, content: rego })),
    ...services.map((service) => ({ name: `rules/${service}`, content: `${HEADER}${bodyOf(service)}` })),
    DEPLOYMENT,
  ];
}
