import { DrillError } from "./drill-state";

/** A fenced block of a page. */
export interface PageBlock {
  /** Word after the fence: `sh`, `ts`, `json` or `text`. */
  readonly language: string;
  readonly text: string;
  /** Line of the opening fence, counted from 1. */
  readonly line: number;
  /** Spaces before the fence, in a list. */
  readonly indent: string;
  /** Heading of the section. */
  readonly section: string;
}

const FENCE = /^( *)```(\w*)$/;

/**
 * The fenced blocks of a Markdown page in their order.
 *
 * @throws DrillError for a block without its closing fence, because the blocks after it would be text.
 */
export function blocksOf(page: string): PageBlock[] {
  const blocks: PageBlock[] = [];
  let section = "";
  let open: { readonly language: string; readonly line: number; readonly indent: string } | undefined;
  let content: string[] = [];
  page.split("\n").forEach((text, index) => {
    const [, indent = "", language = ""] = FENCE.exec(text) ?? [];
    if (!open && text.startsWith("## ")) section = text.slice("## ".length);
    if (!FENCE.test(text)) content.push(text);
    else if (!open) [open, content] = [{ language, line: index + 1, indent }, []];
    else if (language !== "") throw unclosed(open.line);
    else {
      const { indent: margin } = open;
      const lines = content.map((line) => (line.startsWith(margin) ? line.slice(margin.length) : line));
      blocks.push({ ...open, text: lines.join("\n"), section });
      open = undefined;
    }
  });
  if (open) throw unclosed((open as { readonly line: number }).line);
  return blocks;
}

function unclosed(line: number): DrillError {
  return new DrillError(`${line}: the block has no closing fence`);
}

/** The page with the text of blocks replaced. */
export function withTexts(page: string, texts: ReadonlyMap<PageBlock, string>): string {
  const lines = page.split("\n");
  const fromTheEnd = [...texts].sort(([one], [other]) => other.line - one.line);
  for (const [{ line, text: old, indent }, text] of fromTheEnd) {
    const length = old === "" ? 0 : old.split("\n").length;
    lines.splice(line, length, ...text.split("\n").map((part) => `${indent}${part}`));
  }
  return lines.join("\n");
}

const NAME_ROW = /^\| ([a-z ]+) \| `([^`]+)` \|$/gm;

/** Rows of the section `Names`: the names that the page uses. */
export function namesOf(page: string): Readonly<Record<string, string>> {
  const [, section = ""] = /^## Names\n([^]*?)(?=^## |(?![^]))/m.exec(page) ?? [];
  return Object.fromEntries([...section.matchAll(NAME_ROW)].map(([, name, value]) => [name!, value!]));
}

/** The page with other names, wherever it uses the old ones as whole words. */
export function renamed(page: string, names: Readonly<Record<string, string>>): string {
  const old = Object.entries(namesOf(page)).filter(([name]) => Object.hasOwn(names, name));
  if (old.length === 0) return page;
  const replacements = new Map(old.map(([name, value]) => [value, names[name]!]));
  const words = [...replacements.keys()].sort((one, other) => other.length - one.length);
  const escaped = words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  // Hyphens and underscores end a word, since physical names and import ids continue after them.
  const anywhere = new RegExp(`(?<![A-Za-z0-9.])(?:${escaped.join("|")})(?![A-Za-z0-9])`, "g");
  return page.replace(anywhere, (word) => replacements.get(word)!);
}
