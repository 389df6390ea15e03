import Big from "big.js";
import { z } from "zod";
import { usageError } from "../../runner/command/exit-codes";
import { readJson } from "./read-json";
import { quantityOf, type Workload } from "./quantity";

const QUANTITY = z.union([z.number().nonnegative(), z.string().min(1)]);

const USAGE_FILE = z.strictObject({
  workload: z.record(
    z.string().regex(/^[a-z]\w*$/),
    z.strictObject({ value: z.number().nonnegative(), note: z.string().min(1) }),
  ),
  usage: z.record(z.string().min(1), z.record(z.string().min(1), QUANTITY)),
});

/** Quantities for the resources whose addresses match a pattern. */
export interface UsageEntry {
  /** Address of Terraform, with `*` for any text. */
  readonly pattern: string;
  readonly quantities: ReadonlyMap<string, Big>;
}

/** Usage of one environment. */
export interface UsageFile {
  readonly file: string;
  /** Quantities of the workload with the reason for each. */
  readonly workload: Readonly<Record<string, { readonly value: number; readonly note: string }>>;
  readonly entries: readonly UsageEntry[];
}

/**
 * Reads a usage file.
 *
 * @throws ToolError (usage) for a file with another content, with every problem.
 */
export function readUsageFile(file: string, text: string): UsageFile {
  const parsed = USAGE_FILE.safeParse(readJson(file, text));
  if (!parsed.success) throw usageError(`${file}:\n${z.prettifyError(parsed.error)}`);
  const { workload, usage } = parsed.data;
  const quantities: Workload = new Map(Object.entries(workload).map(([name, { value }]) => [name, new Big(value)]));
  const problems: string[] = [];
  const entries = Object.entries(usage).map(([pattern, written]) => ({
    pattern,
    quantities: new Map(
      Object.entries(written).map(([parameter, quantity]) => {
        try {
          return [parameter, quantityOf(quantity, quantities)] as const;
        } catch (error) {
          problems.push(`${file}: ${pattern}: ${parameter}: ${(error as Error).message}`);
          return [parameter, new Big(0)] as const;
        }
      }),
    ),
  }));
  if (problems.length > 0) throw usageError(problems.join("\n"));
  return { file, workload, entries };
}
