import fs from "node:fs";
import path from "node:path";
import { usageError } from "../../runner/command/exit-codes";
import { readDocumentTable } from "./document-table";
import { costPage, type PageInput } from "./page";

const PAGE = "docs/cost.md";
const DOCUMENT = "docs/cost.json";

/** Lines of the page between which the estimate stands. */
const MARKS = ["<!-- estimate -->", "<!-- end of the estimate -->"] as const;

/**
 * The page of a project with the estimate between its marks, beside the table of `docs/cost.json` if there is one.
 *
 * @throws ToolError (usage) for a page without the marks, and for a table that cannot be read.
 */
export function updatedPage(input: Omit<PageInput, "document">, cwd: string): { file: string; text: string } {
  const [file, table] = [path.join(cwd, PAGE), path.join(cwd, DOCUMENT)];
  const document = fs.existsSync(table) ? readDocumentTable(DOCUMENT, fs.readFileSync(table, "utf8")) : undefined;
  const text = fs.existsSync(file) ? fs.readFileSync(file, "utf8") : "";
  const [start, end] = [text.indexOf(MARKS[0]), text.indexOf(MARKS[1])];
  if (start < 0 || end < start) throw usageError(`${PAGE}: needs the lines ${MARKS.join(" and ")}`);
  const page = costPage({ ...input, document });
  return { file, text: `${text.slice(0, start + MARKS[0].length)}\n\n${page}\n\n${text.slice(end)}` };
}
