/**
 * Code of the CloudFront Function that serves a single-page application at every path: a path whose last segment has
 * no extension is a view of the application, not a file, and is answered with `/index.html`.
 */
export const SITE_ROUTER_CODE = `function handler(event) {
  var request = event.request;
  var lastPart = request.uri.slice(request.uri.lastIndexOf("/") + 1);
  if (!lastPart.includes(".")) request.uri = "/index.html";
  return request;
}
`;
