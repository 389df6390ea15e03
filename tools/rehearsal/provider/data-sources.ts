import type { Block } from "../schema/schema";
import { Applied } from "./applied-state";
import type { Problem } from "./checks";
import type { ProviderConfiguration } from "./planned-state";
import { renderPolicyDocument } from "./policy-document";
import type { ValueObject } from "./values";

type Reader = (config: ValueObject, configuration: ProviderConfiguration) => ValueObject;

/** Data sources with one true answer. */
const READERS: Readonly<Record<string, Reader>> = {
  aws_availability_zones: (_config, { region }) => ({
    id: region,
    names: ["a", "b", "c"].map((letter) => `${region}${letter}`),
    zone_ids: [1, 2, 3].map((number) => `${region}-az${number}`),
  }),
  aws_caller_identity: (_config, { account }) => ({
    id: account,
    account_id: account,
    arn: `arn:aws:iam::${account}:role/rehearsal`,
    user_id: "AROAREHEARSAL",
  }),
  aws_iam_policy_document: renderPolicyDocument,
  aws_partition: () => ({
    id: "aws",
    partition: "aws",
    dns_suffix: "amazonaws.com",
    reverse_dns_prefix: "com.amazonaws",
  }),
  aws_region: ({ region: configured }, { region }) => {
    const name = configured ?? region;
    return { id: name, name, region: name, endpoint: `ec2.${String(name)}.amazonaws.com` };
  },
};

/** What a data source answers: the truth where there is one, otherwise values that AWS could have given. */
export function readDataSource(
  type: string,
  block: Block,
  config: ValueObject,
  configuration: ProviderConfiguration,
): { readonly state: ValueObject; readonly problems: readonly Problem[] } {
  try {
    const known = { ...config, ...READERS[type]?.(config, configuration) };
    const seed = JSON.stringify([type, configuration.region, config]);
    return { state: new Applied(type, known, configuration, seed).block(block, known, [], true), problems: [] };
  } catch (error) {
    return {
      state: config,
      problems: [{ summary: "Invalid data source", detail: (error as Error).message, attribute: [] }],
    };
  }
}
