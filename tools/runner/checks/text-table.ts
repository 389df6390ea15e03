/** A table with aligned columns; numbers are aligned to the right. */
export function textTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = header.map((cell, column) => Math.max(cell.length, ...rows.map((row) => row[column]!.length)));
  const isNumber = header.map((_cell, column) => rows.length > 0 && rows.every((row) => NUMBER.test(row[column]!)));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => (isNumber[column] ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!)))
      .join("  ")
      .trimEnd();
  return [header, ...rows].map(line).join("\n");
}

/** A table of Markdown. */
export function markdownTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const isNumber = header.map((_cell, column) => rows.length > 0 && rows.every((row) => NUMBER.test(row[column]!)));
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(header), line(isNumber.map((right) => (right ? "---:" : "---"))), ...rows.map(line)].join("\n");
}

const NUMBER = /^([+-]|< )?[\d,]+(\.\d+)?$|^$/;
