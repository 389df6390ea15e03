export { AmplifySite } from "./amplify-site";
export { AMPLIFY_SITE_DEFAULTS, type AmplifyDomain, type AmplifySiteProps } from "./amplify-site-props";
