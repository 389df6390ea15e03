import type { AccountSettings, Environment } from "../environments";
import { environments, tooling } from "./fixtures/environments";

const documented = environments.find(({ name }) => name === "prod")!;

/** Production of another company, in Frankfurt. */
export const nordwind: Environment = {
  ...documented,
  owner: "nordwind",
  projectName: "nordwind",
  dbPasswordSecretName: "nordwind/database",
  account: "210987654321",
  region: "eu-central-1",
  recoveryRegion: "eu-west-1",
  availabilityZones: ["eu-central-1a", "eu-central-1b"],
  site: { ...documented.site, domainName: "nordwind.example.com", hostedZone: "Z0123456789NORDWIND" },
};
/** Settings of its account. */
export const account: AccountSettings = {
  ...tooling,
  owner: "nordwind",
  projectName: "nordwind",
  account: "210987654321",
  region: "eu-central-1",
};
