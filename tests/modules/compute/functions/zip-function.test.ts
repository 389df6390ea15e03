import { unzipSync } from "fflate";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { ZIP_FUNCTION_DEFAULTS, ZipFunction, type ZipFunctionProps } from "../../../../modules/compute/functions";
import { archive } from "../../../../modules/compute/functions/archive";
import { InputError } from "../../../../modules/core";
import { synthesizeStack, type TestStack } from "../../../../testing";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "groundplan-zip-test-"));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

/** Writes files to a folder of their own and returns it. */
function filesIn(name: string, files: Readonly<Record<string, string>>): string {
  const target = path.join(folder, name);
  fs.mkdirSync(target, { recursive: true });
  for (const [file, text] of Object.entries(files)) fs.writeFileSync(path.join(target, file), text);
  return target;
}

const source = { "greet.ts": 'export const greeting: string = "hello";\n' };
const entry = 'import { greeting } from "./greet";\nexport const handler = async (): Promise<string> => greeting;\n';

const props: Omit<ZipFunctionProps, "code"> = {
  name: "shop-dev-resize",
  logKey: { keyArn: "arn:aws:kms:us-east-1:111122223333:key/test", region: "us-east-1", grantUse: () => {} },
};

const synthesizeZip = (code: ZipFunctionProps["code"], differences: Partial<ZipFunctionProps> = {}): TestStack =>
  synthesizeStack((stack) => new ZipFunction(stack, "resize", { ...props, code, ...differences }));

const textsIn = (bytes: Buffer): Record<string, string> =>
  Object.fromEntries(
    Object.entries(unzipSync(bytes)).map(([name, content]) => [name, Buffer.from(content).toString()]),
  );

/** Permissions of the files in an archive, from its central directory. */
function modesIn(bytes: Buffer): Record<string, string> {
  const modes: Record<string, string> = {};
  const header = Buffer.from("PK\x01\x02");
  for (let at = bytes.indexOf(header); at >= 0; at = bytes.indexOf(header, at + 1)) {
    const name = bytes.subarray(at + 46, at + 46 + bytes.readUInt16LE(at + 28)).toString();
    modes[name] = (bytes.readUInt16LE(at + 40) & 0o777).toString(8);
  }
  return modes;
}

const lambda = (stack: TestStack) => stack.resource("aws_lambda_function");

