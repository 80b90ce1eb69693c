/**
 * Lucide types only its whole index of two thousand icons, which costs every start a third of a second.
 * We import the few icons we use one by one, so their shape is declared here.
 */
declare module 'lucide/dist/esm/icons/*' {
  const node: readonly (readonly [string, Readonly<Record<string, string | number>>])[];

  // biome-ignore lint/style/noDefaultExport: this is the shape another package has
  export { node as default };
}
