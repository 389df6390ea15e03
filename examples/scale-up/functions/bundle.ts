import { bundleFunctions as bundle } from "groundplan/compute/bundles";
import { functions, type FunctionName } from "./contract";

const names = Object.keys(functions) as FunctionName[];

/**
 * Bundles every function of the contract, with the certificate authorities of RDS if an adopter has downloaded them:
 * PostgreSQL on RDS is not reachable without them.
 *
 * @returns the folder of each function.
 */
export function bundleFunctions(): Readonly<Record<FunctionName, string>> {
  return bundle({
    name: "scale-up",
    folder: __dirname,
    entryPoints: Object.fromEntries(names.map((name) => [name, `handlers/${name}.ts`])) as Record<FunctionName, string>,
    external: ["pg-native"],
    files: ["rds-ca.pem"],
  });
}
