/** An example is the app of another team, which has installed the package. `up` leads out of the example. */
const publicNamesOnly = (up) => ({
  regex: `^(?!groundplan/|cdktf$|constructs$|zod$|node:|\\.)|^(\\.\\./){${up}}`,
  message: "An example imports public names: groundplan/<name>, cdktf, constructs, zod, Node.js and its own files.",
});
/**
 * Programs of an example are deployed by its stacks, and share their contract. Of groundplan they import the code for
 * functions, which is bundled with them. `up` leads out of the example.
 */
const programs = (up, allowed = "groundplan/api/handlers$") => ({
  regex: `^(?!${allowed})(?:groundplan|cdktf|constructs)(?:/|$)|^@cdktf/|^(\\.\\./){${up}}|(^|/)(stacks|environments|main)(/|$)`,
  message: "Programs of an example import packages, groundplan/api/handlers, their own files and functions/contract.",
});
/** The system on one machine also imports the parts that stand for AWS. */
const localPrograms = (up) => programs(up, "groundplan/testing/local$");

/** Import rules of the example systems, by their depth. */
export const exampleImports = [
  { files: ["examples/*/*.ts"], patterns: [publicNamesOnly(1)] },
  { files: ["examples/*/!(tests)/*.ts"], patterns: [publicNamesOnly(2)] },
  { files: ["examples/*/!(tests)/*/*.ts"], patterns: [publicNamesOnly(3)] },
  { files: ["examples/{saas,scale-up}/{batch,functions}/*.ts"], patterns: [programs(2)] },
  { files: ["examples/{saas,scale-up}/{batch,functions}/!(contract)/*.ts"], patterns: [programs(3)] },
  { files: ["examples/{saas,scale-up}/local/*.ts"], patterns: [localPrograms(2)] },
  { files: ["examples/{saas,scale-up}/local/*/*.ts"], patterns: [localPrograms(3)] },
  // Bundles are made before the stacks, and are no part of a program.
  { files: ["examples/{saas,scale-up}/functions/bundle.ts"], patterns: [publicNamesOnly(2)] },
];
