/**
 * The CloudFront Function that makes a single-page application work at every path: a path whose last part has no extension is not a
 * file but a view, and the application itself shows views.
 *
 * It is text, because it runs at CloudFront's edge and not here.
 */
export const SITE_ROUTER_CODE = `function handler(event) {
  var request = event.request;
  var lastPart = request.uri.slice(request.uri.lastIndexOf("/") + 1);
  if (!lastPart.includes(".")) request.uri = "/index.html";
  return request;
}
`;
