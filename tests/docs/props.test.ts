import fs from "node:fs";
import path from "node:path";
import ts from "typescript";

const modules = path.resolve(__dirname, "../../modules");

/** Names that the index files of the modules export. */
const exported = new Set(
  fs
    .readdirSync(modules, { recursive: true, encoding: "utf8" })
    .filter((file) => path.basename(file) === "index.ts")
    .flatMap((file) => fs.readFileSync(path.join(modules, file), "utf8").match(/\b[A-Z]\w+/g) ?? []),
);

/** Interfaces by name, of every file below a folder. */
function interfacesIn(folder: string): ReadonlyMap<string, ts.InterfaceDeclaration> {
  const files = fs.readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
  const declarations = files.flatMap((file) => interfacesOf(fs.readFileSync(path.join(folder, file), "utf8")));
  return new Map(declarations.map((declaration) => [declaration.name.text, declaration]));
}

function interfacesOf(text: string): ts.InterfaceDeclaration[] {
  const { statements } = ts.createSourceFile("props.ts", text, ts.ScriptTarget.ES2022, true);
  return statements.filter(ts.isInterfaceDeclaration);
}

/** Interfaces that users fill in: exported props and attributes, and the interfaces in their members. */
function filledIn(all: ReadonlyMap<string, ts.InterfaceDeclaration>): ts.InterfaceDeclaration[] {
  const isFilledIn = (name: string): boolean => /(?:Props|Attributes|Settings)$/.test(name) && exported.has(name);
  const found = new Set([...all.values()].filter(({ name }) => isFilledIn(name.text)));
  for (const declaration of found) {
    const names = declaration.members.flatMap((member) => member.getText().match(/\b[A-Z]\w+/g) ?? []);
    names.flatMap((name) => all.get(name) ?? []).forEach((inner) => found.add(inner));
  }
  return [...found];
}

function undocumented(declarations: readonly ts.InterfaceDeclaration[]): string[] {
  return declarations
    .flatMap(({ name, members }) =>
      members
        .filter((member) => ts.getJSDocCommentsAndTags(member).length === 0)
        .map((member) => `${name.text}.${member.name?.getText()}`),
    )
    .sort();
}

test("every member of the interfaces that users fill in has a comment", () => {
  const declarations = filledIn(interfacesIn(modules));
  expect(declarations.map(({ name }) => name.text)).toEqual(
    expect.arrayContaining(["NetworkProps", "PipelineSource", "ExistingClusterAttributes", "KeyReference"]),
  );
  expect(undocumented(declarations)).toEqual([]);
});

test("a member without a comment is found", () => {
  const text =
    "export interface QueueProps {\n  /** Physical name. */\n  readonly name: string;\n  readonly fifo: boolean;\n}";
  expect(undocumented(interfacesOf(text))).toEqual(["QueueProps.fifo"]);
});
