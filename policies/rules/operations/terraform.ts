import { all, fail, isSet, isTrue, unknown, when } from "../../engine/checks";
import type { Values } from "../../engine/resource";
import type { Rule } from "../../engine/rule";
import { isEmpty, listOf, recordsOf, valueAt } from "../../engine/values";
import { DATA_TYPES } from "../stateful-types";

const TAGS = ["Environment", "Project", "Owner"];

/** State that its service shares, encrypts and locks: HCP Terraform, Azure Storage and Google Cloud Storage. */
const MANAGED_STATE = ["cloud", "backend.remote", "backend.azurerm", "backend.gcs"];

/** State that its service shares, and encrypts as its server is configured. */
const OTHER_STATE = ["consul", "cos", "http", "kubernetes", "oss", "pg"].map((name) => `backend.${name}`);

const isConfigured = (values: Values, paths: readonly string[]): boolean =>
  paths.some((path) => valueAt(values, path) !== undefined);

export const TERRAFORM_RULES: readonly Rule[] = [
  {
    id: "OPS-03",
    title: "Providers are restricted to one account and set default tags",
    severity: "low",
    rationale: "A wrong credential profile must not deploy into another account; resources without tags have no owner.",
    fix: "Set allowed_account_ids, and default_tags with Environment, Project and Owner.",
    controls: { nist: ["CM-3a"] },
    types: ["terraform"],
    phases: ["synth"],
    check: ({ values }) =>
      recordsOf(valueAt(values, "provider.aws")).flatMap((provider, index) => {
        const tags = valueAt(provider, "default_tags.tags");
        const missing = TAGS.filter((tag) => isEmpty(valueAt(tags, tag))).map((tag) =>
          fail(`provider.aws[${index}].default_tags`, `needs ${tag}`),
        );
        return listOf(provider["allowed_account_ids"]).length > 0
          ? missing
          : [...missing, fail(`provider.aws[${index}].allowed_account_ids`, "must be set")];
      }),
  },
  {
    id: "OPS-04",
    title: "State is remote, encrypted and locked",
    severity: "high",
    rationale: "State contains every secret that Terraform has read, and concurrent writes corrupt it.",
    fix: "Use the s3 backend with encrypt and use_lockfile set to true, and kms_key_id; or HCP Terraform.",
    controls: { nist: ["SC-28(1)"] },
    types: ["terraform"],
    phases: ["synth"],
    check: when(
      ({ values }, { profile }) => profile !== "dev" || !isEmpty(valueAt(values, "backend.s3")),
      all(
        when(
          ({ values }) => isConfigured(values, OTHER_STATE),
          () => [unknown("backend", "its encryption cannot be read from the configuration")],
        ),
        when(
          ({ values }) => !isConfigured(values, [...MANAGED_STATE, ...OTHER_STATE]),
          all(
            isTrue("backend.s3.encrypt"),
            when(
              ({ values }) => isEmpty(valueAt(values, "backend.s3.dynamodb_table")),
              isTrue("backend.s3.use_lockfile"),
            ),
            isSet("backend.s3.kms_key_id"),
          ),
        ),
      ),
    ),
  },
  {
    id: "OPS-05",
    title: "Resources with data set prevent_destroy",
    severity: "high",
    rationale: "Terraform destroys and recreates a resource whose construct is renamed.",
    fix: "Set lifecycle.prevent_destroy to true. In a Groundplan module: `deletionProtection`.",
    controls: { nist: ["CM-3a", "CP-9"] },
    types: DATA_TYPES,
    phases: ["synth"],
    relaxed: { dev: "off", staging: "off" },
    check: isTrue("lifecycle.prevent_destroy"),
  },
];
