import type { HttpAnswer } from "./answers";
import type { RoutedRequest } from "./request";

/** Cache of the stage: for routes that ask for it, by path and declared parameters. The caller is not in the key. */
export class StageCache {
  readonly #answers = new Map<string, { readonly answer: HttpAnswer; readonly endsAt: number }>();

  async read(request: RoutedRequest, source: () => Promise<HttpAnswer>): Promise<HttpAnswer> {
    const { cache } = request.route;
    if (!cache) return source();
    const key = keyOf(request);
    const cached = this.#answers.get(key);
    if (cached && cached.endsAt > Date.now()) return cached.answer;
    const answer = await source();
    const endsAt = Date.now() + cache.ttlSeconds * 1000;
    if (answer.status === 200) this.#answers.set(key, { answer, endsAt });
    return answer;
  }
}

/** A route with `perCaller` declares the header that names its caller. */
function keyOf({ route, path, query, headers }: RoutedRequest): string {
  const names = Object.keys(route.headers ?? {});
  if (route.cache?.perCaller) names.push("Authorization");
  const declaredHeaders = names.map((name) => headers[name.toLowerCase()] ?? "");
  const declaredQuery = Object.keys(route.query ?? {}).map((name) => query.get(name) ?? "");
  return JSON.stringify([route.routeKey, path, declaredQuery, declaredHeaders]);
}
