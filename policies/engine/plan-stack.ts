import { STAGE_OUTPUT } from "./profiles";
import type { PlanReferences } from "../graph/plan-references";
import { type Resource, STACK_TYPE, type Values } from "./resource";
import { isRecord, isUnresolved } from "./values";

/** Settings of a stack that a plan contains: providers, outputs and the arguments of module calls. */
export function stackOf(stack: string, plan: Values, references: PlanReferences): Resource | undefined {
  const { configuration, variables } = plan;
  if (!isRecord(configuration)) return undefined;
  const { provider_config: providers, root_module: root } = configuration;
  const { outputs, module_calls: calls, variables: declared } = isRecord(root) ? root : {};
  const aws = entriesOf(providers).filter(
    ([, { name, module_address: module }]) => name === "aws" && module === undefined,
  );
  return {
    stack,
    address: STACK_TYPE,
    type: STACK_TYPE,
    mode: "managed",
    constructPath: stack,
    values: {
      provider: { aws: aws.map(([, one]) => providerOf(one, references, variables)) },
      variable: declared,
      output: Object.fromEntries(
        entriesOf(outputs).map(([name, { expression }]) => {
          const value = references.atRoot(expression);
          return [name, { value: name === STAGE_OUTPUT ? variableOf(value, variables) : value }];
        }),
      ),
      module: Object.fromEntries(
        entriesOf(calls).map(([name, { expressions }]) => [name, references.atRoot(expressions)]),
      ),
    },
  };
}

/**
 * The provider of a resource by its key in the configuration of a plan. A module that declares none inherits that of
 * the root, although a plan may list it as its own.
 */
export function inheritedProvider(key: unknown, providers: unknown): unknown {
  const { module_address: module, expressions } = new Map(entriesOf(providers)).get(String(key)) ?? {};
  return module !== undefined && expressions === undefined ? String(key).replace(/^.*:/, "") : key;
}

function entriesOf(value: unknown): readonly (readonly [string, Values])[] {
  return Object.entries(isRecord(value) ? value : {}).map(([key, inner]) => [key, isRecord(inner) ? inner : {}]);
}

function providerOf({ alias, expressions }: Values, references: PlanReferences, variables: unknown): Values {
  const settings = references.atRoot(expressions);
  const known = Object.entries(isRecord(settings) ? settings : {}).map(([key, value]) => [
    key,
    key === "region" ? variableOf(value, variables) : value,
  ]);
  return { ...(Object.fromEntries(known) as Values), alias };
}

/** The value of a root variable, if the text is a reference to one. */
function variableOf(value: unknown, variables: unknown): unknown {
  const [, name] = /^\$\{var\.([\w-]+)\}$/.exec(isUnresolved(value) ? value : "") ?? [];
  const variable = name !== undefined && isRecord(variables) ? variables[name] : undefined;
  return isRecord(variable) ? variable["value"] : value;
}
