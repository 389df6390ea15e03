import type { DeployedEnvironment } from "./deployed-environment";
import type { WorkflowSettings } from "./settings";
import { shiftTraffic } from "./shift-traffic";
import { assume, evaluate, expression, plan, prepare, run, setUpTerraform, summarize, synthesis } from "./steps";
import type { Job, Workflow } from "./workflow";

const ARCHIVE = "plans.tar.gz";

/**
 * Deploys a merged commit to one environment after the other: saves its plan in an encrypted bucket, waits for the
 * approval that the environment of GitHub requires, and applies exactly this plan.
 */
export function deploy(settings: WorkflowSettings, environments: readonly DeployedEnvironment[]): Workflow {
  const jobs = environments.flatMap((environment, position) => [
    [`plan-${environment.name}`, savePlan(settings, environment, environments[position - 1])] as const,
    [`apply-${environment.name}`, applyPlan(environment)] as const,
  ]);
  return {
    name: "deploy",
    on: ["push:", `  branches: [${settings.branch}]`],
    jobs: Object.fromEntries(jobs),
  };
}

/** One job at a time plans or applies an environment; the others wait. */
function oneAtATime(environment: string): readonly string[] {
  return ["concurrency:", `  group: environment-${environment}`, "  cancel-in-progress: false"];
}

function savePlan(
  settings: WorkflowSettings,
  { name, region, stacks, planBucket, roles }: DeployedEnvironment,
  previous: DeployedEnvironment | undefined,
): Job {
  return {
    settings: [
      ...(previous ? [`needs: apply-${previous.name}`] : []),
      "timeout-minutes: 30",
      ...oneAtATime(name),
      "permissions:",
      "  contents: read",
      "  id-token: write",
      "outputs:",
      `  digest: ${expression("steps.save.outputs.digest")}`,
      `  location: ${expression("steps.save.outputs.location")}`,
      "env:",
      `  STACKS: ${stacks.join(" ")}`,
      `  SUMMARY: /tmp/summary-${name}.txt`,
    ],
    steps: [
      ...prepare,
      ...synthesis(settings),
      assume(roles.save, region),
      plan(settings, "-lock-timeout=5m"),
      summarize(settings),
      evaluate(settings),
      upload(settings, `s3://${planBucket}/${name}`),
    ],
  };
}

/** Encrypts nothing itself: the bucket does. The digest reaches the apply job by another way than the bucket. */
function upload({ folder }: WorkflowSettings, prefix: string): string {
  return run(
    "Save the plans",
    [
      `location="${prefix}/$GITHUB_SHA/$GITHUB_RUN_ID-$GITHUB_RUN_ATTEMPT.tar.gz"`,
      `tar --create --gzip --file ${ARCHIVE} plans`,
      `aws s3 cp --only-show-errors ${ARCHIVE} "$location"`,
      `echo "digest=$(sha256sum ${ARCHIVE} | cut -c1-64)" >> "$GITHUB_OUTPUT"`,
      'echo "location=$location" >> "$GITHUB_OUTPUT"',
      'cat "$SUMMARY" >> "$GITHUB_STEP_SUMMARY"',
    ],
    { settings: { id: "save", "working-directory": folder } },
  );
}

function applyPlan({ name, region, stacks, roles }: DeployedEnvironment): Job {
  return {
    settings: [
      `needs: plan-${name}`,
      `environment: ${name}`,
      "timeout-minutes: 120",
      ...oneAtATime(name),
      "permissions:",
      "  id-token: write",
      "env:",
      `  STACKS: ${stacks.join(" ")}`,
      `  DIGEST: ${expression(`needs.plan-${name}.outputs.digest`)}`,
      `  LOCATION: ${expression(`needs.plan-${name}.outputs.location`)}`,
    ],
    steps: [
      setUpTerraform(),
      assume(roles.apply, region),
      run("Load the plans", [
        `aws s3 cp --only-show-errors "$LOCATION" ${ARCHIVE}`,
        `echo "$DIGEST  ${ARCHIVE}" | sha256sum --check`,
        `tar --extract --gzip --file ${ARCHIVE}`,
      ]),
      run("Apply", [
        "for stack in $STACKS; do",
        '  terraform -chdir="plans/$stack" init -input=false -lockfile=readonly',
        '  terraform -chdir="plans/$stack" apply -input=false -lock-timeout=5m plan.tfplan',
        "done",
      ]),
      shiftTraffic(),
    ],
  };
}
