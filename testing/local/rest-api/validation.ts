import type { ValidateFunction } from "ajv-draft-04";
import { optionalPackage } from "../optional-package";
import { GatewayAnswer } from "./answers";
import type { RoutedRequest } from "./request";

/** Refuses a request that does not satisfy its route. @throws GatewayAnswer */
export type Validate = (request: RoutedRequest) => void;

/**
 * Checks parameters, of which API Gateway asks only that they are present, and the body.
 *
 * @param models - JSON schemas (draft 4) by the name that routes refer to.
 */
export function createValidator(models: Readonly<Record<string, object>>): Validate {
  const { default: AjvDraft04 } = optionalPackage<typeof import("ajv-draft-04")>("ajv-draft-04");
  // Draft 4 has no `date`, and functions check their input again.
  const ajv = new AjvDraft04({ strict: true, validateFormats: false });
  const validators = new Map<string, ValidateFunction>(
    Object.entries(models).map(([name, schema]) => [name, ajv.compile(schema)]),
  );
  return ({ route, query, headers, body }) => {
    const missing = [
      ...required(route.query).filter((name) => !query.get(name)),
      ...required(route.headers).filter((name) => !headers[name.toLowerCase()]),
    ];
    if (missing.length > 0) {
      throw new GatewayAnswer(400, `Missing required request parameters: [${missing.join(", ")}]`);
    }
    if (route.body && !validators.get(route.body)!(parsed(body))) throw new GatewayAnswer(400, "Invalid request body");
  };
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
