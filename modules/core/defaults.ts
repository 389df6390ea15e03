/** Props over defaults. A prop that is explicitly `undefined` counts as absent. */
export function withDefaults<Props extends object, Defaults extends Partial<Props>>(
  props: Props,
  defaults: Defaults,
): Props & Required<Pick<Props, keyof Defaults & keyof Props>> {
  const given = Object.fromEntries(Object.entries(props).filter(([, value]) => value !== undefined)) as Props;
  return { ...defaults, ...given } as Props & Required<Pick<Props, keyof Defaults & keyof Props>>;
}
