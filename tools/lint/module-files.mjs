import fs from "node:fs";
import path from "node:path";

const PARTS = ["props", "validation", "signals", "grants"];
const NAME = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const VAGUE = /(?:^|-)(?:utils?|helpers?|common|misc|manager|checks?)$/;
const CONSTRUCT = /^export (?:abstract )?class \w+(?:<.*>)? extends /m;

/** Reports files of modules whose name is not one of the set that every module shares, and imports back to a class. */
export const moduleFiles = {
  meta: {
    type: "problem",
    schema: [],
    messages: {
      name: "{{name}}.ts is not kebab-case.",
      vague: "{{name}}.ts says nothing about its content; name it after the thing it describes.",
      orphan: "{{name}}.ts needs the construct {{thing}}.ts in the same folder.",
      part: "{{name}}.ts belongs to {{thing}}.ts: name it {{thing}}-{{parts}}.ts, or after another thing.",
      several: "A file has one construct; move this one to another file.",
      back: "{{name}}.ts must not import {{thing}}.ts: the class imports its parts.",
    },
  },
  create(context) {
    const { dir: folder, name } = path.parse(context.filename);
    const owner = ownerOf(folder, name);
    const constructs = [];
    const back = (node) => {
      if (owner && PARTS.includes(owner.part) && node.source?.value === `./${owner.thing}`) {
        context.report({ node, messageId: "back", data: { name, thing: owner.thing } });
      }
    };
    return {
      ImportDeclaration: back,
      ExportNamedDeclaration(node) {
        back(node);
        if (node.declaration?.type === "ClassDeclaration" && node.declaration.superClass) constructs.push(node);
      },
      "Program:exit"(node) {
        const messageId = problemOf(folder, name, owner, constructs.length);
        const data = { name, thing: owner?.thing, parts: `{${PARTS.join(",")}}` };
        if (messageId) context.report({ node, loc: { line: 1, column: 0 }, messageId, data });
        for (const extra of constructs.slice(1)) context.report({ node: extra, messageId: "several" });
      },
    };
  },
};

function problemOf(folder, name, owner, constructs) {
  if (name === "index" || constructs > 0) return undefined;
  if (!NAME.test(name)) return "name";
  if (VAGUE.test(name)) return "vague";
  if (!owner) return undefined;
  if (!PARTS.includes(owner.part)) return "part";
  return fs.existsSync(path.join(folder, `${owner.thing}.ts`)) ? undefined : "orphan";
}

/** The construct whose name begins the file's name, or the one that a reserved ending asks for. */
function ownerOf(folder, name) {
  const words = name.split("-");
  for (let count = words.length - 1; count > 0; count--) {
    const thing = words.slice(0, count).join("-");
    const part = words.slice(count).join("-");
    if (isConstruct(path.join(folder, `${thing}.ts`)) || PARTS.includes(part)) return { thing, part };
  }
  return undefined;
}

function isConstruct(file) {
  return fs.existsSync(file) && CONSTRUCT.test(fs.readFileSync(file, "utf8"));
}
