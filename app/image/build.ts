import { cpSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { standInBase } from "./base";
import { buildah, inspectImage, isolation, type ImageFacts } from "./buildah";
import { localAuthority, type Authority } from "./certificates";
import { requirePrograms, run } from "./programs";
import { writeBillOfMaterials, type Metafile } from "./sbom";
import { workFolder } from "./work-folder";

export { workFolder } from "./work-folder";

const app = resolve(import.meta.dirname, "..");

export const imageName = "localhost/groundplan-shop:build";

/** Builds the image of what `dist` holds. Two builds of the same files have the same digest. */
export function buildImage(name: string, dist: string, authority: Authority): ImageFacts {
  requirePrograms("The image", { buildah: "buildah", openssl: "openssl" });
  const base = standInBase(workFolder);
  const context = join(workFolder, "context");
  rmSync(context, { recursive: true, force: true });
  mkdirSync(join(context, "image"), { recursive: true });
  cpSync(dist, join(context, "dist"), { recursive: true });
  cpSync(authority.certificateFile, join(context, "rds-ca.pem"));
  for (const file of ["Dockerfile", ".dockerignore", "image/verify.mjs"]) cpSync(join(app, file), join(context, file));
  const buildArguments = { BASE: base, RDS_CA_SHA256: authority.sha256 };
  const parameters = Object.entries(buildArguments).flatMap(([key, value]) => ["--build-arg", `${key}=${value}`]);
  buildah(
    "build",
    "--quiet",
    ...isolation,
    "--timestamp",
    "0",
    "--format",
    "oci",
    ...parameters,
    "--tag",
    name,
    context,
  );
  return inspectImage(name);
}

function main(): void {
  const authority = localAuthority(join(workFolder, "authority"));
  run("npm", ["run", "--silent", "bundle"], { cwd: app });
  const image = buildImage(imageName, join(app, "dist"), authority);
  const metafile = JSON.parse(readFileSync(join(app, ".local/metafile.json"), "utf8")) as Metafile;
  const components = writeBillOfMaterials(metafile, app, join(workFolder, "sbom.cdx.json"));
  console.log(`image       ${imageName}`);
  console.log(`digest      ${image.digest}`);
  console.log(`size        ${(image.bytes / 1e6).toFixed(0)} MB, uncompressed`);
  console.log(`components  ${components}, listed in app/.local/image/sbom.cdx.json`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  try {
    main();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
