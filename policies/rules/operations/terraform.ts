import { all, fail, isSet, isTrue, when } from "../../engine/checks";
import type { Rule } from "../../engine/rule";
import { isEmpty, listOf, recordsOf, valueAt } from "../../engine/values";
import { DATA_TYPES, STATEFUL_TYPES } from "../stateful-types";

const TAGS = ["Environment", "Project", "Owner"];

export const TERRAFORM_RULES: readonly Rule[] = [
  {
    id: "CHG-01",
    title: "No plan destroys what cannot be made again unless somebody approved it",
    severity: "critical",
    rationale:
      "A replacement of a database is a new, empty database; one of a load balancer or a network has another address, one of a log is no evidence.",
    fix: "Keep the resource (moveFromId after a rename), or approve its address with a reason and an expiry.",
    awsError: "cannot modify or remove schema items, of a user pool, unless Terraform makes another one",
    controls: { nist: ["CM-3a", "CP-9"] },
    types: STATEFUL_TYPES,
    phases: ["plan"],
    check: ({ stack, address, actions = [] }, { approvedDestroys }) =>
      actions.includes("delete") && !approvedDestroys.has(`${stack} ${address}`)
        ? [fail("", `would be ${actions.includes("create") ? "replaced" : "deleted"}`)]
        : [],
  },
  {
    id: "OPS-03",
    title: "Providers work in one account and tag everything",
    severity: "low",
    rationale: "A wrong profile must not deploy into the wrong account; untagged resources belong to nobody.",
    fix: "Set allowed_account_ids and the default tags Environment, Project and Owner.",
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
    title: "State is encrypted, locked and shared",
    severity: "high",
    rationale: "State holds every secret that Terraform ever saw; two writers destroy it.",
    fix: "Use an s3 backend with encrypt, use_lockfile and kms_key_id.",
    controls: { nist: ["SC-28(1)"] },
    types: ["terraform"],
    phases: ["synth"],
    check: when(
      ({ values }, { profile }) => profile !== "dev" || !isEmpty(valueAt(values, "backend.s3")),
      all(isTrue("backend.s3.encrypt"), isTrue("backend.s3.use_lockfile"), isSet("backend.s3.kms_key_id")),
    ),
  },
  {
    id: "OPS-05",
    title: "What holds data is protected from destruction",
    severity: "high",
    rationale: "A renamed construct is a deletion and a creation.",
    fix: "Set lifecycle.prevent_destroy to true.",
    controls: { nist: ["CM-3a", "CP-9"] },
    types: DATA_TYPES,
    phases: ["synth"],
    relaxed: { dev: "off", staging: "off" },
    check: isTrue("lifecycle.prevent_destroy"),
  },
];
