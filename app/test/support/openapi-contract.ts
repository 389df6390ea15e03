import Ajv2020 from "ajv/dist/2020";
import { openApiDocument } from "../../openapi";
import { findRoute } from "../../src/server/find-route";

/** An answer as a client sees it. */
export interface ObservedAnswer {
  readonly status: number;
  /** By names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

interface Response {
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly content?: Readonly<Record<string, { readonly schema: object }>>;
  readonly $ref?: string;
}

interface Document {
  readonly paths: Readonly<
    Record<string, Readonly<Record<string, { readonly responses: Readonly<Record<string, Response>> }>>>
  >;
  readonly components: { readonly schemas: object; readonly responses: Readonly<Record<string, Response>> };
}

/** Headers of transport, of caching, and those that CloudFront and API Gateway add to every answer. */
const COMMON_HEADERS =
  /^(connection|keep-alive|content-(type|length|security-policy)|date|cache-control|transfer-encoding|apigw-requestid|x-content-type-options|strict-transport-security|referrer-policy|x-frame-options|permissions-policy|cross-origin-.*)$/;

const document = openApiDocument() as unknown as Document;
const ajv = new Ajv2020({
  strict: false,
  validateFormats: false,
  schemas: [{ ...withoutOpenObjects(document), $id: "api" }],
});

/** Differences between an answer and the document. */
export function undocumented(method: string, target: string, answer: ObservedAnswer): string[] {
  const found = responseOf(method, target, answer.status);
  if (!found) return [`${method} ${target}: the status ${answer.status} is not documented`];
  const { response, pointer } = found;
  const names = new Set(Object.keys(response.headers ?? {}).map((name) => name.toLowerCase()));
  const headers = Object.keys(answer.headers).filter((name) => !COMMON_HEADERS.test(name) && !names.has(name));
  return [
    ...headers.map((name) => `${method} ${target}: the header ${name} of ${answer.status} is not documented`),
    ...bodyProblems(method === "HEAD" ? {} : response, pointer, answer).map(
      (problem) => `${method} ${target}: ${answer.status} ${problem}`,
    ),
  ];
}

interface Documented {
  readonly response: Response;
  /** Place of the response in the document. */
  readonly pointer: string;
}

function responseOf(method: string, target: string, status: number): Documented | undefined {
  const routeKey = routeKeyOf(method, target);
  if (routeKey === "ANY /{proxy+}") return unmatchedResponse(status);
  const [verb = "", template = ""] = routeKey.split(" ");
  const response = document.paths[template]?.[verb.toLowerCase()]?.responses[status];
  const escaped = template.replaceAll("/", "~1").replaceAll("{", "%7B").replaceAll("}", "%7D");
  return response && { response, pointer: `/paths/${escaped}/${verb.toLowerCase()}/responses/${status}` };
}

function unmatchedResponse(status: number): Documented | undefined {
  const name = { 404: "NotFound", 405: "MethodNotAllowed" }[status];
  return name
    ? { response: document.components.responses[name]!, pointer: `/components/responses/${name}` }
    : undefined;
}

function routeKeyOf(method: string, target: string): string {
  try {
    return findRoute(method, new URL(target, "http://localhost").pathname)?.route.routeKey ?? "ANY /{proxy+}";
  } catch {
    // API Gateway refuses a malformed target for every route in the same way.
    return "GET /health";
  }
}

function bodyProblems(response: Response, pointer: string, { headers, text }: ObservedAnswer): string[] {
  if (!response.content) return text === "" ? [] : ["has a body"];
  const mediaType = headers["content-type"]?.split(";")[0] ?? "";
  if (!response.content[mediaType]) return [`has the media type "${mediaType}"`];
  const validate = ajv.getSchema(`api#${pointer}/content/${mediaType.replaceAll("/", "~1")}/schema`)!;
  return validate(JSON.parse(text)) ? [] : [`does not match its schema: ${ajv.errorsText(validate.errors)}`];
}

/** Clients must accept more properties; the shop itself must not send one that is not documented. */
function withoutOpenObjects(value: unknown): object {
  return JSON.parse(JSON.stringify(value), (_key, each: unknown) => {
    const isObject = typeof each === "object" && each !== null && "properties" in each && "type" in each;
    return isObject ? { ...each, additionalProperties: false } : each;
  }) as object;
}
