import { defineEnvironment, problemAt, schemaProblems, type InputProblem } from "../modules/environment";
import { environmentSchema, type Environment } from "./environment";
import { RULES, TOGETHER } from "./rules";
import { toolingSchema, type Tooling } from "./tooling";

const definition = defineEnvironment(environmentSchema, { rules: RULES, together: TOGETHER });

/** Every invalid setting of the environments and the tooling; empty when they can be synthesized. */
export function environmentProblems(candidates: readonly unknown[], tooling: unknown): InputProblem[] {
  const toolingProblems = schemaProblems("environments/tooling.ts", toolingSchema, tooling);
  const mismatches =
    toolingProblems.length > 0
      ? []
      : definition.valid(candidates).flatMap((environment) => problemsWithTooling(environment, tooling as Tooling));
  return [...toolingProblems, ...definition.problems(candidates), ...mismatches];
}

function problemsWithTooling(environment: Environment, tooling: Tooling): InputProblem[] {
  const regions = [tooling.region, tooling.recoveryRegion];
  const allowed = `${regions.join(" or ")}, the regions of the image repositories`;
  const fix = "Lambda pulls images from repositories of its own region only";
  return [
    ...(regions.includes(environment.region) ? [] : [problemAt(environment, "region", allowed, fix)]),
    ...(environment.project === tooling.project
      ? []
      : [problemAt(environment, "project", tooling.project, "use one name for the project everywhere")]),
  ];
}
