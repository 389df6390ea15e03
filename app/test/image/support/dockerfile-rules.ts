/** One instruction of a Dockerfile; continued lines are one, comments are none. */
interface Instruction {
  readonly keyword: string;
  readonly text: string;
}

interface Rule {
  readonly name: string;
  readonly holds: (instructions: readonly Instruction[]) => boolean;
}

const having = (instructions: readonly Instruction[], keyword: string): Instruction[] =>
  instructions.filter((instruction) => instruction.keyword === keyword);

const lastStage = (instructions: readonly Instruction[]): readonly Instruction[] =>
  instructions.slice(instructions.map(({ keyword }) => keyword).lastIndexOf("FROM"));

const isExecForm = ({ text }: Instruction): boolean => text.startsWith("[") && Array.isArray(JSON.parse(text));

const rules: readonly Rule[] = [
  { name: "the base is an argument without a default", holds: (all) => having(all, "ARG")[0]?.text === "BASE" },
  {
    name: "every stage starts from the base",
    holds: (all) => having(all, "FROM").every(({ text }) => /^\$\{BASE\}( AS \w+)?$/.test(text)),
  },
  { name: "nothing is called latest", holds: (all) => all.every(({ text }) => !/\blatest\b/.test(text)) },
  { name: "nothing is fetched or unpacked by ADD", holds: (all) => having(all, "ADD").length === 0 },
  { name: "the last stage runs no command", holds: (all) => having(lastStage(all), "RUN").length === 0 },
  {
    name: "commands are in exec form",
    holds: (all) => [...having(all, "RUN"), ...having(all, "CMD")].every(isExecForm),
  },
  { name: "the last stage names its command once", holds: (all) => having(lastStage(all), "CMD").length === 1 },
  {
    name: "the last user is not root and is numeric",
    holds: (all) => /^[1-9]\d*:[1-9]\d*$/.test(having(lastStage(all), "USER").at(-1)?.text ?? ""),
  },
  {
    name: "only what was verified is copied",
    holds: (all) => having(lastStage(all), "COPY").every(({ text }) => text.startsWith("--from=verified ")),
  },
  { name: "npm is not called", holds: (all) => all.every(({ text }) => !/\b(npm|npx|yarn|pnpm)\b/.test(text)) },
  {
    name: "no secret is an argument",
    holds: (all) => having(all, "ARG").every(({ text }) => !/secret|token|password|key/i.test(text)),
  },
];

/** The names of the rules that a Dockerfile breaks. */
export function brokenRules(dockerfile: string): string[] {
  const instructions = parse(dockerfile);
  return rules.filter(({ holds }) => !holds(instructions)).map(({ name }) => name);
}

function parse(dockerfile: string): Instruction[] {
  const lines = dockerfile
    .replaceAll(/^\s*#.*\n/gm, "")
    .replaceAll(/\\\n\s*/g, "")
    .split("\n");
  return lines
    .filter((line) => line.trim() !== "")
    .map((line) => ({ keyword: line.split(" ")[0]!.toUpperCase(), text: line.slice(line.indexOf(" ") + 1).trim() }));
}
