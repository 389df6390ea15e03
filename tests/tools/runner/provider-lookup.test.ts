import fs from "node:fs";
import path from "node:path";
import type { Machine } from "../../../tools/runner/command/machine";
import { downloadProvider } from "../../../tools/runner/provider/provider-download";
import { findProvider } from "../../../tools/runner/provider/provider-lookup";
import { Terraform } from "../../../tools/runner/terraform/terraform";
import { bareMachine, offerProvider, temporaryFolder, withTerraform } from "../fixtures";

const root = temporaryFolder();
const signal = new AbortController().signal;
const INSTALLED = ".terraform/providers/registry.terraform.io/hashicorp/aws/6.25.0/linux_amd64";
const REACHABLE = `echo "- Installing hashicorp/aws v6.25.0..."; sleep 0.3; mkdir -p ${INSTALLED}; echo binary > ${INSTALLED}/provider`;
const SEALED = `printf '\\nError: Failed to query\\n\\nlookup registry.terraform.io:\\nno such host\\n\\nTo see more\\n' >&2; exit 1`;

const machineWith = (name: string, init: string): Machine =>
  withTerraform(bareMachine(path.join(root, name)), { init });

const find = async (machine: Machine, configured = "6.25.0") =>
  findProvider(await Terraform.find(machine, signal), configured, machine);

describe("findProvider", () => {
  test("returns the configured version from a mirror without a request to the registry", async () => {
    const machine = machineWith("exact", "exit 1");
    offerProvider(`${root}/exact/opt/a`, "6.99.0");
    offerProvider(`${root}/exact/opt/b`, "6.25.0");
    expect(await find(machine)).toEqual({ version: "6.25.0", mirror: `${root}/exact/opt/b` });
  });

  test("returns the newest version of a constraint from a mirror, else downloads one", async () => {
    const machine = machineWith("constraint", REACHABLE);
    for (const version of ["5.99.0", "6.2.0", "6.10.0", "7.0.0"]) offerProvider(`${root}/constraint/opt/a`, version);
    expect(await find(machine, "~> 6.0")).toEqual({ version: "6.10.0", mirror: `${root}/constraint/opt/a` });
    const mirror = `${root}/constraint/home/.cache/groundplan/providers`;
    expect(await find(machine, "~> 6.20")).toEqual({ version: "6.25.0", mirror });
  });

  test("downloads the configured version from the registry and stores it for later runs", async () => {
    const online = machineWith("online", REACHABLE);
    offerProvider(`${root}/online/opt/old`, "5.100.0");
    const mirror = `${root}/online/home/.cache/groundplan/providers`;
    expect(await find(online)).toEqual({ version: "6.25.0", mirror });
    expect(fs.readdirSync(`${mirror}/registry.terraform.io/hashicorp/aws/6.25.0`)).toEqual(["linux_amd64"]);
    expect(await find(machineWith("online", SEALED))).toEqual({ version: "6.25.0", mirror });
  });

  test("returns the newest supported release of the mirrors without network", async () => {
    const machine = machineWith("sealed", SEALED);
    offerProvider(`${root}/sealed/opt/a`, "6.9.0");
    offerProvider(`${root}/sealed/opt/a`, "7.1.0");
    offerProvider(`${root}/sealed/opt/b`, "6.10.0");
    offerProvider(`${root}/sealed/opt/c`, "5.100.0");
    expect(await find(machine)).toEqual({ version: "6.10.0", mirror: `${root}/sealed/opt/b` });
  });

  test("lists all attempts if no supported version is found", async () => {
    const machine = machineWith("nothing", SEALED);
    offerProvider(`${root}/nothing/opt/a`, "4.67.0");
    await expect(find(machine)).rejects.toMatchObject({
      exitCode: 3,
      message: [
        "no provider hashicorp/aws 6.25.0, nor another one >= 5.100.0 and < 7.0.0",
        "  registry: lookup registry.terraform.io: no such host",
        `  mirrors on this machine: 4.67.0 in ${root}/nothing/opt/a`,
        "  connect to registry.terraform.io once, or fill a folder with `terraform providers mirror` and name it in TF_PLUGIN_MIRROR_DIR",
      ].join("\n"),
    });
  });

  test("reports that no mirror was found", async () => {
    const terse = machineWith("terse", `echo "Error: no" >&2; exit 1`);
    await expect(find(terse)).rejects.toThrow("registry: Error: no\n  mirrors on this machine: none");
  });

  test("reports an unwritable download folder as what it is", async () => {
    const machine = machineWith("unwritable", REACHABLE);
    fs.writeFileSync(`${root}/unwritable/home/.cache`, "a file");
    await expect(find(machine)).rejects.toMatchObject({ code: expect.stringMatching(/ENOTDIR|EEXIST/) });
  });
});

describe("downloadProvider", () => {
  test("fails if the registry offers nothing within the time limit", async () => {
    const machine = machineWith("silent", "exec sleep 30");
    const terraform = await Terraform.find(machine, signal);
    await expect(downloadProvider(terraform, "6.25.0", machine, 200)).rejects.toMatchObject({
      exitCode: 3,
      message: "registry.terraform.io offered nothing within 200 ms",
    });
  });

  test("has no time limit for a download that has begun", async () => {
    const machine = machineWith("slow", REACHABLE);
    const terraform = await Terraform.find(machine, signal);
    await expect(downloadProvider(terraform, "6.25.0", machine, 250)).resolves.toMatchObject({
      version: "6.25.0",
      mirror: expect.stringContaining("groundplan/providers") as string,
    });
  });

  test("succeeds if another run has stored the version meanwhile", async () => {
    const machine = machineWith("race", REACHABLE);
    const terraform = await Terraform.find(machine, signal);
    await Promise.all([1, 2].map(() => downloadProvider(terraform, "6.25.0", machine)));
    const kept = `${root}/race/home/.cache/groundplan/providers/registry.terraform.io/hashicorp/aws/6.25.0`;
    expect(fs.readdirSync(kept)).toEqual(["linux_amd64"]);
  });

  test("throws any other error of storing the provider and removes the partial copy", async () => {
    const machine = machineWith("occupied", REACHABLE);
    const kept = `${root}/occupied/home/.cache/groundplan/providers/registry.terraform.io/hashicorp/aws/6.25.0`;
    fs.mkdirSync(kept, { recursive: true });
    fs.writeFileSync(`${kept}/linux_amd64`, "a file");
    const terraform = await Terraform.find(machine, signal);
    await expect(downloadProvider(terraform, "6.25.0", machine)).rejects.toMatchObject({ code: "ENOTDIR" });
    expect(fs.readdirSync(kept)).toEqual(["linux_amd64"]);
  });
});
