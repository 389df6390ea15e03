import { z } from "zod";
import { usageError } from "../../runner/command/exit-codes";
import { readJson } from "../usage/read-json";

const DOCUMENT = z.strictObject({
  name: z.string().min(1),
  environment: z.string().min(1),
  lines: z.array(
    z.strictObject({
      line: z.string().min(1),
      usd: z.string().regex(/^\d+(\.\d+)?$/),
      addresses: z.array(z.string().min(1)),
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
export function readDocumentTable(file: string, text: string): DocumentTable {
  const parsed = DOCUMENT.safeParse(readJson(file, text));
  if (!parsed.success) throw usageError(`${file}:\n${z.prettifyError(parsed.error)}`);
  return parsed.data;
}
