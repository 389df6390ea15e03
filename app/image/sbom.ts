import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { run } from "./programs";

/** The part of esbuild's metafile that the bill of materials needs. */
export interface Metafile {
  readonly inputs: Readonly<Record<string, unknown>>;
}

interface Component {
  /** Reference to the component within the document: unique, but not always name and version. */
  readonly "bom-ref": string;
  readonly name: string;
  readonly version: string;
}

/** A CycloneDX document, as `npm sbom` writes it. */
export interface BillOfMaterials {
  readonly metadata: { readonly component: unknown };
  readonly components: readonly Component[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
}

/**
 * Writes the software bill of materials of the image's own layer: of everything that is installed, the packages of
 * which the bundles contain at least one file. Returns their number.
 *
 * @param inputsFolder - what the metafile's paths are relative to.
 */
export function writeBillOfMaterials(metafile: Metafile, inputsFolder: string, file: string): number {
  const installed = run("npm", ["sbom", "--sbom-format", "cyclonedx"], { cwd: inputsFolder });
  const { name, version, license } = JSON.parse(readFileSync(join(inputsFolder, "package.json"), "utf8"));
  const component = { type: "application", name, version, licenses: [{ license: { id: license } }] };
  const bundled = bundledOnly(JSON.parse(installed) as BillOfMaterials, bundledPackages(metafile, inputsFolder));
  const document = { ...bundled, metadata: { ...bundled.metadata, component } };
  writeFileSync(file, `${JSON.stringify(document, null, 2)}\n`);
  return document.components.length;
}

/** `name@version` of the packages that the files of the bundles come from. */
export function bundledPackages(metafile: Metafile, inputsFolder: string): Set<string> {
  const folders = Object.keys(metafile.inputs)
    .filter((input) => input.includes("node_modules/"))
    .map((input) => packageFolder(resolve(inputsFolder, input)));
  return new Set([...new Set(folders)].map(nameAndVersion));
}

/** Leaves out the components that are not bundled, and what refers to them. Throws if a bundled one is not known. */
export function bundledOnly<Document extends BillOfMaterials>(
  document: Document,
  bundled: ReadonlySet<string>,
): Document {
  const components = document.components.filter(({ name, version }) => bundled.has(`${name}@${version}`));
  const known = new Set(components.map(({ name, version }) => `${name}@${version}`));
  const unknown = [...bundled].filter((each) => !known.has(each));
  if (unknown.length > 0) throw new Error(`The bundles contain packages that npm does not know: ${unknown.join(", ")}`);
  const references = new Set(components.map((component) => component["bom-ref"]));
  const dependencies = document.dependencies
    .filter(({ ref }) => references.has(ref))
    .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((each) => references.has(each)) }));
  return { ...document, components, dependencies };
}

/** The folder whose `package.json` names a package; folders below it may have one that only says `type`. */
function packageFolder(file: string): string {
  let folder = dirname(file);
  while (!isPackage(folder)) folder = dirname(folder);
  return folder;
}

function isPackage(folder: string): boolean {
  const manifest = join(folder, "package.json");
  return existsSync(manifest) && "version" in JSON.parse(readFileSync(manifest, "utf8"));
}

function nameAndVersion(folder: string): string {
  const { name, version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  return `${name}@${version}`;
}