describe("ZipFunction", () => {
  test("a bundled entry point has a hash of its content, whichever folder or day it is bundled in", () => {
    const first = filesIn("first", { ...source, "index.ts": entry });
    const second = filesIn("second", { ...source, "index.ts": entry });
    fs.utimesSync(path.join(second, "index.ts"), new Date(0), new Date(0));
    const changed = filesIn("changed", { "greet.ts": 'export const greeting = "hi";\n', "index.ts": entry });
    const hashOf = (root: string) =>
      lambda(synthesizeZip({ entryPoint: path.join(root, "index.ts") }))["source_code_hash"];
    expect(lambda(synthesizeZip({ entryPoint: path.join(first, "index.ts") }))).toMatchObject({
      filename: expect.stringMatching(/^assets\/resize_code_\w+\/\w+\/archive\.zip$/),
      handler: "index.handler",
      runtime: "nodejs22.x",
    });
    expect(hashOf(first)).toBe(hashOf(second));
    expect(hashOf(changed)).not.toBe(hashOf(first));
  });

  test("a file in another place of the folder has another hash, and a time of change does not", () => {
    const text = "export const handler = () => 'done';\n";
    const hashOf = (name: string, files: Readonly<Record<string, string>>) =>
      lambda(synthesizeZip({ folder: filesIn(name, files) }))["source_code_hash"];
    const hash = hashOf("flat", { "index.mjs": text });
    fs.utimesSync(path.join(folder, "flat", "index.mjs"), new Date(0), new Date(0));
    expect(hashOf("flat", {})).toBe(hash);
    expect(hashOf("renamed", { "main.mjs": text })).not.toBe(hash);
    fs.mkdirSync(path.join(folder, "nested", "src"), { recursive: true });
    expect(hashOf("nested", { [path.join("src", "index.mjs")]: text })).not.toBe(hash);
  });

  test("a folder with a space in its path is archived, in a temporary folder with a space", () => {
    const temporary = filesIn("temporary files", {});
    const tmpdir = jest.spyOn(os, "tmpdir").mockReturnValue(temporary);
    const { file } = archive(filesIn("my code", { "index.mjs": "export const handler = () => 'done';\n" }));
    tmpdir.mockRestore();
    expect(path.basename(file)).toBe("archive.zip");
    expect(fs.readFileSync(file).subarray(0, 2).toString()).toBe("PK");
    expect(fs.readFileSync(file).includes("index.mjs")).toBe(true);
  });

  test("the archive has the files with their permissions, and depends on nothing else", () => {
    const files = { "run.sh": "#!/bin/sh\n", "data.json": "{}" };
    const first = filesIn("permissions", files);
    fs.chmodSync(path.join(first, "run.sh"), 0o755);
    fs.mkdirSync(path.join(first, "lib"));
    fs.writeFileSync(path.join(first, "lib", "a.txt"), "nested");
    const bytes = fs.readFileSync(archive(first).file);
    expect(textsIn(bytes)).toEqual({ ...files, "lib/a.txt": "nested" });
    expect(modesIn(bytes)).toEqual({ "run.sh": "755", "data.json": "644", "lib/a.txt": "644" });
    fs.utimesSync(path.join(first, "run.sh"), new Date(0), new Date(0));
    jest.isolateModules(() => {
      const { archive: again } = jest.requireActual<typeof import("../../../../modules/compute/functions/archive")>(
        "../../../../modules/compute/functions/archive",
      );
      expect(fs.readFileSync(again(first).file).equals(bytes)).toBe(true);
    });
  });

  test("a folder becomes the archive with the handler and runtime of its language", () => {
    const python = filesIn("python", { "app.py": "def handler(event, context):\n    return 1\n" });
    expect(lambda(synthesizeZip({ folder: python }, { handler: "app.handler", runtime: "python3.13" }))).toMatchObject({
      filename: expect.stringContaining("archive.zip"),
      handler: "app.handler",
      runtime: "python3.13",
    });
  });

  test("an object in S3 is referenced by bucket, key and version", () => {
    const codeSigningConfigArn = "arn:aws:lambda:us-east-1:111122223333:code-signing-config:csc-0a1b2c3d4e5f60718";
    const s3 = { bucketName: "shop-code-111122223333", key: "resize.zip", objectVersion: "3", codeSigningConfigArn };
    const fn = lambda(synthesizeZip({ s3 }));
    expect(fn).toMatchObject({ code_signing_config_arn: codeSigningConfigArn });
    expect(fn).toMatchObject({ s3_bucket: "shop-code-111122223333", s3_key: "resize.zip", s3_object_version: "3" });
    expect(fn).not.toHaveProperty("filename");
  });

  test("a function outside a VPC has no security group and is no peer", () => {
    const stack = synthesizeStack((scope) => {
      const s3 = { bucketName: "shop-code-111122223333", key: "resize.zip" };
      const fn = new ZipFunction(scope, "resize", { ...props, code: { s3 }, concurrency: { provisioned: 1 } });
      expect(() => fn.securityGroupId).toThrow(
        "test/resize: placement: got nothing; allowed: subnets of a VPC; place the function in a VPC",
      );
    });
    expect(lambda(stack)).not.toHaveProperty("vpc_config");
    expect(stack.resources("aws_security_group")).toEqual({});
    expect(stack.addresses.filter((address) => address.includes("network"))).toEqual([]);
  });

  test("the defaults have these values", () => {
    expect(ZIP_FUNCTION_DEFAULTS).toEqual({ handler: "index.handler", runtime: "nodejs22.x" });
  });

  test("one error lists every invalid setting", () => {
    const invalid = () =>
      synthesizeZip(
        { entryPoint: path.join(folder, "missing.ts") },
        { name: "a b", handler: "a b", runtime: "python3.8", memoryMb: 1 },
      );
    expect(invalid).toThrow(InputError);
    for (const message of [
      /^6 invalid settings/,
      /test\/resize: name: got "a b"/,
      /memoryMb: got 1/,
      /handler: got "a b"; allowed: at most 128 characters without space/,
      /runtime: got "python3\.8"; allowed: a supported runtime/,
      /runtime: got "python3\.8"; allowed: a Node\.js runtime/,
      /code: got \{"entryPoint":".*missing\.ts"\}; allowed: an entry point or a folder that exists/,
    ]) {
      expect(invalid).toThrow(message);
    }
  });

  test("a missing folder and an invalid bucket name are refused, a file is no folder", () => {
    expect(() => synthesizeZip({ folder: path.join(folder, "missing") })).toThrow(/code: got/);
    const file = path.join(filesIn("file", { "index.js": "" }), "index.js");
    expect(() => synthesizeZip({ folder: file })).toThrow(/code: got/);
    const s3 = { bucketName: "Code", key: "a.zip", codeSigningConfigArn: "csc-1" };
    expect(() => synthesizeZip({ s3 })).toThrow(/bucketName: got "Code"(?:.|\n)*codeSigningConfigArn: got "csc-1"/);
  });

  test("an entry point with a mistake fails with the message of esbuild", () => {
    const broken = filesIn("broken", { "index.ts": 'import "./nowhere";\n' });
    expect(() => synthesizeZip({ entryPoint: path.join(broken, "index.ts") })).toThrow(
      /Could not resolve "\.\/nowhere"/,
    );
  });

  test("says how to install esbuild if it is missing", () => {
    jest.isolateModules(() => {
      jest.doMock("esbuild", () => {
        throw new Error("Cannot find module 'esbuild'");
      });
      const { bundle } = jest.requireActual<typeof import("../../../../modules/compute/functions/bundle")>(
        "../../../../modules/compute/functions/bundle",
      );
      expect(() => bundle(filesIn("any", { "index.ts": entry }), "nodejs22.x")).toThrow(
        /npm install --save-dev esbuild/,
      );
    });
    jest.dontMock("esbuild");
  });

  test("every resource of a function in another region uses that region's provider", () => {
    const stack = synthesizeStack((scope) => {
      const s3 = { bucketName: "shop-code-111122223333", key: "resize.zip" };
      const logKey = { ...props.logKey, region: "eu-west-1" as const };
      const placement = { vpcId: "vpc-1", subnetIds: ["a", "b"], availabilityZones: ["eu-west-1a", "eu-west-1b"] };
      const regional = scope.providerIn("eu-west-1");
      new ZipFunction(scope, "resize", { ...props, logKey, placement, code: { s3 }, regional });
    });
    const providers = Object.values(stack.config.resource ?? {}).flatMap((blocks) =>
      Object.values(blocks).map(({ provider }) => provider),
    );
    expect(providers.length).toBeGreaterThan(6);
    expect(new Set(providers)).toEqual(new Set(["aws.eu-west-1"]));
    expect(JSON.stringify(stack.statements("network-permissions"))).toContain("arn:aws:lambda:eu-west-1:111122223333:");
  });
});
