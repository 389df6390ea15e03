import fs from "node:fs";
import path from "node:path";
import { compare, type JudgedVerdict } from "../engine/judgement";

export interface SourcePosition {
  /** Path relative to the source root, with slashes. */
  readonly file: string;
  readonly line: number;
}

interface Source {
  readonly file: string;
  readonly lines: readonly string[];
}

/**
 * Finds the source line that creates the construct of a verdict: from its stack trace, otherwise the first line that
 * contains its id or that of its nearest parent.
 *
 * @param root - source folder of the app.
 * @param entry - returns the file of a stack to report if no line is found.
 */
export function sourcePositions(
  root: string,
  entry: (stack: string) => string,
): (verdict: Pick<JudgedVerdict, "resource">) => SourcePosition {
  const sources = typescriptIn(root, "").map((file) => ({
    file,
    lines: fs.readFileSync(path.join(root, file), "utf8").split("\n"),
  }));
  return ({ resource }) => {
    const ids = (resource.constructPath ?? "").split("/").slice(1);
    const positions = ids.map((id) => lineNaming(id, sources)).filter((position) => position !== undefined);
    return tracedIn(root, resource.stackTrace ?? []) ?? positions[0] ?? { file: entry(resource.stack), line: 1 };
  };
}

function tracedIn(root: string, trace: readonly string[]): SourcePosition | undefined {
  const frames = trace.flatMap((frame) => /\(?([^()\s]+\.ts):(\d+):\d+\)?$/.exec(frame) ?? []);
  const [, file, line] = frames;
  return file && line && file.startsWith(root) ? { file: path.relative(root, file), line: Number(line) } : undefined;
}

function lineNaming(id: string, sources: readonly Source[]): SourcePosition | undefined {
  for (const { file, lines } of sources) {
    const index = lines.findIndex((line) => line.includes(`, "${id}"`) || line.includes(`, \`${id}\``));
    if (index >= 0) return { file, line: index + 1 };
  }
  return undefined;
}

const SKIPPED = /^(?:node_modules|dist|cdktf\.out|coverage|tests|\..*)$/;

function typescriptIn(root: string, folder: string): readonly string[] {
  const entries = fs.readdirSync(path.join(root, folder), { withFileTypes: true });
  return entries
    .filter(({ name }) => !SKIPPED.test(name))
    .sort((a, b) => compare(a.name, b.name))
    .flatMap((entry) => {
      const file = path.posix.join(folder, entry.name);
      if (entry.isDirectory()) return typescriptIn(root, file);
      return entry.name.endsWith(".ts") && !entry.name.endsWith(".d.ts") ? [file] : [];
    });
}
