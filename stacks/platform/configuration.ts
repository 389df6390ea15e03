import type { ParameterName } from "../../app/contract";
import { Parameters } from "../../modules/security";
import type { PlatformContext } from "./context";

/** SSM parameters of the application, under names that it reads: any other does not compile. */
export function applicationParameters(
  { stack, parameterPath: path }: PlatformContext,
  id: string,
  values: Readonly<Partial<Record<ParameterName, string>>>,
): Parameters {
  const { account, region } = stack;
  return new Parameters(stack, id, { path, account, region, values: values as Readonly<Record<string, string>> });
}
