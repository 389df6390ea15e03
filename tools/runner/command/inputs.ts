import fs from "node:fs";
import path from "node:path";
import { usageError } from "./exit-codes";
import type { Machine } from "./machine";

type DataValues = Record<string, Record<string, unknown>>;

/**
 * A machine whose environment also has the values of `--var name=value`.
 *
 * @throws ToolError (usage) for an option without a name and a value.
 */
export function withVariables(machine: Machine, options: readonly string[] = []): Machine {
  const entries = options.map((option) => {
    const [, name, value] = /^([\w-]+)=(.*)$/s.exec(option) ?? [];
    if (name === undefined || value === undefined) throw usageError(`--var: got "${option}"; allowed: name=value`);
    return [`TF_VAR_${name}`, value];
  });
  return { ...machine, env: { ...machine.env, ...(Object.fromEntries(entries) as Record<string, string>) } };
}

/**
 * Attributes of data sources from `--data address.attribute=value`, and from `--data FILE` with
 * `{ "<address>": { "<attribute>": value } }`. Later options override earlier ones.
 *
 * @throws ToolError (usage) for another form, or a file that cannot be read.
 */
export function dataValues(options: readonly string[] = [], machine: Pick<Machine, "cwd">): DataValues {
  const values: DataValues = {};
  for (const option of options) {
    for (const [address, attributes] of Object.entries(valuesIn(option, machine))) {
      const key = address.replace(/^data\./, "");
      values[key] = { ...values[key], ...attributes };
    }
  }
  return values;
}

function valuesIn(option: string, machine: Pick<Machine, "cwd">): DataValues {
  if (!option.includes("=")) return fileValues(option, machine);
  const [, address, attribute, value] = /^((?:data\.)?\w+\.[\w-]+)\.(\w+)=(.*)$/s.exec(option) ?? [];
  if (address === undefined) {
    throw usageError(`--data: got "${option}"; allowed: type.name.attribute=value, or a JSON file`);
  }
  return { [address]: { [attribute!]: parsed(value!) } };
}

function fileValues(file: string, { cwd }: Pick<Machine, "cwd">): DataValues {
  const form = '{ "type.name": { "attribute": value } }';
  try {
    const content = JSON.parse(fs.readFileSync(path.resolve(cwd, file), "utf8")) as DataValues;
    if (Object.values(content).every((one) => typeof one === "object" && one !== null)) return content;
  } catch (error) {
    throw usageError(`--data ${file}: ${(error as Error).message}; allowed: a JSON file of the form ${form}`);
  }
  throw usageError(`--data ${file}: allowed: a JSON file of the form ${form}`);
}

/** Lists, objects and literals as JSON, everything else as text. */
function parsed(value: string): unknown {
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}
