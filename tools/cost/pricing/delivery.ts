import { recordsOf } from "../../../policies";
import { fixed, free, notPriced, used } from "./charges";
import type { Pricer } from "./component";

const BUILD_SIZES: Readonly<Record<string, string>> = {
  BUILD_GENERAL1_SMALL: "codebuild.small",
  BUILD_GENERAL1_MEDIUM: "codebuild.medium",
  BUILD_GENERAL1_LARGE: "codebuild.large",
};

const buildProject: Pricer = (project, context) => {
  const [environment] = recordsOf(project.values["environment"]);
  const { type, compute_type: size } = environment ?? {};
  const price = type === "LINUX_CONTAINER" ? BUILD_SIZES[String(size)] : undefined;
  if (!price) return [notPriced("build minutes", `no price for ${String(type)} ${String(size)}`)];
  return used(project, context, [{ component: "build minutes", price, parameters: ["monthly_build_minutes"] }]);
};

const pipeline: Pricer = (resource, context) =>
  resource.values["pipeline_type"] === "V2"
    ? used(resource, context, [
        { component: "action minutes", price: "codepipeline.v2.minute", parameters: ["monthly_action_minutes"] },
      ])
    : [fixed("pipeline", "codepipeline.v1.pipeline", 1)];

const budget: Pricer = () => [free("budgets without actions are free")];

const budgetAction: Pricer = () => [notPriced("action", "charged from the third budget with actions on")];

export const DELIVERY: Readonly<Record<string, Pricer>> = {
  aws_budgets_budget: budget,
  aws_budgets_budget_action: budgetAction,
  aws_codebuild_project: buildProject,
  aws_codepipeline: pipeline,
};
