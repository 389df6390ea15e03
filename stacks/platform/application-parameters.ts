import type { ParameterName } from "../../app/contract";
import { Parameters } from "../../modules/security";
import type { PlatformContext } from "./context";

/** SSM parameters of the application, under names that it reads: any other does not compile. */
export function applicationParameters<Name extends ParameterName>(
  { stack, parameterPath: path }: PlatformContext,
  id: string,
  values: Readonly<Record<Name, string>>,
): Parameters<Name> {
  return new Parameters(stack, id, { path, values });
}
