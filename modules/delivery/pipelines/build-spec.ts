import { each, matching, satisfying, type Rule } from "../../core";

/** Commands of a build. Write shell variables as `$NAME`: Terraform interprets `${`. */
export interface BuildSpec {
  /** Runtimes of the build image, such as `{ nodejs: 22 }`. @default the image's own */
  readonly runtimes?: Readonly<Record<string, number>>;
  /** Commands that prepare the machine. A failure ends the build before `build`. @default none */
  readonly install?: readonly string[];
  /** Commands of the build, run in one Bash: at least one. The first failure ends the build. */
  readonly build: readonly string[];
  /** Folder, relative to the source, whose files become the output artifact. @default no artifact */
  readonly artifactFolder?: string;
  /** Environment variables of the build that later stages of a pipeline can read: at most 20 names. @default none */
  readonly exportedVariables?: readonly string[];
}

/** Returns the build specification as JSON, which is valid YAML. */
export function renderBuildSpec({ runtimes, install, build, artifactFolder, exportedVariables }: BuildSpec): string {
  return JSON.stringify({
    version: 0.2,
    env: { shell: "bash", "exported-variables": exportedVariables },
    phases: {
      install: runtimes || install ? { "runtime-versions": runtimes, commands: install } : undefined,
      build: { commands: build },
    },
    artifacts: artifactFolder === undefined ? undefined : { "base-directory": artifactFolder, files: ["**/*"] },
  });
}

/** Accepts commands that are not blank and contain no Terraform expression. */
export function shellCommands(): Rule<readonly string[]> {
  const notBlank = satisfying<string>((command) => command.trim().length > 0, "a command", "remove the empty line");
  const plain = matching(/^(?:(?![$%]\{)[\s\S])*$/, "no ${ and no %{", "write $NAME for a shell variable");
  return (commands) => [...each(notBlank)(commands), ...each(plain)(commands)];
}

export function folderBelowSource(): Rule<string> {
  return matching(
    /^(?!\/)(?!.*\.\.)[\w./-]+$/,
    "a folder below the source",
    "write it relative to the root of the source",
  );
}
