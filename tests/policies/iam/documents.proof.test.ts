import fs from "node:fs";
import path from "node:path";
import type { TerraformJson } from "../../../modules/core";
import { readPlan } from "../../../policies/engine/plan-input";
import { describeWith } from "../../support/with-tool";
import { planOf } from "../real-plans/offline-module";
import { DOCUMENT_CASES } from "./document-cases";
import { worstStatusIn } from "./verdict";

interface Plan {
  readonly resource_changes: readonly { readonly address: string }[];
}

const principal = (aws: string): string =>
  `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"${aws}"},"Action":"glue:GetTable","Resource":"*"}]}`;

/** Files that the cases read. */
const FILES = {
  "anyone.json": principal("*"),
  "account.json": principal("arn:aws:iam::111122223333:root"),
  "policy.json.tftpl": principal("${principal}"),
};

/** Calls each case as a module, whose variable `later` is unknown until apply. */
const ROOT = {
  terraform: {},
  provider: { aws: [{ region: "us-east-1" }] },
  resource: { terraform_data: { unknown: {} } },
  module: Object.fromEntries(
    DOCUMENT_CASES.map((_, index) => [`c${index}`, { source: `./c${index}`, later: "${terraform_data.unknown.id}" }]),
  ),
} as unknown as TerraformJson;

function writeCases(source: string): void {
  DOCUMENT_CASES.forEach(({ config }, index) => {
    const folder = path.join(source, `c${index}`);
    fs.mkdirSync(folder);
    fs.writeFileSync(path.join(folder, "main.tf.json"), JSON.stringify(config));
    for (const [name, text] of Object.entries(FILES)) fs.writeFileSync(path.join(folder, name), text);
  });
}

describeWith("terraform", "that policy documents in plans are read as far as they are known")(
  "a policy document in a plan of the real provider",
  () => {
    let plan: Plan;

    beforeAll(async () => {
      plan = (await planOf({ name: "documents", config: ROOT, write: writeCases })) as Plan;
    }, 600_000);

    const cases = DOCUMENT_CASES.map((one, index) => ({ ...one, prefix: `module.c${index}.` }));

    test.each(cases)("$rule: $name is $plan", ({ prefix, rule, plan: status }) => {
      const resource_changes = plan.resource_changes.filter(({ address }) => address.startsWith(prefix));
      const input = readPlan({ name: "shop", plan: { ...plan, resource_changes } });
      expect(worstStatusIn(input, rule, "plan")).toBe(status);
    });
  },
);
