import { isUnknown, type ValueObject } from "../provider/values";
import type { Block } from "../schema/schema";
import { changedArguments, type ChangedArgument } from "./changed-arguments";
import data from "./replacements.json";
import type { TypeKnowledge } from "./knowledge";
import { transitionsBetween } from "./transitions";

/** The changed arguments of one resource that replace it, and those of which that is not known. */
export interface Replacement {
  readonly replacing: readonly string[];
  readonly unknown: readonly string[];
}

/** Summary of the stand-in's warning; its detail is the argument. */
export const UNKNOWN_REPLACEMENT = "Replacement not known";

const TYPES = data.types as Readonly<Record<string, TypeKnowledge>>;

/**
 * Every type has it since version 6 of the provider; a change replaces the resource. Source: the provider's guide
 * "Enhanced Region Support".
 */
const REGION = "region";

/** Compares two states of a resource with the answers of the real provider. */
export function replacementOf(type: string, block: Block, prior: ValueObject, planned: ValueObject): Replacement {
  const changes = changedArguments(block, prior, planned);
  const pathsWith = (result: boolean | undefined): string[] => [
    ...new Set(changes.filter((change) => isReplaced(TYPES[type], change) === result).map(({ path }) => path)),
  ];
  return { replacing: pathsWith(true), unknown: pathsWith(undefined) };
}

/** True if the type was probed. */
export function isProbed(type: string): boolean {
  return type in TYPES;
}

function isReplaced(knowledge: TypeKnowledge | undefined, change: ChangedArgument): boolean | undefined {
  const { path, before, after } = change;
  if (path === REGION) return true;
  if (!knowledge) return undefined;
  const { replacing = [], sometimes = {} } = knowledge;
  if (replacing.includes(path)) return true;
  const transitions = sometimes[path];
  if (transitions) {
    const name = transitionsBetween(before, after).find((one) => one in transitions);
    return name === undefined ? undefined : transitions[name];
  }
  return isOpen(change, knowledge) ? undefined : false;
}

/** True for an argument without answer, and for a block of unknown content of which an argument may replace. */
function isOpen({ path, after }: ChangedArgument, { replacing = [], sometimes = {}, unknown = [] }: TypeKnowledge) {
  if (unknown.some((one) => path === one || path.startsWith(`${one}.`))) return true;
  const all = [...replacing, ...Object.keys(sometimes)];
  return isUnknown(after) && all.some((one) => one.startsWith(`${path}.`));
}
