import fs from "node:fs";
import path from "node:path";
import { moduleTypes } from "../../../tools/rehearsal/schema/module-types";
import { temporaryFolder } from "../fixtures";

const folder = temporaryFolder();

test("a resource of an HCL module has the provider that it names, or that of its type", () => {
  fs.writeFileSync(
    path.join(folder, "main.tf"),
    `resource "google_project" "a" {
  provider = google-beta.eu
  name     = "a"
}

resource "google_project" "b" {
  name = "b"
}

data "aws_region" "current" {}
`,
  );
  expect(moduleTypes(folder)).toEqual([
    {
      terraform: {},
      resource: {
        google_project: { "google-beta.eu": { provider: "google-beta.eu" }, default: { provider: undefined } },
      },
      data: { aws_region: { default: { provider: undefined } } },
    },
  ]);
});
