import { usageError } from "../../runner/command/exit-codes";

/** @throws ToolError (usage) for a text that is no JSON, with the file. */
export function readJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw usageError(`${file}: ${(error as Error).message}`);
  }
}
