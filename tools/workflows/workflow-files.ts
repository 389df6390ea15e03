import { deploy } from "./deploy";
import { deployedEnvironment, type EnvironmentLocation } from "./deployed-environment";
import { drift } from "./drift";
import { pullRequest } from "./pull-request";
import type { WorkflowSettings } from "./settings";
import { render } from "./workflow";

/** The workflows of an app by the names of their files. Environments are deployed in the order of `locations`. */
export function workflowFiles(
  settings: WorkflowSettings,
  locations: readonly EnvironmentLocation[],
): Readonly<Record<string, string>> {
  const environments = locations.map((location) => deployedEnvironment(settings.project, location));
  return {
    "pull-request.yml": render(pullRequest(settings, environments)),
    "deploy.yml": render(deploy(settings, environments)),
    "drift.yml": render(drift(settings, environments)),
  };
}
