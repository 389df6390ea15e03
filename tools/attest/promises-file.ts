import { z } from "zod";
import { usageError } from "../runner/command/exit-codes";

const name = z.string().min(1);
const minutes = z.number().int().positive();
const literal = z.union([z.string(), z.number(), z.boolean()]);

/** Arguments that a resource has, by dotted path; `*` is any value that is set. */
const where = z.record(name, literal);

const comparison = {
  is: literal.optional(),
  oneOf: z.array(literal).min(1).optional(),
  atLeast: z.number().optional(),
  atMost: z.number().optional(),
};

const compared = (value: Readonly<Record<string, unknown>>): boolean =>
  Object.keys(comparison).filter((key) => value[key] !== undefined).length === 1;

const ONE_COMPARISON = { error: `exactly one of ${Object.keys(comparison).join(", ")}` };

/** Evidence for a promise. Each key is one kind. */
const EVIDENCE = z.union([
  z.strictObject({
    recoveryPoint: z.strictObject({
      of: name,
      from: z.enum([
        "continuous backup",
        "backup plan",
        "copied backup plan",
        "replication time control",
        "replica lag",
      ]),
      withinMinutes: minutes,
      /** Measured duration of a copy to another region. */
      copyMinutes: minutes.optional(),
    }),
  }),
  z.strictObject({
    recoveryTime: z.strictObject({
      stepMinutes: z.record(name, minutes).refine((steps) => Object.keys(steps).length > 0, "at least one step"),
      runbook: name,
      withinMinutes: minutes,
    }),
  }),
  z.strictObject({
    setting: z
      .strictObject({ of: name, where: where.optional(), path: name, ...comparison })
      .refine(compared, ONE_COMPARISON),
  }),
  z.strictObject({ resources: z.strictObject({ of: name, where: where.optional(), atLeast: minutes }) }),
  z.strictObject({
    alarm: z
      .strictObject({ metric: name, namespace: name.optional(), statistic: name.optional(), ...comparison })
      .refine(compared, ONE_COMPARISON),
  }),
  z.strictObject({ policy: name }),
  z.strictObject({ proof: z.strictObject({ file: name, test: name }) }),
  z.strictObject({ notHeld: z.strictObject({ decision: name, because: name }) }),
]);

const PROMISES_FILE = z.strictObject({
  /** Environments for which the promises hold or are known not to. */
  environments: z.array(name).min(1),
  promises: z
    .array(
      z.strictObject({
        id: name,
        promise: name,
        /** Evidence by environment; `*` is every environment that has no line of its own. */
        held: z.record(name, z.array(EVIDENCE).min(1)),
      }),
    )
    .min(1),
});

export type Evidence = z.infer<typeof EVIDENCE>;
export type PromisesFile = z.infer<typeof PROMISES_FILE>;
export type SystemPromise = PromisesFile["promises"][number];

/** The part of an evidence under one key. */
export type EvidenceOf<Kind extends string> = Extract<Evidence, Readonly<Record<Kind, unknown>>>[Kind &
  keyof Extract<Evidence, Readonly<Record<Kind, unknown>>>];

/**
 * Reads a file of promises.
 *
 * @throws ToolError (usage) with every problem: another content, an id twice, a line for an unknown environment.
 */
export function readPromises(file: string, text: string): PromisesFile {
  const parsed = PROMISES_FILE.safeParse(parse(file, text));
  if (!parsed.success) throw usageError(`${file}:\n${z.prettifyError(parsed.error)}`);
  const problems = problemsOf(parsed.data);
  if (problems.length > 0) throw usageError(problems.map((problem) => `${file}: ${problem}`).join("\n"));
  return parsed.data;
}

function parse(file: string, text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw usageError(`${file}: ${(error as Error).message}`);
  }
}

function problemsOf({ environments, promises }: PromisesFile): string[] {
  const ids = promises.map(({ id }) => id);
  const twice = ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `${id} stands twice`);
  const strange = promises.flatMap(({ id, held }) =>
    Object.keys(held)
      .filter((environment) => environment !== "*" && !environments.includes(environment))
      .map((environment) => `${id}: ${environment} is no environment; allowed: *, ${environments.join(", ")}`),
  );
  const mixed = promises.flatMap(({ id, held }) =>
    Object.entries(held)
      .filter(([, evidence]) => evidence.length > 1 && evidence.some((one) => "notHeld" in one))
      .map(([environment]) => `${id}: ${environment}: notHeld stands alone, since a promise is held or not`),
  );
  return [...twice, ...strange, ...mixed];
}
