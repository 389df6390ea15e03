import { isRecord, isUnresolved, listOf, recordsOf } from "../../engine/values";
import type { ArgumentMapping } from "../mapping/grammar";
import { type ShapeType } from "../shapes";
import { convert, type ConversionContext } from "./conversion";
import { unknownOf } from "./intrinsics";

/** Converts a value in one special way of the mapping; `undefined` if the mapping does not ask for it. */
type Verb = (rule: ArgumentMapping, value: unknown, type: ShapeType | undefined, context: ConversionContext) => unknown;

const values: Verb = ({ values: table }, value, type, context) => {
  const mapped = table?.[String(value)];
  return mapped === undefined ? undefined : convert(mapped, type, "", context);
};

const each: Verb = ({ each: path, constants }, value, _type, context) => {
  if (path === undefined) return undefined;
  const [last, ...outer] = path.split(".").reverse();
  return listOf(value).map((one) => {
    const inner: Readonly<Record<string, unknown>> = { [last!]: convert(one, "string", "", context), ...constants };
    return outer.reduce((object, name) => ({ [name]: object }), inner);
  });
};

const pairs: Verb = ({ pairs: keys }, value, _type, context) => {
  if (!keys) return undefined;
  if (!isRecord(value)) return unknownOf({ list: "string" });
  return Object.entries(value).map(([key, one]) => ({
    [keys[0]]: key,
    [keys[1]]: convert(one, undefined, "", context),
  }));
};

const entries: Verb = ({ entries: names }, value, _type, context) => {
  if (!names) return undefined;
  if (isUnresolved(value)) return unknownOf({ map: "string" });
  const [key, content] = names;
  return Object.fromEntries(recordsOf(value).map((block) => [block[key], context.evaluateDeep(block[content])]));
};

const keyedBy: Verb = ({ keyedBy: name }, value, type, context) => {
  if (name === undefined) return undefined;
  if (isUnresolved(value)) return unknownOf({ map: "string" });
  const blocks = recordsOf(value).map(({ [name]: key, ...block }) => [key, pascalCased(block, context)] as const);
  return convert(Object.fromEntries(blocks), type, "", context);
};

/** An object whose keys are properties, for a property whose type the specification does not describe. */
function pascalCased(block: Readonly<Record<string, unknown>>, context: ConversionContext): unknown {
  const properties = Object.entries(block).filter(([, value]) => value !== null && value !== undefined);
  const named = properties.map(([name, value]) => [
    name.replace(/(?:^|_)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()),
    context.evaluateDeep(value),
  ]);
  return Object.fromEntries(named);
}

const capitalKeys: Verb = ({ capitalKeys: applies }, value, _type, context) => {
  if (!applies) return undefined;
  const blocks = recordsOf(value).flatMap((block) => Object.entries(block));
  const maps = blocks.flatMap(([key, inner]) =>
    recordsOf(inner).map((one) => [key.toUpperCase(), pascalCased(one, context)]),
  );
  return Object.fromEntries(maps) as unknown;
};

export const VERBS: readonly Verb[] = [values, each, pairs, entries, keyedBy, capitalKeys];
