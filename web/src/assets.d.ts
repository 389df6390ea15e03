/** The address that an asset gets in the built site. */
declare module "*.svg" {
  const address: string;
  export default address;
}
