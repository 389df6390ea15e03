import { each, matching, satisfying, type Rule } from "../../core";

/** Environment variables of a build, visible to everyone who may read the project. */
export type BuildVariables = Readonly<Record<string, string>>;

const VARIABLE_NAME = /^(?!CODEBUILD_)[A-Za-z_]\w*$/;
const SECRET_NAME = /(?:^|_)(?:PASSWORD|PASSWD|SECRET|TOKEN|CREDENTIALS?|(?:ACCESS|API|PRIVATE|SECRET)_?KEY)$/i;

/** Returns variables in the form of CodeBuild and CodePipeline. */
export function plainVariables(variables: BuildVariables): { name: string; value: string; type: "PLAINTEXT" }[] {
  return Object.entries(variables).map(([name, value]) => ({ name, value, type: "PLAINTEXT" }));
}

/** Refuses names that CodeBuild reserves, and names of secrets, which the console would show. */
export function plainTextVariables(): Rule<BuildVariables> {
  const rules = [
    matching(VARIABLE_NAME, "letters, digits and _, not beginning with a digit or CODEBUILD_", "rename the variable"),
    satisfying<string>(
      (name) => !SECRET_NAME.test(name),
      "names without password, secret, token, credentials or key",
      "pass the secret's ARN and read it in the build",
    ),
  ];
  return (variables) => rules.flatMap((rule) => each(rule)(Object.keys(variables)));
}
