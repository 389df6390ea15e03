import { fileURLToPath } from "node:url";

const TYPES = ["build", "chore", "ci", "docs", "feat", "fix", "perf", "refactor", "revert", "style", "test"];
const FORM = new RegExp(`^(?:${TYPES.join("|")})(?:\\([a-z0-9-]+\\))?!?: \\S`);
const WRITTEN_BY_GIT = /^(?:Merge|Revert|fixup!|squash!|amend!) /;
const MAXIMUM = 72;

/** Problems of the subject of a commit or the title of a pull request, which becomes one. */
export function problemsOf(subject) {
  if (WRITTEN_BY_GIT.test(subject)) return [];
  return [
    FORM.test(subject)
      ? []
      : [`it does not begin with a type and an optional scope: "fix(network): ..."; types: ${TYPES.join(", ")}`],
    subject.length > MAXIMUM ? [`it has ${subject.length} characters; the maximum is ${MAXIMUM}`] : [],
    subject.endsWith(".") ? ["it ends with a full stop"] : [],
  ].flat();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [subject = ""] = process.argv.slice(2);
  const problems = problemsOf(subject);
  for (const problem of problems) console.error(`"${subject}": ${problem}`);
  process.exitCode = problems.length > 0 ? 1 : 0;
}
