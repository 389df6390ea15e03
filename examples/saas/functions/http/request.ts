import { RestRequest } from "groundplan/api/handlers";

/** A request with what the authorizer says of its caller. */
export class Request extends RestRequest {
  /** Id of the signed-in user. @throws if no authorizer has said who that is. */
  get userId(): string {
    const authorizer = this.event.requestContext.authorizer as { readonly userId?: string } | null | undefined;
    if (!authorizer?.userId) throw new Error(`${this.routeKey} was called without the context of an authorizer`);
    return authorizer.userId;
  }
}
