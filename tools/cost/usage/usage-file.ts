import Big from "big.js";
import { z } from "zod";
import { usageError } from "../../runner/command/exit-codes";
import { readJson } from "./read-json";
import { quantityOf, type Workload } from "./quantity";

/** Workloads of a month: an environment is estimated for each. */
export const LEVELS = ["low", "typical", "high"] as const;

export type Level = (typeof LEVELS)[number];

const AMOUNT = z.number().nonnegative();

const WORKLOAD = z
  .strictObject({ value: AMOUNT, low: AMOUNT.optional(), high: AMOUNT.optional(), note: z.string().min(1) })
  .refine(({ value, low = value, high = value }) => low <= value && value <= high, "allowed: low <= value <= high");

const QUANTITY = z.union([AMOUNT, z.string().min(1)]);

const USAGE_FILE = z.strictObject({
  workload: z.record(z.string().regex(/^[a-z]\w*$/), WORKLOAD),
  usage: z.record(z.string().min(1), z.record(z.string().min(1), QUANTITY)),
});

/** Quantities for the resources whose addresses match a pattern. */
export interface UsageEntry {
  /** Address of Terraform with `*` for any text, in all stacks of the environment or in one: `stack/address`. */
  readonly pattern: string;
  readonly quantities: ReadonlyMap<string, Readonly<Record<Level, Big>>>;
}

/** A typical quantity with its reason; `low` and `high` equal it unless stated. */
export type WorkloadQuantity = Readonly<z.infer<typeof WORKLOAD>>;

/** Usage of one environment. */
export interface UsageFile {
  readonly file: string;
  readonly workload: Readonly<Record<string, WorkloadQuantity>>;
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
  const workloads = byLevel((level) => workloadAt(workload, level));
  const problems: string[] = [];
  const entries = Object.entries(usage).map(([pattern, written]) => ({
    pattern,
    quantities: new Map(
      Object.entries(written).flatMap(([parameter, quantity]) => {
        try {
          return [[parameter, byLevel((level) => quantityOf(quantity, workloads[level]))] as const];
        } catch (error) {
          problems.push(`${file}: ${pattern}: ${parameter}: ${(error as Error).message}`);
          return [];
        }
      }),
    ),
  }));
  if (problems.length > 0) throw usageError(problems.join("\n"));
  return { file, workload, entries };
}

/** The quantity at a level. */
export function quantityAt({ value, low = value, high = value }: WorkloadQuantity, level: Level): Big {
  return new Big({ low, typical: value, high }[level]);
}

function workloadAt(workload: UsageFile["workload"], level: Level): Workload {
  return new Map(Object.entries(workload).map(([name, quantity]) => [name, quantityAt(quantity, level)]));
}

function byLevel<Value>(of: (level: Level) => Value): Readonly<Record<Level, Value>> {
  return { low: of("low"), typical: of("typical"), high: of("high") };
}
