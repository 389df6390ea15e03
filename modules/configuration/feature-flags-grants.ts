import { sidOf, type PolicyStatement, type StackLocation } from "../core";
import type { Construct } from "constructs";

/** Ids of a profile in an environment. */
interface DeployedProfile {
  readonly applicationId: string;
  readonly environmentId: string;
  readonly profileId: string;
}

/** Allows a role to read deployed flags. */
export function readFlagsStatement(
  owner: Construct,
  profiles: readonly DeployedProfile[],
  { account, region, partition }: StackLocation,
): PolicyStatement {
  const appConfig = `arn:${partition}:appconfig:${region}:${account}`;
  return {
    sid: sidOf("ReadFlags", owner),
    actions: ["appconfig:GetLatestConfiguration", "appconfig:StartConfigurationSession"],
    resources: profiles.map(
      ({ applicationId, environmentId, profileId }) =>
        `${appConfig}:application/${applicationId}/environment/${environmentId}/configuration/${profileId}`,
    ),
  };
}
