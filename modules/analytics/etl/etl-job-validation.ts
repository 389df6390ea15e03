import fs from "node:fs";
import type { Construct } from "constructs";
import {
  Validation,
  each,
  glueSchedule,
  integer,
  logRetention,
  matching,
  oneOf,
  physicalName,
  providerOfRegion,
  requireProps,
  satisfying,
  unique,
  withDefaults,
  type Rule,
} from "../../core";
import {
  ETL_JOB_DEFAULTS,
  GLUE_VERSIONS,
  WORKER_LIMITS,
  type EtlJobProps,
  type JobScript,
  type WorkerType,
} from "./etl-job-props";

/** Arguments that the module or Glue sets. */
const RESERVED = /^(?:job-language|extra-py-files|job-bookmark-option|TempDir|JOB_NAME|conf|debug|mode)$/;
const KEY_WITH_HASH = /^(?!\/)[\w!.*'()/-]*[0-9a-f]{8,64}[\w!.*'()/-]*\.py$/;

/**
 * Checks a job against the limits of `CreateJob` and `CreateTrigger`, of which a plan knows none.
 *
 * @throws InputError with every problem of the props.
 */
export function validateEtlJob(scope: Construct, id: string, props: EtlJobProps): void {
  requireProps(scope, id, props, {
    name: "string",
    script: "any",
    bucket: { bucketName: "string", bucketArn: "string" },
    securityConfiguration: "object",
  });
  const { workerType } = withDefaults(props, ETL_JOB_DEFAULTS);
  const mostWorkers = WORKER_LIMITS[workerType] ?? Infinity;
  new Validation(scope, id)
    .props(props, {
      name: [physicalName("Glue name"), physicalName("role name")],
      arguments: (values) => Object.keys(values).flatMap(argumentName),
      pythonFiles: [each(pythonFile), unique()],
      executionClass: oneOf<string>(["FLEX", "STANDARD"], "choose spare capacity or an immediate start"),
      workerType: oneOf(Object.keys(WORKER_LIMITS) as WorkerType[], "choose the size of a worker"),
      workers: integer(2, mostWorkers, "one worker is the driver, so that Glue refuses less than two"),
      timeoutMinutes: integer(1, 480, "choose when a run has failed: a job is billed until then"),
      maxRetries: integer(0, 10, "choose how often Glue tries a failed run again"),
      bookmarks: oneOf<string>(["enabled", "disabled"], "choose whether a run continues after the last one"),
      schedule: glueSchedule(),
      glueVersion: oneOf<string>(GLUE_VERSIONS, "choose a version that Glue supports"),
      logRetentionDays: logRetention(),
      regional: providerOfRegion(),
    })
    .props({ script: props.script }, { script: scriptRule })
    .throwIfInvalid();
}

const argumentName = satisfying<string>(
  (name) => /^[A-Za-z][\w-]{0,254}$/.test(name) && !RESERVED.test(name),
  "a name of letters, digits, _ and - without --, which neither the module nor Glue sets",
  "rename the argument",
);

const scriptRule: Rule<JobScript> = (script) => ("file" in script ? isFile(script.file) : hasHash(script.key));

const hasHash: Rule<string> = (key) =>
  matching(
    KEY_WITH_HASH,
    "the key of a .py object with a hash of at least 8 hexadecimal digits",
    "upload each script under the hash of its content: another object under the same key changes nothing",
  )(key).map((violation) => ({ value: key, ...violation, below: ".key" }));

const pythonFile = satisfying<string>(
  (name) => name.endsWith(".py") && fs.existsSync(name) && fs.statSync(name).size > 0,
  "a .py file with content",
  "name the script, from the current folder",
);

const isFile: Rule<string> = (file) =>
  pythonFile(file).map((violation) => ({ value: file, ...violation, below: ".file" }));
