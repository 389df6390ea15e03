import type * as z from "zod/mini";
import type { RouteName, routes } from "../../contract";
import type { ShopStore } from "../domain/ports";
import type { Carts, CatalogueCache, ProductCache } from "../adapters/cache";
import type { CartOwner } from "../domain/cart";
import type { Meter } from "../observability";
import type { Caller } from "./security/authorization";
import type { HttpRequest } from "./request";
import type { HttpResponse } from "./response";
import type { Sessions } from "./security/sessions";

/** Dependencies of operations. */
export interface Shop {
  readonly store: ShopStore;
  /** Lists of public data, from the cache or the reader endpoint; they may be seconds old. */
  readonly catalogue: CatalogueCache;
  readonly products: ProductCache;
  readonly carts: Carts;
  readonly sessions: Sessions;
  readonly meter: Meter;
}

/** Input of an operation, validated by its schemas. */
export interface Input<CallerType, Params, Query, Body> {
  readonly request: HttpRequest;
  readonly caller: CallerType;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
}

/** An operation behind a route, with the schemas of its input and output. */
export interface Operation<CallerType, Params = unknown, Query = unknown, Body = unknown> {
  /** Summary in the OpenAPI document. */
  readonly summary: string;
  readonly params?: z.ZodMiniType<Params>;
  readonly query?: z.ZodMiniType<Query>;
  readonly body?: z.ZodMiniType<Body>;
  /** Successful answer; without a schema it has no body. `headers` are descriptions by name. */
  readonly answer: {
    readonly status: number;
    readonly schema?: z.ZodMiniType;
    readonly headers?: Readonly<Record<string, string>>;
  };
  /** Additional statuses of refusals, besides those of every operation. */
  readonly refuses: readonly number[];
  handle(shop: Shop, input: Input<CallerType, Params, Query, Body>): Promise<HttpResponse>;
}

type AccessOf<Name extends RouteName> = Extract<(typeof routes)[number], { readonly name: Name }>["access"];

/** The caller of an operation: undefined for public routes, and for reads without a session. */
export type CallerOf<Name extends RouteName> =
  AccessOf<Name> extends "public" ? undefined : AccessOf<Name> extends "session" ? CartOwner | undefined : Caller;

/** Callers of all operations. */
export type AnyCaller = Caller | CartOwner | undefined;

/** Type-checked for completeness: every route has an operation and every operation a route. */
export type Operations = { readonly [Name in RouteName]: Operation<CallerOf<Name>> };

/** Infers the schemas' types of a public operation. */
export function publicOperation<Params, Query, Body>(
  operation: Operation<undefined, Params, Query, Body>,
): Operation<undefined> {
  return operation as Operation<undefined>;
}

/** Infers the schemas' types of an operation of the browser's session, which every change has. */
export function sessionOperation<Params, Query, Body>(
  operation: Operation<CartOwner | undefined, Params, Query, Body>,
): Operation<CartOwner | undefined> {
  return operation as Operation<CartOwner | undefined>;
}

/** Infers the schemas' types of an operation that requires a customer. */
export function customerOperation<Params, Query, Body>(
  operation: Operation<Caller, Params, Query, Body>,
): Operation<Caller> {
  return operation as Operation<Caller>;
}
