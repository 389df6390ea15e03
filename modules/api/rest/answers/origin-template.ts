/** Names of the header as browsers send it, by HTTP/1.1 and HTTP/2: templates compare names exactly. */
const HEADER_NAMES = ["Origin", "origin"];

/** Part of a template that answers one of the origins with its own name; empty without origins. */
export function originTemplate(origins: readonly string[]): string {
  if (origins.length === 0) return "";
  const override = "#set($context.responseOverride.header.Access-Control-Allow-Origin = $origin)";
  const lookups = HEADER_NAMES.map(
    (name) => `#set($origin = $input.params().header.get('${name}'))#if($origins.contains(" $origin "))${override}#end`,
  );
  return `#set($origins = ' ${origins.join(" ")} ')${lookups.join("")}`;
}
