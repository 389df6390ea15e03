import { spawnSync } from "node:child_process";
import { EngineError } from "./pack";
import type { RegoModule } from "./rego-modules";

/** A finding of the engine. */
export interface Diagnostic {
  readonly ruleId: string;
  readonly source: "CUSTOM" | "CFN_LINT" | "SCHEMA" | "ENGINE";
  readonly entity?: { readonly logicalId?: string };
  readonly propertyPath?: string;
  readonly message: string;
  readonly suggestedFix?: string;
  readonly documentationUrl?: string;
}

/** A template as text, and the values of `AWS::Region` and `AWS::AccountId` in it. */
export interface EngineTemplate {
  readonly text: string;
  readonly region?: string;
  readonly account?: string;
}

export interface EngineRequest {
  readonly engineFile: string;
  readonly modules: readonly RegoModule[];
  readonly templates: readonly EngineTemplate[];
  /** Rules to report: ids, and patterns of ids. The engine skips most of the work for others. */
  readonly include: { readonly ids: readonly string[]; readonly idPatterns: readonly string[] };
  /** Time after which the process counts as hanging. @default {@link LONGEST_SECONDS} */
  readonly seconds?: number;
}

/** An engine without progress ends the gate. 500 templates take three minutes on a busy machine. */
const LONGEST_SECONDS = 1800;

/**
 * Program of the child process. A text, because it must run from compiled files and from TypeScript sources alike.
 * A template that the engine cannot read must fail: it would leave the engine in an undefined state.
 */
const PROGRAM = `
const { engineFile, modules, templates, include } = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
const { RegoEngine, TemplateFile } = require(engineFile);
class TemplateText extends TemplateFile {
  constructor(text) { super("template.json"); this.text = text; }
  readBytes() { return Buffer.from(this.text); }
}
const engine = new RegoEngine({ customRules: modules });
const reports = templates.map(({ text, region, account }) => {
  const { status, diagnostics } = engine.validateDetailed(new TemplateText(text), {
    pseudoParameterOverrides: { region, accountId: account },
    include,
  });
  return { status, diagnostics };
});
process.stdout.write(JSON.stringify(reports));
`;

/**
 * The parallel collector takes twice as long for the many small objects that the engine shares with JavaScript. A
 * process that ends after seconds does not earn back the time of the optimizing compiler of WebAssembly.
 */
const NODE_OPTIONS = ["--single-threaded-gc", "--liftoff-only"];

/** Bytes of the report of the engine. */
const LARGEST_REPORT = 256 * 1024 * 1024;

interface Report {
  readonly status: string;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Evaluates the rules on each template in a process of its own, which needs up to 500 MB.
 *
 * @returns the findings of each template.
 * @throws EngineError if a rule does not compile, a template cannot be read, or the process ends early.
 */
export function diagnose(request: EngineRequest): readonly (readonly Diagnostic[])[] {
  const { seconds = LONGEST_SECONDS, ...input } = request;
  const reports = reportsIn(runProgram(JSON.stringify(input), seconds));
  if (reports.length !== request.templates.length) throw new EngineError("the engine did not report on every template");
  const unread = reports.find(({ status }) => status !== "OK");
  if (unread) throw new EngineError(`the engine could not read a template: status ${unread.status}`);
  return reports.map(({ diagnostics }) => diagnostics);
}

function reportsIn(output: string): readonly Report[] {
  try {
    return JSON.parse(output) as readonly Report[];
  } catch {
    throw new EngineError("the engine ended without a report");
  }
}

function runProgram(input: string, seconds: number): string {
  const { status, signal, error, stdout, stderr } = spawnSync(process.execPath, [...NODE_OPTIONS, "-e", PROGRAM], {
    input,
    encoding: "utf8",
    maxBuffer: LARGEST_REPORT,
    timeout: seconds * 1000,
    killSignal: "SIGKILL",
  });
  if (status === 0) return stdout;
  // A process that ends before it has read everything also closes the pipe; its own message says why.
  const causes = [error?.message, causeIn(String(stderr))].filter(Boolean);
  throw new EngineError(`the engine ended with ${signal ?? `exit code ${String(status)}`}: ${causes.join("\n")}`);
}

/** The message of an uncaught error, without stack trace. */
function causeIn(errors: string): string {
  const lines = errors.split("\n").filter((line) => line.trim() !== "" && !/^\s+at |^Node\.js /.test(line));
  return lines.slice(-12).join("\n");
}
