import type { Construct } from "constructs";
import { rowsOf, type RuleTable } from "./rule-table";
import type { Rule } from "./rules";
import { isKnown } from "./tokens";

/** One invalid setting. */
export interface InputProblem {
  /** Construct path, or the file of an environment. */
  readonly path: string;
  readonly property: string;
  readonly value: unknown;
  /** Description of the accepted values. */
  readonly allowed: string;
  /** Instruction that corrects the setting. */
  readonly fix: string;
}

/** Error with every invalid setting of one construct or of all environments. */
export class InputError extends Error {
  constructor(readonly problems: readonly InputProblem[]) {
    super(
      [
        `${problems.length} invalid ${problems.length === 1 ? "setting" : "settings"}:`,
        ...problems.map(formatProblem),
      ].join("\n"),
    );
    hideProperties(this, "InputError", "problems");
  }
}

/**
 * Names an error and hides its properties: Node prints every enumerable one of an uncaught error below the message,
 * which contains them already.
 */
export function hideProperties(error: Error, name: string, ...properties: readonly string[]): void {
  error.name = name;
  for (const property of ["name", ...properties]) Object.defineProperty(error, property, { enumerable: false });
}

function formatProblem({ path, property, value, allowed, fix }: InputProblem): string {
  return `  ${path}: ${property}: got ${JSON.stringify(value) ?? "nothing"}; allowed: ${allowed}; ${fix}.`;
}

/**
 * Collects every problem of one construct's props and throws once.
 *
 * Checks skip tokens, because an unresolved number compares as a huge negative one.
 */
export class Validation {
  private readonly problems: InputProblem[] = [];
  private readonly path: string;

  /** @param scope - the parent of the construct under validation, @param id - its id: nothing must exist yet. */
  constructor(scope: Construct, id: string) {
    this.path = [scope.node.path, id].filter(Boolean).join("/");
  }

  /** Records a problem unless `valid` holds. An unresolved `value` is not judged. */
  check(valid: boolean | (() => boolean), property: string, value: unknown, allowed: string, fix: string): this {
    if (!isKnown(value)) return this;
    const holds = typeof valid === "function" ? valid() : valid;
    if (!holds) this.problems.push({ path: this.path, property, value, allowed, fix });
    return this;
  }

  /**
   * Applies a table of rules to props, keyed by property or by `property.field`.
   *
   * Absent and unresolved values are not judged.
   */
  props<Props extends object>(props: Props, table: RuleTable<Props>): this {
    rowsOf(props, table).forEach(({ property, value, rules }) => this.apply(property, value, ...rules));
    return this;
  }

  /** Applies rules to one value whose property no table can name. An absent or unresolved value is not judged. */
  apply<Value>(property: string, value: Value | undefined, ...rules: readonly Rule<Value>[]): this {
    if (value === undefined || !isKnown(value)) return this;
    for (const { below = "", allowed, fix, ...violation } of rules.flatMap((rule) => rule(value))) {
      this.check(false, `${property}${below}`, "value" in violation ? violation.value : value, allowed, fix);
    }
    return this;
  }

  /** Throws an {@link InputError} with everything recorded, if anything was. */
  throwIfInvalid(): void {
    if (this.problems.length > 0) throw new InputError(this.problems);
  }
}
