import Big from "big.js";
import { usageError } from "../../runner/command/exit-codes";
import { addressMatcher } from "../usage/address-pattern";
import type { CostLine } from "../cost-line";
import type { DocumentTable } from "./document-table";
import { total } from "./money";

/** A line of the table beside the estimate of its resources. */
export interface ComparedLine {
  readonly line: string;
  readonly document: Big;
  readonly estimate: Big;
  /** Charges of the line without a price or without usage. */
  readonly open: number;
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
 * @throws ToolError (usage) for a line whose addresses match no charge, priced or not.
 */
export function compareWithDocument(table: DocumentTable, lines: readonly CostLine[]): DocumentComparison {
  let rest = lines.filter(({ environment, kind }) => environment === table.environment && kind !== "free");
  const compared = table.lines.map(({ line, usd, addresses, components, why }) => {
    const matchers = addresses.map(addressMatcher);
    const isOwn = ({ address, component }: CostLine): boolean =>
      matchers.some((matches) => matches(address)) && (components?.includes(component) ?? true);
    const own = rest.filter(isOwn);
    if (own.length === 0 && addresses.length > 0)
      throw usageError(`${table.name}: ${line}: no charge of ${addresses.join(", ")}`);
    rest = rest.filter((one) => !isOwn(one));
    const open = own.filter(({ amount }) => amount === undefined).length;
    return { line, document: new Big(usd), estimate: total(own.map(({ amount }) => amount)), open, why };
  });
  return { lines: compared, others: total(rest.map(({ amount }) => amount)) };
}
