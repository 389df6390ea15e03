import type { IConstruct } from "constructs";
import type { FunctionBase } from "./function";

export interface FunctionInvocationProps {
  /** Function to run. Terraform invokes its alias after all of its resources exist. */
  readonly target: FunctionBase;
  /** Values whose change runs the function again, such as `{ image }`: at least one. */
  readonly triggers: Readonly<Record<string, string>>;
  /** Event, as a value that becomes JSON. A new event runs the function again. @default {} */
  readonly input?: Readonly<Record<string, unknown>>;
  /** Constructs that must be complete first: everything that the function reads and connects to. @default none */
  readonly after?: readonly IConstruct[];
}

export const FUNCTION_INVOCATION_DEFAULTS = {
  input: {},
  after: [],
} as const satisfies Partial<FunctionInvocationProps>;
