/** One command of a shell block. */
export interface CommandLine {
  /** Words before the first option: `aws backup list-recovery-points-by-backup-vault`. */
  readonly words: readonly string[];
  /** Values by option, without hyphens; an option without a value has an empty one. */
  readonly options: Readonly<Record<string, string>>;
  readonly text: string;
}

/** Separates the commands of a shell block. A backslash continues a line. */
export function commandsIn(block: string): CommandLine[] {
  const lines = block.replace(/\\\n\s*/g, "").split("\n");
  return lines.filter((line) => line.trim() !== "" && !line.startsWith("#")).map(parsed);
}

function parsed(text: string): CommandLine {
  const words: string[] = [];
  const options: Record<string, string> = {};
  let option: string | undefined;
  for (const word of wordsOf(text)) {
    const [, name, value] = /^--?([a-z][\w-]*)(?:=(.*))?$/.exec(word) ?? [];
    if (name !== undefined) {
      options[name] = value ?? "";
      option = value === undefined && word.startsWith("--") ? name : undefined;
    } else if (option !== undefined) {
      options[option] = word;
      option = undefined;
    } else words.push(word);
  }
  return { words, options, text };
}

/** Words of a line; quotes group and are removed. */
function wordsOf(line: string): string[] {
  return [...line.matchAll(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g)].map(([word]) =>
    word.replace(/'([^']*)'|"([^"]*)"/g, (_match, single?: string, double?: string) => single ?? double ?? ""),
  );
}
