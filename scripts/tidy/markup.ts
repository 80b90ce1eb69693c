import { Visitor } from 'oxc-parser';
import { type Finding, finding, type Rule } from './rule.ts';
import { isTest, type SourceFile } from './source.ts';

export const plainMarkup: Rule = {
  // The content security policy refuses all of these, so they would be dead on the page as well as ugly in the source.
  name: 'no inline style or script',
  looksAt: (path) => /^(src|browser)\/.*\.tsx$/.test(path) && !isTest(path),
  check: (files) => files.flatMap(inline),
  planted: [
    { 'src/ui/page.tsx': `const a = <p style="color:red" />;` },
    { 'src/ui/page.tsx': `const a = <p style={{ color: 'red' }} />;` },
    { 'src/ui/page.tsx': `const a = <button onClick={run} />;` },
    { 'src/ui/page.tsx': `const a = <form onsubmit="run()" />;` },
    { 'src/ui/page.tsx': `const a = <p dangerouslySetInnerHTML={{ __html: text }} />;` },
    { 'src/ui/page.tsx': `const a = <style>{css}</style>;` },
    { 'src/ui/page.tsx': `const a = <script>{code}</script>;` },
    { 'src/ui/page.tsx': `const a = <a href="javascript:run()" />;` },
    { 'browser/map.tsx': `const a = <p style="color:red" />;` },
  ],
  clean: {
    'src/ui/page.tsx': `const a = <p class="lead"><script src="/assets/a.js" defer /><link rel="stylesheet" href="/assets/a.css" /></p>;`,
    'browser/ballot.tsx': `const a = <button onClick={vote} />;`,
  },
};

function inline(file: SourceFile): Finding[] {
  const found: Finding[] = [];
  const textOf = (node: { start: number; end: number }) => file.text.slice(node.start, node.end);
  const complain = (at: number, what: string) =>
    found.push(finding(file, at, `${what}: no inline style or script anywhere`));
  new Visitor({
    JSXAttribute(node) {
      const name = textOf(node.name);
      // An island listens to its own buttons; on the server's pages nobody would be listening.
      const isHandler =
        /^on([A-Z]|click|submit|change|input|load|key|focus|blur)/.test(name) && !file.path.startsWith('browser/');
      if (name === 'style' || name === 'dangerouslySetInnerHTML' || isHandler) complain(node.start, name);
      if (node.value && /javascript:/i.test(textOf(node.value))) complain(node.start, 'javascript:');
    },
    JSXElement(node) {
      const name = textOf(node.openingElement.name);
      if ((name === 'style' || name === 'script') && node.children.length > 0) complain(node.start, `<${name}>`);
    },
  }).visit(file.program);
  return found;
}
