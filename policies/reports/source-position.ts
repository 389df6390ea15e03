import fs from "node:fs";
import path from "node:path";
import { compare, type JudgedVerdict } from "../engine/judgement";

export interface SourcePosition {
  /** Relative to the root of the sources, with slashes. */
  readonly file: string;
  readonly line: number;
}

/** A source file, split once. */
interface Source {
  readonly file: string;
  readonly lines: readonly string[];
}

/**
 * Finds where the construct of a verdict is made: in its recorded stack trace, or else at the first line of the sources that names
 * its id, or that of the nearest construct above it.
 *
 * @param root - the folder of the app's sources.
 * @param entry - the file to name when nothing is found.
 */
export function sourcePositions(root: string, entry: string): (judged: JudgedVerdict) => SourcePosition {
  const sources = typescriptIn(root, "").map((file) => ({
    file,
    lines: fs.readFileSync(path.join(root, file), "utf8").split("\n"),
  }));
  return ({ resource }) => {
    const ids = (resource.constructPath ?? "").split("/").slice(1);
    const named = ids.map((id) => lineNaming(id, sources)).filter((position) => position !== undefined);
    return tracedIn(root, resource.stackTrace ?? []) ?? named[0] ?? { file: entry, line: 1 };
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
