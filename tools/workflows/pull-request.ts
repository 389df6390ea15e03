import type { DeployedEnvironment } from "./deployed-environment";
import { eachEnvironment } from "./environment-matrix";
import type { WorkflowSettings } from "./settings";
import { assume, evaluate, expression, inFolder, plan, prepare, run, summarize, synthesis, use } from "./steps";
import type { Job, Workflow } from "./workflow";

/** Code of forks gets no credentials: who plans reads the state, and with it secrets. */
const OF_THIS_REPOSITORY = "github.event.pull_request.head.repo.full_name == github.repository";

/** Tests, scans and plans a pull request, and comments the summary of the plans. */
export function pullRequest(settings: WorkflowSettings, environments: readonly DeployedEnvironment[]): Workflow {
  return {
    name: "pull request",
    on: ["pull_request:", `  branches: [${settings.branch}]`],
    concurrency: [`group: pull-request-${expression("github.event.number")}`, "cancel-in-progress: true"],
    jobs: {
      test: test(settings),
      scan: scan(settings),
      plan: planJob(settings, environments),
      comment: comment(),
    },
  };
}

function test({ install, tests }: WorkflowSettings): Job {
  return {
    settings: ["timeout-minutes: 60", "permissions:", "  contents: read"],
    steps: [...prepare, run("Install packages", [install]), ...tests.map((command) => run("Test", [command]))],
  };
}

function scan(settings: WorkflowSettings): Job {
  const { folder, groundplan } = settings;
  const report = folder === "." ? "policies.sarif" : `${folder}/policies.sarif`;
  return {
    settings: ["timeout-minutes: 30", "permissions:", "  contents: read", "  security-events: write"],
    steps: [
      ...prepare,
      use("initializeCodeql", { languages: "javascript-typescript, actions" }),
      run("Install packages", [settings.install]),
      run("Audit packages", ["npm audit --omit=dev --audit-level=high"]),
      run("Synthesize, with the policies", [settings.synthesize]),
      run("Report the policies", [`${groundplan} policy --sarif policies.sarif --expiry report`], inFolder(folder)),
      use(
        "uploadSarif",
        { sarif_file: report, category: "policies" },
        { if: expression(`!cancelled() && ${OF_THIS_REPOSITORY}`) },
      ),
      use("analyze", { category: "code" }),
    ],
  };
}

function planJob(settings: WorkflowSettings, environments: readonly DeployedEnvironment[]): Job {
  return {
    settings: [`if: ${OF_THIS_REPOSITORY}`, "timeout-minutes: 30", ...eachEnvironment(environments, "plan")],
    steps: [
      ...prepare,
      ...synthesis(settings),
      assume(expression("matrix.role"), expression("matrix.region")),
      // The role may not write, and so cannot lock the state.
      plan(settings, "-lock=false"),
      summarize(settings),
      use("uploadArtifact", {
        name: `summary-${expression("matrix.environment")}`,
        path: expression("env.SUMMARY"),
        "retention-days": "7",
      }),
      evaluate(settings),
    ],
  };
}

/** The only job that may write to the pull request runs no code of it. */
function comment(): Job {
  return {
    settings: [
      "needs: plan",
      `if: ${expression("!cancelled() && needs.plan.result != 'skipped'")}`,
      "timeout-minutes: 5",
      "permissions:",
      "  pull-requests: write",
    ],
    steps: [
      use("downloadArtifact", { pattern: "summary-*", path: "summaries", "merge-multiple": "true" }),
      run(
        "Comment the summaries",
        [
          "for file in summaries/summary-*.txt; do",
          '  environment=$(basename "$file" .txt)',
          '  printf \'### Plan of %s\\n\\n```text\\n%s\\n```\\n\\n\' "${environment#summary-}" "$(cat "$file")"',
          "done > comment.md",
          'gh pr comment "$NUMBER" --edit-last --create-if-none --body-file comment.md',
        ],
        {
          env: {
            GH_TOKEN: expression("github.token"),
            GH_REPO: expression("github.repository"),
            NUMBER: expression("github.event.number"),
          },
        },
      ),
    ],
  };
}
