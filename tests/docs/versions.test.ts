import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { MOTO_VERSION } from "../../tools/emulation/moto";
import { OLDEST_TERRAFORM, SUPPORTED_PROVIDERS, TERRAFORM_VERSION } from "../../tools/runner/provider/versions";

const root = path.resolve(__dirname, "../..");
/** Tests and snapshots have their own literals, the changelog and the measurements have those of their time. */
const files = execFileSync("git", ["ls-files", "*.md", "*.yml", "*.ts", ".ci/run"], { cwd: root, encoding: "utf8" })
  .split("\n")
  .filter(
    (file) => file !== "" && !["CHANGELOG.md", "docs/performance.md"].includes(file) && !/(^|\/)tests?\//.test(file),
  )
  .filter((file) => fs.existsSync(path.join(root, file)));

/** Versions that a pattern captures, by file. */
function mentionsIn(texts: Readonly<Record<string, string>>, pattern: RegExp): Record<string, string[]> {
  const mentions = Object.entries(texts).map(([file, text]) => [
    file,
    [...new Set([...text.matchAll(pattern)].map((match) => match.slice(1).find(Boolean)!))],
  ]);
  return Object.fromEntries(mentions.filter(([, versions]) => versions!.length > 0));
}

const texts = Object.fromEntries(files.map((file) => [file, fs.readFileSync(path.join(root, file), "utf8")]));

const TERRAFORM = /terraform_version: "?(\d+\.\d+\.\d+)|TERRAFORM_VERSION = "(\d+\.\d+\.\d+)"|Terraform (1\.\d+\.\d+)/g;
const OLDEST = /Terraform\]?(?:\([^)]*\))? (?:>= )?(1\.\d+)(?![.\d])/g;
const MOTO = /moto(?:\[server\])?(?:==|\s+|_VERSION = ")(\d+\.\d+\.\d+)/g;
const OLDEST_PROVIDER = /(?:AWS )?provider(?: versions)?,?\s+(?:>= )?(5\.\d+(?:\.\d+)?)/gi;

describe("a version that is written in several places is the same everywhere", () => {
  test.each([
    ["Terraform in CI and pipelines", TERRAFORM, TERRAFORM_VERSION, 4],
    ["the oldest supported Terraform", OLDEST, OLDEST_TERRAFORM.replace(/\.0$/, ""), 2],
    ["moto", MOTO, MOTO_VERSION, 5],
  ] as const)("%s", (_name, pattern, version, places) => {
    const mentions = mentionsIn(texts, pattern);
    expect(mentions).toEqual(Object.fromEntries(Object.keys(mentions).map((file) => [file, [version]])));
    expect(Object.keys(mentions).length).toBeGreaterThanOrEqual(places);
  });

  test("the oldest supported AWS provider", () => {
    const mentions = mentionsIn(texts, OLDEST_PROVIDER);
    const short = SUPPORTED_PROVIDERS.from.replace(/\.0$/, "");
    for (const versions of Object.values(mentions))
      expect([SUPPORTED_PROVIDERS.from, short]).toEqual(expect.arrayContaining(versions));
    expect(Object.keys(mentions).length).toBeGreaterThanOrEqual(3);
  });

  test("a different version would be found", () => {
    const mentions = mentionsIn(
      { "ci.yml": "terraform_version: 1.9.0", "README.md": "moto[server]==4.0.0" },
      TERRAFORM,
    );
    expect(mentions).toEqual({ "ci.yml": ["1.9.0"] });
  });
});
