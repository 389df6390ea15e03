import fs from "node:fs";
import path from "node:path";
import { mirrorFolders, releasesIn } from "../../../tools/runner/provider/provider-mirrors";
import { compareReleases, isSupportedProvider, satisfies } from "../../../tools/runner/provider/versions";
import { bareMachine, offerProvider, temporaryFolder } from "../fixtures";

const root = temporaryFolder();

describe("releases", () => {
  test("are compared by number, not alphabetically", () => {
    expect(["5.100.0", "6.2.0", "5.99.9", "6.25.0", "5.100.0"].sort(compareReleases)).toEqual([
      "5.99.9",
      "5.100.0",
      "5.100.0",
      "6.2.0",
      "6.25.0",
    ]);
  });

  test.each([
    ["5.99.1", false],
    ["5.100.0", true],
    ["6.99.0", true],
    ["7.0.0", false],
    ["6.0.0-beta1", false],
  ])("provider %s is supported: %s", (version, supported) => {
    expect(isSupportedProvider(version)).toBe(supported);
  });

  test.each([
    ["", true],
    ["6.25.0", true],
    ["= 6.25.0", true],
    ["6.24.0", false],
    ["~> 6.0", true],
    ["~> 6", true],
    ["~> 6.24.0", false],
    ["~> 6.25.0", true],
    ["~> 5.0", false],
    [">= 5.40, < 7", true],
    [">= 5.40, < 6.25", false],
    ["> 6.25.0", false],
    ["<= 6.25.0", true],
    ["!= 6.25.0", false],
  ])("6.25.0 satisfies %j: %s", (constraint, satisfied) => {
    expect(satisfies("6.25.0", constraint)).toBe(satisfied);
  });
});

describe("mirrorFolders", () => {
  test("returns the named mirror, downloads, Terraform's folders and add-on software in this order", () => {
    const base = path.join(root, "linux");
    const machine = bareMachine(base, { env: { TF_PLUGIN_MIRROR_DIR: "../named", XDG_DATA_DIRS: `${base}/share` } });
    const inOrder = [
      `${base}/named`,
      `${base}/home/.cache/groundplan/providers`,
      `${base}/project/terraform.d/plugins`,
      `${base}/home/.terraform.d/plugins`,
      `${base}/home/.local/share/terraform/plugins`,
      `${base}/share/terraform/plugins`,
      `${base}/opt/mirror`,
    ];
    [...inOrder].reverse().forEach((mirror) => offerProvider(mirror, "6.25.0"));
    expect(mirrorFolders(machine)).toEqual(inOrder);
  });

  test("follows the XDG variables", () => {
    const base = path.join(root, "xdg");
    const machine = bareMachine(base, {
      env: { XDG_CACHE_HOME: `${base}/c`, XDG_DATA_HOME: `${base}/d`, XDG_DATA_DIRS: `${base}/e` },
    });
    const mirrors = [`${base}/c/groundplan/providers`, `${base}/d/terraform/plugins`, `${base}/e/terraform/plugins`];
    mirrors.forEach((mirror) => offerProvider(mirror, "6.25.0"));
    expect(mirrorFolders(machine)).toEqual(mirrors);
  });

  test("searches the Library folders on macOS", () => {
    const base = path.join(root, "mac");
    const library = `${base}/home/Library/Application Support/io.terraform/plugins`;
    [library, `${base}/home/.local/share/terraform/plugins`].forEach((mirror) => offerProvider(mirror, "6.25.0"));
    expect(mirrorFolders(bareMachine(base, { platform: "darwin" }))).toEqual([library]);
  });

  test("skips folders and files without a mirror", () => {
    const base = path.join(root, "bare");
    fs.mkdirSync(`${base}/opt/product`, { recursive: true });
    fs.writeFileSync(`${base}/opt/file`, "");
    expect(mirrorFolders(bareMachine(base, { env: { XDG_DATA_DIRS: `${base}/share` } }))).toEqual([]);
  });

  test("rejects a TF_PLUGIN_MIRROR_DIR that is not a mirror", () => {
    const machine = bareMachine(path.join(root, "wrong"), { env: { TF_PLUGIN_MIRROR_DIR: "/nowhere" } });
    expect(() => mirrorFolders(machine)).toThrow(
      expect.objectContaining({
        message: "TF_PLUGIN_MIRROR_DIR: /nowhere has no folder registry.terraform.io",
        exitCode: 2,
      }),
    );
  });

  test("defaults to the system's data folders", () => {
    expect(() => mirrorFolders(bareMachine(path.join(root, "system"), { env: {} }))).not.toThrow();
  });
});

describe("releasesIn", () => {
  const mirror = path.join(root, "releases");
  const provider = path.join(mirror, "registry.terraform.io/hashicorp/aws");

  test("reads packed and unpacked releases of one platform", () => {
    offerProvider(mirror, "5.100.0");
    offerProvider(mirror, "6.0.0", "darwin_arm64");
    offerProvider(mirror, "6.1.0-beta1");
    for (const platform of ["linux_amd64", "darwin_arm64"]) {
      fs.writeFileSync(path.join(provider, `terraform-provider-aws_6.25.0_${platform}.zip`), "");
    }
    fs.writeFileSync(path.join(provider, "index.json"), "{}");
    expect(releasesIn(mirror, "linux_amd64")).toEqual(["5.100.0", "6.25.0"]);
    expect(releasesIn(mirror, "darwin_arm64")).toEqual(["6.0.0", "6.25.0"]);
  });

  test("finds nothing in a mirror of other providers", () => {
    expect(releasesIn(path.join(root, "elsewhere"), "linux_amd64")).toEqual([]);
  });
});
