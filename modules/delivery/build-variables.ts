import type { Validation } from "../core";

/** Environment variables of a build, readable by everyone who may look at it. */
export type BuildVariables = Readonly<Record<string, string>>;

const VARIABLE_NAME = /^(?!CODEBUILD_)[A-Za-z_]\w*$/;
const SECRET_NAME = /(?:^|_)(?:PASSWORD|PASSWD|SECRET|TOKEN|CREDENTIALS?|(?:ACCESS|API|PRIVATE|SECRET)_?KEY)$/i;

/** Name, value and type as CodeBuild and CodePipeline both write them. */
export function plainVariables(variables: BuildVariables): { name: string; value: string; type: "PLAINTEXT" }[] {
  return Object.entries(variables).map(([name, value]) => ({ name, value, type: "PLAINTEXT" }));
}

/** Refuses names that CodeBuild refuses, and secrets, which the console would show. */
export function checkVariables(validation: Validation, property: string, variables: BuildVariables): void {
  Object.keys(variables).forEach((name) =>
    validation
      .matches(
        property,
        name,
        VARIABLE_NAME,
        "letters, digits and _, not beginning with a digit or CODEBUILD_",
        "rename the variable",
      )
      .check(
        !SECRET_NAME.test(name),
        property,
        name,
        "names that ask for no secret",
        "pass the secret's ARN and read it in the build",
      ),
  );
}
