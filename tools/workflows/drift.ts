import type { DeployedEnvironment } from "./deployed-environment";
import { eachEnvironment } from "./environment-matrix";
import type { WorkflowSettings } from "./settings";
import { assume, expression, plan, prepare, run, summarize, synthesis } from "./steps";
import type { Workflow } from "./workflow";

const NO_CHANGES = "0 to add, 0 to change, 0 to replace, 0 to destroy";

/** Plans the deployed branch by schedule. A plan with changes fails the job, and GitHub notifies. */
export function drift(settings: WorkflowSettings, environments: readonly DeployedEnvironment[]): Workflow {
  return {
    name: "drift",
    on: ["schedule:", `  - cron: "${settings.driftSchedule}"`, "workflow_dispatch:"],
    concurrency: ["group: drift", "cancel-in-progress: false"],
    jobs: {
      drift: {
        settings: ["timeout-minutes: 30", ...eachEnvironment(environments, "save")],
        steps: [
          ...prepare,
          ...synthesis(settings),
          assume(expression("matrix.role"), expression("matrix.region")),
          plan(settings, "-lock=false"),
          summarize(settings),
          run("Fail on changes", [`tail -n 1 "$SUMMARY" | grep --quiet --line-regexp "${NO_CHANGES}"`]),
        ],
      },
    },
  };
}
