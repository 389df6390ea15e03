import fs from "node:fs";
import path from "node:path";
import type { TerraformJson } from "../../../modules/core";
import { readPlan } from "../../../policies/engine/plan-input";
import { thisMachine } from "../../../tools/runner/command/machine";
import { withTemporaryFolder } from "../../../tools/runner/command/temporary-folder";
import { findProvider } from "../../../tools/runner/provider/provider-lookup";
import { Terraform } from "../../../tools/runner/terraform/terraform";
import { OfflineWorkspace } from "../../../tools/runner/terraform/workspace";
import { describeWith } from "../../support/with-tool";
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

async function planOfCases(): Promise<Plan> {
  const machine = thisMachine();
  const terraform = await Terraform.find(machine, new AbortController().signal);
  const provider = await findProvider(terraform, "6.25.0", machine);
  return withTemporaryFolder("documents", async (root) => {
    const workspace = await OfflineWorkspace.create(terraform, provider, root);
    const source = path.join(root, "source");
    DOCUMENT_CASES.forEach(({ config }, index) => {
      const folder = path.join(source, `c${index}`);
      fs.mkdirSync(folder, { recursive: true });
      fs.writeFileSync(path.join(folder, "main.tf.json"), JSON.stringify(config));
      for (const [name, text] of Object.entries(FILES)) fs.writeFileSync(path.join(folder, name), text);
    });
    const folder = await workspace.copy({ name: "documents", config: ROOT, folder: source });
    const run = async (...args: readonly string[]): Promise<string> => {
      const { code, stdout, stderr } = await workspace.run(folder, args);
      if (code !== 0) throw new Error(stderr || stdout);
      return stdout;
    };
    await run("plan", "-refresh=false", "-lock=false", "-input=false", "-no-color", "-out=plan");
    return JSON.parse(await run("show", "-json", "plan")) as Plan;
  });
}

describeWith("terraform", "that policy documents in plans are read as far as they are known")(
  "a policy document in a plan of the real provider",
  () => {
    let plan: Plan;

    beforeAll(async () => {
      plan = await planOfCases();
    }, 600_000);

    const cases = DOCUMENT_CASES.map((one, index) => ({ ...one, prefix: `module.c${index}.` }));

    test.each(cases)("$rule: $name is $plan", ({ prefix, rule, plan: status }) => {
      const resource_changes = plan.resource_changes.filter(({ address }) => address.startsWith(prefix));
      const input = readPlan({ name: "shop", plan: { ...plan, resource_changes } });
      expect(worstStatusIn(input, rule, "plan")).toBe(status);
    });
  },
);
