import { each, matching, satisfying, type Violation } from "../../../core";
import type { RestApiSettings } from "../rest-api-props";
import type { RestRoute, RouteAccess } from "./routes";
import { missing } from "./target-rules";

const SCOPES = each(
  matching(
    /^[\x21\x23-\x5b\x5d-\x7e]{1,256}$/,
    'scopes of up to 256 ASCII characters without spaces, " and \\',
    "write it like shop/orders.read",
  ),
);
const TYPES = ["open", "cognito", "lambda", "iam"];

/** Access that an authorizer of the API can decide. */
export function accessViolations({ access }: RestRoute, { authorizers }: RestApiSettings): Violation[] {
  if (!TYPES.includes(access.type)) {
    return [{ below: ".access", value: access.type, allowed: TYPES.join(", "), fix: "choose who may call the route" }];
  }
  if (access.type === "open") return reasonViolations(access.because);
  if (access.type === "iam") return [];
  const authorizer = authorizers[access.authorizer];
  if (!authorizer) return [missing(".access.authorizer", access.authorizer, authorizers, "authorizers")];
  const fix = `set access.type to ${authorizer.type}, or name another authorizer`;
  return [
    ...(authorizer.type === access.type
      ? []
      : [
          { below: ".access.authorizer", value: authorizer.type, allowed: `an authorizer of type ${access.type}`, fix },
        ]),
    ...(access.type === "cognito" ? tokenViolations(access) : []),
  ];
}

function reasonViolations(because: string): Violation[] {
  const rule = satisfying<string>(
    (text) => text.trim().length > 0,
    "the reason why everybody may call the route",
    "write it for reviewers",
  );
  return rule(because).map((one) => ({ ...one, below: ".access.because" }));
}

function tokenViolations(access: RouteAccess & { readonly type: "cognito" }): Violation[] {
  if (access.token === "id") return [];
  const allowed = "at least one scope of the user pool's resource server";
  const fix = 'list the scopes, or accept ID tokens by token: "id"';
  const empty = access.scopes.length === 0 ? [{ value: access.scopes, allowed, fix }] : [];
  return [...empty, ...SCOPES(access.scopes)].map((one) => ({ ...one, below: ".access.scopes" }));
}
