import Ajv, { type ValidateFunction } from "ajv-draft-04";
import { models, type ModelName } from "../../functions/contract";
import { GatewayAnswer } from "./answers";
import type { RoutedRequest } from "./request";

const ajv = new Ajv({ strict: true });
const validators = Object.fromEntries(
  Object.entries(models).map(([name, schema]) => [name, ajv.compile(schema)]),
) as Record<ModelName, ValidateFunction>;

/** Checks parameters, of which API Gateway asks only that they are present, and the body. @throws GatewayAnswer */
export function validate({ route, query, headers, body }: RoutedRequest): void {
  const missing = [
    ...required(route.query).filter((name) => !query.get(name)),
    ...required(route.headers).filter((name) => !headers[name.toLowerCase()]),
  ];
  if (missing.length > 0) throw new GatewayAnswer(400, `Missing required request parameters: [${missing.join(", ")}]`);
  if (route.body && !validators[route.body](parsed(body))) throw new GatewayAnswer(400, "Invalid request body");
}

function required(parameters: Readonly<Record<string, "required" | "optional">> = {}): string[] {
  return Object.entries(parameters).flatMap(([name, need]) => (need === "required" ? [name] : []));
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
