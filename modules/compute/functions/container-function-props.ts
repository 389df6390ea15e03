import type { FunctionProps } from "./function-props";

export interface ContainerFunctionProps extends FunctionProps {
  /**
   * Container image in a private ECR repository of the function's region: `<registry>/<repository>@sha256:<digest>`,
   * or `:<tag>` with an immutable tag. `latest` is refused, because Lambda resolves a tag once and ignores later
   * pushes.
   */
  readonly image: string;
  /** Overrides the image's CMD: the handler, and further arguments of its entry point. At least one string. */
  readonly command: readonly string[];
}
