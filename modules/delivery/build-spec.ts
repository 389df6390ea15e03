import type { Validation } from "../core";

/** What a build does. Shell variables are written `$NAME`: Terraform takes `${` for its own. */
export interface BuildSpec {
  /** Runtimes of the build image: `{ nodejs: 22 }`. @default those that the image starts with */
  readonly runtimes?: Readonly<Record<string, number>>;
  /** Commands that prepare the machine; when one fails, the build does not begin. @default none */
  readonly install?: readonly string[];
  /** Commands that do the work, all in one Bash; the first that fails ends the build. */
  readonly build: readonly string[];
  /** Folder whose files later stages receive. @default nothing is handed on */
  readonly artifactFolder?: string;
}

/** The build specification as CodeBuild reads it. It is YAML, of which JSON is a part. */
export function renderBuildSpec({ runtimes, install, build, artifactFolder }: BuildSpec): string {
  return JSON.stringify({
    version: 0.2,
    env: { shell: "bash" },
    phases: {
      install: runtimes || install ? { "runtime-versions": runtimes, commands: install } : undefined,
      build: { commands: build },
    },
    artifacts: artifactFolder === undefined ? undefined : { "base-directory": artifactFolder, files: ["**/*"] },
  });
}

export function checkBuildSpec(validation: Validation, { install = [], build, artifactFolder }: BuildSpec): void {
  validation
    .check(build.length > 0, "buildSpec.build", build, "at least one command", "say what the build does")
    .matches(
      "buildSpec.artifactFolder",
      artifactFolder,
      /^(?!\/)(?!.*\.\.)[\w./-]+$/,
      "a folder below the source",
      "write it relative to the source's root",
    );
  checkCommands(validation, "buildSpec.install", install);
  checkCommands(validation, "buildSpec.build", build);
}

function checkCommands(validation: Validation, property: string, commands: readonly string[]): void {
  commands.forEach((command) => {
    validation
      .check(() => command.trim().length > 0, property, command, "a command", "remove the empty line")
      .check(() => !/[$%]\{/.test(command), property, command, "no ${ and no %{", "write $NAME for a shell variable");
  });
}
