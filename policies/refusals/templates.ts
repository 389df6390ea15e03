import type { Resource } from "../engine/resource";
import type { StackInput } from "../engine/synth-input";
import { providerNameOf, providersOf } from "./translation/deployment";
import { type Template, translate } from "./translation/template";

/** The templates of a stack: one for each provider, because a template has one region. */
export function templatesOf({ stack, resources }: StackInput): readonly Template[] {
  const created = resources.filter(({ type, mode }) => mode === "managed" && type.startsWith("aws_"));
  const providers = providersOf(resources);
  const names = providers.map(({ name }) => name);
  const isKnown = (resource: Resource): boolean => names.includes(providerNameOf(resource));
  // A module may configure a provider of its own, whose region nobody knows.
  const foreign = created.filter((resource) => !isKnown(resource)).map(({ address }) => address);
  return providers
    .map((provider, index) => {
      const own = created.filter((resource) => providerNameOf(resource) === provider.name);
      const { region, account } = provider;
      const template = translate({ stack, deployment: { region, account } }, own.filter(isSingle), resources);
      const repeated = own.filter((resource) => !isSingle(resource)).map(({ address }) => address);
      return { ...template, unseen: [...template.unseen, ...repeated, ...(index === 0 ? foreign : [])] };
    })
    .filter((template) => Object.keys(template.resources).length + template.unseen.length > 0);
}

/** A configuration does not tell how many resources `count` and `for_each` create, and with which values. */
function isSingle({ values, actions }: Resource): boolean {
  return actions !== undefined || (values["count"] === undefined && values["for_each"] === undefined);
}
