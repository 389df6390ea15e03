import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import type { TerraformJson } from "../../../modules/core";
import { checkEphemeral } from "../../../tools/rehearsal/provider/functions";
import { providerSchemas } from "../../../tools/rehearsal/schema/required-providers";

const project = fs.mkdtempSync(path.join(os.tmpdir(), "groundplan-names-"));
afterAll(() => fs.rmSync(project, { recursive: true }));
afterEach(() => jest.restoreAllMocks());

/** One argument in the form of the generator. */
const argument = (name: string, type: string, storage: string): string =>
  `      ${name}: {\n        value: this._a,\n        isBlock: false,\n        type: "${type}",\n        storageClassType: "${storage}",\n      },\n`;
const member = (name: string): string => `  // ${name} - computed: false, optional: true, required: false\n`;

const PROVIDER = [
  `export function providerExecToHclTerraform(struct?: ProviderExec | cdktf.IResolvable): any {\n${argument("command", "simple", "string")}}\n`,
  `export function providerKubernetesToHclTerraform(struct?: ProviderKubernetes | cdktf.IResolvable): any {\n${argument("exec", "struct", "ProviderExec")}${argument("host", "simple", "string")}}\n`,
  `export class GoogleBetaProvider extends cdktf.TerraformProvider {\n  providerVersion: "6.50.0"\n${member("kubernetes")}${argument("kubernetes", "list", "ProviderKubernetesList")}}\n`,
].join("");
const BUCKET = `export class GoogleStorageBucket extends cdktf.TerraformResource {\n${member("location")}${argument("location", "simple", "string")}}\n`;

function write(type: string, text: string): void {
  const folder = path.join(project, ".gen/providers/google-beta", type);
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, "index.ts"), text);
}

const config = (provider: string | undefined): TerraformJson => ({
  terraform: { required_providers: { "google-beta": { source: "hashicorp/google-beta", version: "~> 6.0" } } },
  resource: { google_storage_bucket: { files: { provider, location: "EU" } } },
});

describe("a provider whose local name is not the beginning of its types", () => {
  beforeEach(() => {
    write("provider", PROVIDER);
    write("google-storage-bucket", BUCKET);
    jest.spyOn(process, "cwd").mockReturnValue(project);
  });

  test.each(["google-beta", "google-beta.europe"])("is that of the resources that name it: %s", (provider) => {
    const schemas = providerSchemas([config(provider)]);
    expect(Object.keys(schemas)).toEqual(["registry.terraform.io/hashicorp/google-beta"]);
    expect(Object.keys(Object.values(schemas)[0]!.resources)).toEqual(["google_storage_bucket"]);
  });

  test("is not that of a resource without it, whose bindings are named", () => {
    expect(() => providerSchemas([config(undefined)])).toThrow("npm install --save-dev @cdktf/provider-google,");
  });

  test("may have blocks in its blocks", () => {
    const { provider } = Object.values(providerSchemas([config("google-beta")]))[0]!;
    const { block } = provider.blocks["kubernetes"]!;
    expect(block.attributes).toHaveProperty("host");
    expect(block.blocks["exec"]).toMatchObject({ nesting: "single", block: { attributes: { command: {} } } });
  });
});

test("ephemeral resources are named, with what to do", () => {
  const ephemeral = { aws_secretsmanager_secret_version: { token: { secret_id: "a" } } };
  const withEphemeral = { terraform: {}, ephemeral } as TerraformJson;
  expect(() => checkEphemeral([withEphemeral])).toThrow(
    "no ephemeral resources: aws_secretsmanager_secret_version; plan the stack with groundplan plan --provider real",
  );
  expect(() => checkEphemeral([config("google-beta")])).not.toThrow();
});
