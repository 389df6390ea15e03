/** One line of the report. */
export interface Row {
  readonly name: string;
  readonly value: string;
  readonly goal?: string;
  /** True if the goal was reached. */
  readonly met?: boolean;
}

/** The rows as a Markdown table for docs/performance.md. */
export function table(rows: readonly Row[]): string {
  const lines = rows.map(({ name, value, goal = "", met }) => `| ${name} | ${value} | ${goal} | ${verdict(met)} |`);
  return ["| measured | value | goal | |", "| --- | --- | --- | --- |", ...lines].join("\n");
}

function verdict(met: boolean | undefined): string {
  if (met === undefined) return "";
  return met ? "met" : "missed";
}
