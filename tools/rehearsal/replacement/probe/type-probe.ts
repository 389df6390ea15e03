import { UNKNOWN, isObject, objectsIn, type Value, type ValueObject } from "../../provider/values";
import type { ProviderProblem, RealProvider } from "../../real-provider/real-provider";
import type { Block, ValueType } from "../../schema/schema";
import { isEmpty, transitionsBetween } from "../transitions";
import { argumentsOf, type Argument } from "./arguments";
import { COMPANIONS } from "./companions";
import { createdState, exampleBlock, exampleElements, withArgument, type Examples } from "./example-blocks";
import { ENUMERATIONS, NUMBERS, TEXTS, elementType, listedValues, valueOf } from "./example-values";

/** Most values of an enumeration that are combined with each other, for arguments of the type and of its blocks. */
const MOST_VALUES = 4;
const MOST_NESTED_VALUES = 2;

/** Most arguments that are added to a configuration that the provider rejects. */
const MOST_COMPLETIONS = 5;

type Example = string | number;

/** Results by transition; `undefined` if the provider gave no answer. */
export type ProbedTransitions = ReadonlyMap<string, boolean | undefined>;

/** Asks the provider for each argument of one type, whether a change of it replaces the resource. */
export class TypeProbe {
  private readonly block: Block;
  private readonly examples = new Map<string, readonly Example[]>();
  private base: ValueObject;

  constructor(
    private readonly provider: RealProvider,
    private readonly type: string,
  ) {
    this.block = provider.resources[type]!;
    this.base = this.newBase();
  }

  /** Results by path. */
  async run(): Promise<ReadonlyMap<string, ProbedTransitions>> {
    await this.configuration();
    const results = new Map<string, ProbedTransitions>();
    for (const argument of argumentsOf(this.block)) results.set(argument.path.join("."), await this.probe(argument));
    return results;
  }

  /** A configuration that the provider plans, with few arguments besides those that it requires. */
  async configuration(): Promise<ValueObject> {
    const all = argumentsOf(this.block);
    for (const { path, attribute } of all.filter((argument) => argument.attribute?.required)) {
      this.examples.set(path.join("."), await this.examplesFor(path, attribute!.type));
      this.base = this.newBase();
    }
    await this.completeBase(all);
    return this.completed(this.base);
  }

  private newBase(): ValueObject {
    return exampleBlock(this.block, [], this.example);
  }

  private readonly example: Examples = (path, type) =>
    valueOf(type, (this.examples.get(path.join(".")) ?? DEFAULTS[defaultKind(type)])[0]!);

  /** Sets arguments that the provider asks for although its schema does not require them. */
  private async completeBase(all: readonly Argument[]): Promise<void> {
    for (let attempt = 0; attempt < MOST_COMPLETIONS; attempt += 1) {
      const config = this.completed(this.base);
      const { problems } = await this.provider.plan(this.type, null, config);
      const named = [...problems, ...(await this.provider.validate(this.type, config))]
        .flatMap((problem) => pathsIn(problem).map((path) => ({ problem, path })))
        .map(({ problem, path }) => ({ problem, argument: all.find((one) => one.path.join(".") === path) }));
      if (!(await this.changeBase(named))) return;
    }
  }

  /** Adds the first argument that is missing, or corrects the first whose allowed values a problem lists. */
  private async changeBase(named: readonly Named[]): Promise<boolean> {
    const missing = named.find(({ argument }) => argument && !isSet(this.base, argument.path))?.argument;
    if (missing) {
      const [value] = (await this.valuesOf(missing)).slice(missing.nested ? 1 : 0);
      this.base = withArgument(this.base, this.block, missing.path, value ?? null, this.example);
      return true;
    }
    const wrong = named.find(({ problem, argument }) => argument?.attribute?.required && allowedIn(problem).length > 1);
    if (!wrong) return false;
    this.examples.set(wrong.argument!.path.join("."), allowedIn(wrong.problem));
    this.base = this.newBase();
    return true;
  }

  private completed(config: ValueObject): ValueObject {
    return COMPANIONS[this.type]?.(config) ?? config;
  }

  private async probe(argument: Argument): Promise<ProbedTransitions> {
    const results = new Map<string, boolean | undefined>();
    const values = await this.valuesOf(argument);
    for (const before of values) {
      let state: Promise<ValueObject> | undefined;
      for (const after of [...values, ...(argument.attribute ? [UNKNOWN] : [])]) {
        const name = this.nameOf(argument, before, after);
        if (after === before || results.get(name) !== undefined) continue;
        state ??= this.stateWith(argument, before);
        results.set(name, await this.isReplaced(argument, await state, before, after));
      }
    }
    return results;
  }

  /** Only enumerated texts and booleans are named by their values. */
  private nameOf({ path, attribute }: Argument, before: Value, after: Value): string {
    const names = transitionsBetween(before, after);
    const isNamed = attribute?.type === "bool" || this.enumerated.has(path.join("."));
    return isNamed ? names[0]! : names.at(-1)!;
  }

  /** Most arguments are unset in their first or last state, which is then the same. */
  private readonly states = new Map<string, Promise<ValueObject>>();

  private readonly enumerated = new Set<string>();

