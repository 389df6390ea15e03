import type * as z from "zod/mini";
import type { RouteName, routes } from "../../contract";
import type { ShopStore } from "../domain/ports";
import type { ProductCache } from "../adapters/cache";
import type { Meter } from "../observability";
import type { Caller } from "./security/authorization";
import type { HttpRequest } from "./request";
import type { HttpResponse } from "./response";
import type { Sessions } from "./security/sessions";

/** What operations work with. */
export interface Shop {
  readonly store: ShopStore;
  /** The same shop for what everybody may read, which may lag behind by a moment. */
  readonly catalogue: Pick<ShopStore, "listProducts" | "listFeedback">;
  readonly products: ProductCache;
  readonly sessions: Sessions;
  readonly meter: Meter;
}

/** What an operation is asked, checked against its schemas. */
export interface Input<CallerType, Params, Query, Body> {
  readonly request: HttpRequest;
  readonly caller: CallerType;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
}

/** What a route does, and the shapes of what goes in and out. */
export interface Operation<CallerType, Params = unknown, Query = unknown, Body = unknown> {
  /** For readers of the OpenAPI document. */
  readonly summary: string;
  readonly params?: z.ZodMiniType<Params>;
  readonly query?: z.ZodMiniType<Query>;
  readonly body?: z.ZodMiniType<Body>;
  /** What it answers when all goes well; without a schema there is no body. */
  readonly answer: { readonly status: number; readonly schema?: z.ZodMiniType };
  /** Statuses of refusals that this operation adds to those of all. */
  readonly refuses: readonly number[];
  handle(shop: Shop, input: Input<CallerType, Params, Query, Body>): Promise<HttpResponse>;
}

type AccessOf<Name extends RouteName> = Extract<(typeof routes)[number], { readonly name: Name }>["access"];

/** A public route knows no caller, which is what its operation gets to see. */
export type CallerOf<Name extends RouteName> = AccessOf<Name> extends "public" ? undefined : Caller;

/** Complete by type: a route of the contract without an operation does not compile, nor does an operation without a route. */
export type Operations = { readonly [Name in RouteName]: Operation<CallerOf<Name>> };

/** Infers what the schemas say for an operation that anybody may call. */
export function publicOperation<Params, Query, Body>(
  operation: Operation<undefined, Params, Query, Body>,
): Operation<undefined> {
  return operation as Operation<undefined>;
}

/** Infers what the schemas say for an operation of a customer. */
export function customerOperation<Params, Query, Body>(
  operation: Operation<Caller, Params, Query, Body>,
): Operation<Caller> {
  return operation as Operation<Caller>;
}
