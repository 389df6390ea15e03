import Big from "big.js";
import { z } from "zod";
import { usageError } from "../../runner/command/exit-codes";
import { addressMatcher } from "../usage/address-pattern";
import type { CostLine } from "../cost-line";
import { total } from "./money";

const DOCUMENT = z.strictObject({
  name: z.string().min(1),
  environment: z.string().min(1),
  lines: z.array(
    z.strictObject({
      line: z.string().min(1),
      usd: z.string().regex(/^\d+(\.\d+)?$/),
      addresses: z.array(z.string().min(1)).min(1),
      components: z.array(z.string().min(1)).min(1).optional(),
      why: z.string().min(1),
    }),
  ),
});

/** A cost table that somebody else wrote, with the resources of each line. */
export type DocumentTable = z.infer<typeof DOCUMENT>;

/**
 * Reads a cost table.
 *
 * @throws ToolError (usage) for another content, with every problem.
 */
export function readDocumentTable(file: string, content: unknown): DocumentTable {
  const parsed = DOCUMENT.safeParse(content);
  if (!parsed.success) throw usageError(`${file}:\n${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

/** A line of the table beside the estimate of its resources. */
export interface ComparedLine {
  readonly line: string;
  readonly document: Big;
  readonly estimate: Big;
  readonly why: string;
}

export interface DocumentComparison {
  readonly lines: readonly ComparedLine[];
  /** Estimate of all resources that no line names. */
  readonly others: Big;
}

/**
 * Compares a table with an estimate. A charge belongs to the first line that names it.
 *
 * @throws ToolError (usage) for a line whose addresses match no charge.
 */
export function compareWithDocument(table: DocumentTable, lines: readonly CostLine[]): DocumentComparison {
  let rest = lines.filter(({ environment, amount }) => environment === table.environment && amount !== undefined);
  const compared = table.lines.map(({ line, usd, addresses, components, why }) => {
    const matchers = addresses.map(addressMatcher);
    const isOwn = ({ address, component }: CostLine): boolean =>
      matchers.some((matches) => matches(address)) && (components?.includes(component) ?? true);
    const own = rest.filter(isOwn);
    if (own.length === 0) throw usageError(`${table.name}: ${line}: no charge of ${addresses.join(", ")}`);
    rest = rest.filter((one) => !isOwn(one));
    return { line, document: new Big(usd), estimate: total(own.map(({ amount }) => amount)), why };
  });
  return { lines: compared, others: total(rest.map(({ amount }) => amount)) };
}
