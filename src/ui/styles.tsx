import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { browserslistToTargets, transform } from 'lightningcss';

/** The style files in the order they build on one another. */
const files = [
  'tokens',
  'base',
  'frame',
  'table',
  'month',
  'map',
  'record',
  'form',
  'list',
  'fold',
  'money',
  'front',
  'today',
  'paper',
  'near',
  'print',
  'design',
] as const;

/** The oldest browsers the pages must look right in: old WebViews on old phones. */
const targets = browserslistToTargets(['chrome 80', 'ios_saf 13.0']);

/**
 * All styles as one string, transpiled for Chrome 80 and iOS 13. `root` is the folder of the project, so that this
 * works from a bundle as well as from the sources.
 */
export function buildStyles(root: string): { readonly css: string } {
  const source = files.map((name) => readFileSync(join(root, 'src', 'ui', 'styles', `${name}.css`), 'utf8')).join('\n');
  const { code } = transform({ filename: 'linli.css', code: Buffer.from(source), minify: true, targets });
  return { css: code.toString() };
}
