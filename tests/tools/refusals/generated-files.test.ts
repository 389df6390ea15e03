import fs from "node:fs";
import path from "node:path";
import manifest from "../../../package.json";
import { loadPack } from "../../../policies/refusals";
import VERSIONS from "../../../policies/refusals/engine/versions.json";
import { generatedFiles } from "../../../tools/refusals/files";
import { shapesOf } from "../../../tools/refusals/shapes";

const ROOT = path.resolve(__dirname, "../../..");
const read = (file: string): string => fs.readFileSync(path.join(ROOT, file), "utf8");

test.each(Object.entries(generatedFiles(loadPack(ROOT))))(
  "%s is what `npm run refusals-update -- --installed` writes",
  (file, text) => {
    expect(read(file)).toBe(text);
  },
);

test("shapes of a type that AWS's specification does not contain are an error", () => {
  const mapping = { aws_nonsense: { type: "AWS::Nonsense::Thing" } };
  expect(() => shapesOf(mapping)).toThrow("the specification of AWS contains no AWS::Nonsense::Thing");
});

test("peers, development dependencies and NOTICE name the tested versions", () => {
  for (const [name, version] of Object.entries(VERSIONS)) {
    expect(manifest.peerDependencies).toHaveProperty([name], version);
    expect(manifest.devDependencies).toHaveProperty([name], version);
    expect(read("NOTICE")).toContain(`${name} ${version},`);
  }
  expect(read("NOTICE")).toContain(
    `@aws-cdk/aws-service-spec ${manifest.devDependencies["@aws-cdk/aws-service-spec"]},`,
  );
});