  private async valuesOf({ path, attribute, nested }: Argument): Promise<readonly Value[]> {
    if (nested) {
      const counts = [0, 1, 2].filter(
        (count) => count >= nested.minItems && (count <= nested.maxItems || nested.maxItems === 0),
      );
      const usable = nested.nesting === "list" || nested.nesting === "set" ? counts : [0, 1];
      return usable.map((count) => exampleElements(nested, path, this.example, count));
    }
    const { type, required, computed } = attribute!;
    const examples = await this.examplesFor(path, type);
    const values = type === "bool" ? [true, false] : examples.map((example) => valueOf(type, example));
    if (isCollection(type)) values.push(both(values[0]!, values[1] ?? values[0]!));
    const isOptional = path.length === 1 ? !required && !computed : !isSet(this.base, path.slice(0, 1));
    return isOptional ? [...values, null] : values;
  }

  private stateWith(argument: Argument, value: Value): Promise<ValueObject> {
    const config = this.configWith(argument, value);
    const key = JSON.stringify(config);
    const state = this.states.get(key) ?? this.stateOf(config);
    this.states.set(key, state);
    return state;
  }

  private async stateOf(config: ValueObject): Promise<ValueObject> {
    const { planned, problems } = await this.provider.plan(this.type, null, config);
    return createdState(this.block, isObject(planned) && problems.length === 0 ? planned : this.unplanned(config));
  }

  /** The state of a configuration that the provider does not plan alone. */
  private unplanned(config: ValueObject): ValueObject {
    const computed = Object.entries(this.block.attributes).filter(
      ([name, attribute]) => attribute.computed && config[name] === null,
    );
    return { ...config, ...Object.fromEntries(computed.map(([name]) => [name, UNKNOWN])) };
  }

  private async isReplaced(
    argument: Argument,
    state: ValueObject,
    before: Value,
    after: Value,
  ): Promise<boolean | undefined> {
    const plan = await this.provider.plan(this.type, state, this.configWith(argument, after));
    if (plan.problems.length > 0 || !isObject(plan.planned)) return undefined;
    const [name] = argument.path as [string];
    const isOwn = (path: string): boolean => path.split(".")[0] === name;
    if (plan.replacing.some(isOwn)) {
      const same = await this.provider.plan(this.type, state, this.configWith(argument, before));
      if (!same.replacing.some(isOwn)) return true;
    }
    // The provider ignores an added block without arguments, but an argument that it ignores may have a wrong example.
    const isIgnored = JSON.stringify(plan.planned[name]) === JSON.stringify(state[name]);
    return isIgnored && argument.attribute ? undefined : false;
  }

  /** A nested argument without value is in a block that is absent. */
  private configWith({ path }: Argument, value: Value): ValueObject {
    const isAbsent = value === null && path.length > 1;
    const config = isAbsent ? this.base : withArgument(this.base, this.block, path, value, this.example);
    return this.completed(config);
  }

  /** Two examples that pass the provider's validation, or the values that it allows. */
  private async examplesFor(path: readonly string[], type: ValueType): Promise<readonly Example[]> {
    const known = ENUMERATIONS[`${this.type}.${path.join(".")}`];
    if (known) {
      this.enumerated.add(path.join("."));
      return known;
    }
    const element = elementType(type);
    if (element === "bool") return ["true", "false"];
    const pairs: readonly (readonly Example[])[] = element === "number" ? NUMBERS : TEXTS;
    for (const pair of pairs) {
      const config = withArgument(this.base, this.block, path, valueOf(type, pair[0]!), this.example);
      const problems = (await this.provider.validate(this.type, config)).filter((one) => concerns(one, path));
      if (problems.length === 0) return pair;
      const listed = problems.flatMap(allowedIn);
      if (listed.length > 0) {
        this.enumerated.add(path.join("."));
        return listed.slice(0, path.length > 1 ? MOST_NESTED_VALUES : MOST_VALUES);
      }
    }
    return pairs[0]!;
  }
}

const DEFAULTS = { number: NUMBERS[0]!, text: TEXTS[0]! } as const;

function defaultKind(type: ValueType): keyof typeof DEFAULTS {
  return elementType(type) === "number" ? "number" : "text";
}

function isCollection(type: ValueType): boolean {
  return typeof type !== "string" && type[0] !== "object";
}

function both(first: Value, second: Value): Value {
  if (Array.isArray(first)) return [...(first as readonly Value[]), ...(second as readonly Value[])];
  return { ...(first as ValueObject), other: Object.values(second as ValueObject)[0]! };
}

/** True if a problem is about the value of an argument. Missing and conflicting arguments are about others. */
function concerns({ path: names, summary }: ProviderProblem, path: readonly string[]): boolean {
  return names.join(".") === path.join(".") && !/conflict|combination|missing|required/i.test(summary);
}

/** A problem with an argument that it names. */
interface Named {
  readonly problem: ProviderProblem;
  readonly argument: Argument | undefined;
}

const allowedIn = ({ summary, detail }: ProviderProblem): string[] => listedValues(`${summary} ${detail}`);

function pathsIn({ summary, detail, path }: ProviderProblem): string[] {
  return [...quotedPaths(`${summary} ${detail}`), path.join(".")];
}

/** `"default_action[0].forward"` and `handler` in a message, without indices. */
function quotedPaths(message: string): string[] {
  return [...message.matchAll(/[a-z][a-z0-9_]*(?:(?:\[\d+\])?\.[a-z][a-z0-9_]*)*/g)].map(([path]) =>
    path.replaceAll(/\[\d+\]/g, ""),
  );
}

function isSet(config: ValueObject, [name, ...rest]: readonly string[]): boolean {
  const value = config[name!] ?? null;
  if (rest.length === 0) return !isEmpty(value);
  return objectsIn(value).some((element) => isSet(element, rest));
}
