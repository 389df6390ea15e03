import { removed, weakened, type Classification } from "../protection";

/** The settings of the stack. */
export const OPERATIONS: Classification = {
  terraform: {
    protects: [
      weakened("backend.s3.encrypt", "OPS-04", [undefined, false]),
      weakened("backend.s3.use_lockfile", "OPS-04", [undefined, false]),
      removed("backend.s3.kms_key_id", "OPS-04"),
      weakened("provider.aws.allowed_account_ids", "OPS-03", [undefined, []]),
      removed("provider.aws.default_tags", "OPS-03"),
      removed("provider.aws.default_tags.tags.Environment", "OPS-03"),
      removed("provider.aws.default_tags.tags.Owner", "OPS-03"),
      removed("provider.aws.default_tags.tags.Project", "OPS-03"),
    ],
    neutral: { ordering: ["required_providers"], behaviour: ["output"] },
  },
  terraform_data: { protects: [], neutral: { behaviour: ["triggers_replace"], ordering: ["lifecycle"] } },
};
