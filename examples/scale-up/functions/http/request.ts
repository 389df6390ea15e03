import { RestRequest } from "groundplan/api/handlers";

/** A request with what the authorizers of the contract say of its caller. */
export class Request extends RestRequest {
  /** Id of the signed-in customer. @throws if no authorizer has said who that is. */
  get customerId(): string {
    const authorizer = this.event.requestContext.authorizer as AuthorizerContext;
    const id = authorizer?.customerId ?? authorizer?.claims?.sub;
    if (!id) throw new Error(`${this.routeKey} was called without the context of an authorizer`);
    return id;
  }
}

type AuthorizerContext =
  { readonly customerId?: string; readonly claims?: { readonly sub?: string } } | null | undefined;
