import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildah, inspectImage, isolation } from "../../image/buildah";
import { buildImage, imageName } from "../../image/build";
import { localAuthority } from "../../image/certificates";
import { workFolder } from "../../image/work-folder";
import { commands } from "../../contract";

const dist = join(import.meta.dirname, "../../dist");
const authority = localAuthority(join(workFolder, "authority"));
const facts = inspectImage(imageName);

describe("The image", () => {
  test("is a single manifest of the Open Container Initiative, which Lambda accepts", () => {
    expect(facts.manifestType).toBe("application/vnd.oci.image.manifest.v1+json");
  });

  test("runs as an unprivileged user and serves the API unless another command is given", () => {
    expect(facts.user).toBe("993:990");
    expect(facts.command).toEqual(commands.api);
    expect(facts.entrypoint).toEqual(["/var/task/entrypoint.sh"]);
  });

  test("has descriptive labels", () => {
    expect(facts.labels).toMatchObject({
      "org.opencontainers.image.title": "groundplan-shop",
      "org.opencontainers.image.licenses": "MIT",
    });
  });

  test("is smaller than 200 MB, most of it the base image", () => {
    expect(facts.bytes).toBeLessThan(200e6);
  });

  test("has the same digest when it is built again, and another one when a file differs", () => {
    const changed = mkdtempSync(join(tmpdir(), "dist-"));
    try {
      expect(buildImage("localhost/groundplan-shop:again", dist, authority).digest).toBe(facts.digest);
      cpSync(dist, changed, { recursive: true });
      writeFileSync(join(changed, "handlers/added.mjs"), "export function handler() {}\n");
      expect(buildImage("localhost/groundplan-shop:changed", changed, authority).digest).not.toBe(facts.digest);
    } finally {
      rmSync(changed, { recursive: true });
      for (const tag of ["again", "changed"]) buildah("rmi", "--force", `localhost/groundplan-shop:${tag}`);
    }
  });

  test("is not built when a handler cannot be imported", () => {
    const broken = mkdtempSync(join(tmpdir(), "dist-"));
    try {
      cpSync(dist, broken, { recursive: true });
      writeFileSync(join(broken, "handlers/broken.mjs"), 'import "./missing.mjs";\n');
      expect(() => buildImage("localhost/groundplan-shop:broken", broken, authority)).toThrow(/missing\.mjs/);
    } finally {
      rmSync(broken, { recursive: true });
    }
  });

  test("is not built with certificates that the build did not name", () => {
    const other = { ...authority, sha256: "0".repeat(64) };
    expect(() => buildImage("localhost/groundplan-shop:other", dist, other)).toThrow(/rds-ca\.pem has checksum/);
  });
});

describe("A process of the image", () => {
  let container: string;

  beforeAll(() => {
    container = buildah("from", "--quiet", imageName);
  });

  afterAll(() => buildah("rm", container));

  const evaluate = (script: string): unknown =>
    JSON.parse(buildah("run", ...isolation, container, "node", "--input-type=module", "-e", script));

  test("can read the code and the certificates, and write only to /tmp", () => {
    const script = `
      import { readFileSync, writeFileSync } from "node:fs";
      const attempt = (work) => { try { work(); return "done"; } catch (error) { return error.code; } };
      const targets = ["/var/task/x", "/var/task/handlers/api.mjs", "/x", "/tmp/x"];
      const answers = targets.map((file) => attempt(() => writeFileSync(file, "x")));
      console.log(JSON.stringify([process.getuid(), process.getgid(), readFileSync("/var/task/rds-ca.pem", "utf8"), answers]));`;
    const certificates = readFileSync(authority.certificateFile, "utf8");
    expect(evaluate(script)).toEqual([993, 990, certificates, ["EACCES", "EACCES", "EACCES", "done"]]);
  });

  test("finds no package manager and no node_modules", () => {
    const script = `
      import { readdirSync } from "node:fs";
      const files = ["/bin", "/usr", "/var", "/opt"].flatMap((folder) => {
        try { return readdirSync(folder, { recursive: true }); } catch { return []; }
      });
      console.log(JSON.stringify(files.filter((file) => /(^|\\/)(npm|npx|corepack|yarn|node_modules)$/.test(file))));`;
    expect(evaluate(script)).toEqual([]);
  });
});
