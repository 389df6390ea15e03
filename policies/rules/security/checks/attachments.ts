import { fail, unknown } from "../../../engine/checks";
import type { Resource } from "../../../engine/resource";
import type { Check } from "../../../engine/rule";
import { isEmpty, isUnresolved, listOf, select } from "../../../engine/values";

/** Managed policies that allow everything, or everything of IAM. */
const ADMINISTRATOR = /(?:^|\/)(?:AdministratorAccess(?:-Amplify)?|PowerUserAccess|IAMFullAccess)$/;

/** Applies a check to the argument that the type of a resource has in a table. */
export const atPlaces =
  (places: Readonly<Record<string, string>>, checkAt: (path: string) => Check): Check =>
  (resource, context) => {
    const path = places[resource.type];
    return path === undefined ? [] : checkAt(path)(resource, context);
  };

/** Rejects administrator policies of AWS. A policy of the same configuration is checked where it is created. */
export const attachesNoAdministrator =
  (path: string): Check =>
  (resource, { graph }) => {
    const targets = graph.targetsAt(resource, path);
    const named = dataSources(targets).flatMap(({ values }) => [values["arn"], values["name"]]);
    const values = attachedBy(resource, path);
    const administrator = [...values.map(({ value }) => value), ...named].find((one) =>
      ADMINISTRATOR.test(String(one)),
    );
    if (administrator !== undefined)
      return [fail(path, `must not be ${String(administrator)}, an administrator policy`)];
    const isCreated = targets.some(({ mode }) => mode === "managed");
    return values
      .filter(
        ({ value }) => !isEmpty(value) && isUnresolved(value) && !isCreated && named.every((one) => one === undefined),
      )
      .map(({ place }) => unknown(place));
  };

/** Managed policies of AWS, in any partition, that serve no one service. */
const GENERAL = /^arn:aws[\w-]*:iam::aws:policy\/(?!service-role\/|AWSBackup)/;

/** Rejects managed policies of AWS that are not for one service. */
export const attachesNoGeneralPolicy =
  (path: string): Check =>
  (resource, { graph }) => {
    const sources = dataSources(graph.targetsAt(resource, path)).map(({ values }) => ({
      place: path,
      value: values["arn"],
    }));
    return [...attachedBy(resource, path), ...sources]
      .filter(({ value }) => GENERAL.test(String(value)))
      .map(({ place, value }) => fail(place, `must not be ${String(value)}, a general AWS managed policy`));
  };

const dataSources = (targets: readonly Resource[]): readonly Resource[] =>
  targets.filter(({ mode }) => mode === "data");

/** The policies that an argument attaches, one or a list. */
function attachedBy(resource: Resource, path: string): readonly { readonly place: string; readonly value: unknown }[] {
  return select(resource.values, path).flatMap(({ path: place, value }) =>
    listOf(value).map((one) => ({ place, value: one })),
  );
}
