/** One control of a form as it stands on the page. */
export interface Control {
  readonly kind: 'hidden' | 'text' | 'area' | 'check' | 'radio' | 'select' | 'file' | 'button';
  readonly name: string;
  /** What it would send as it stands; null when it would send nothing. */
  readonly value: string | null;
  /** What a check box, radio button or select offers. */
  readonly options: readonly { readonly value: string; readonly label: string }[];
}

/** A form as it stands on a page: where it goes, what it holds, and what its first button says. */
export interface PageForm {
  /** Its place among the forms of the page. */
  readonly place: number;
  readonly action: string;
  readonly method: string;
  readonly controls: readonly Control[];
  readonly button: string;
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", nbsp: ' ' };

/** Text as a reader sees it. */
export function plain(html: string): string {
  const shown = html.replace(/<(script|style|template)\b[\s\S]*?<\/\1>/g, '').replace(/<[^>]*>/g, ' ');
  return unescaped(shown).replace(/\s+/g, ' ').trim();
}

function unescaped(text: string): string {
  return text.replace(/&(#?\w+);/g, (whole, name: string) => entities[name] ?? whole);
}

function attributes(tag: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const [, name = '', value = ''] of tag.matchAll(/\s([\w-]+)(?:="([^"]*)")?/g)) found.set(name, unescaped(value));
  return found;
}

/** The label that belongs to an id, wherever it stands on the page. */
function labels(html: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const [, id = '', text = ''] of html.matchAll(/<label[^>]*\bfor="([^"]*)"[^>]*>([\s\S]*?)<\/label>/g))
    found.set(unescaped(id), plain(text));
  return found;
}

function input(attrs: Map<string, string>, named: Map<string, string>): Control | null {
  const name = attrs.get('name') ?? '';
  const type = attrs.get('type') ?? 'text';
  const value = attrs.get('value') ?? '';
  if (name === '' || type === 'submit') return null;
  if (type === 'checkbox' || type === 'radio')
    return {
      ...{ kind: type === 'radio' ? 'radio' : 'check', name, value: attrs.has('checked') ? value : null },
      options: [{ value, label: named.get(attrs.get('id') ?? '') ?? '' }],
    };
  const kind = type === 'hidden' || type === 'file' ? type : 'text';
  return { kind, name, value: type === 'file' ? null : value, options: [] };
}

function select(whole: string): Control {
  const attrs = attributes(/^<select([^>]*)>/.exec(whole)?.[1] ?? '');
  const options = [...whole.matchAll(/<option([^>]*)>([\s\S]*?)<\/option>/g)].map(([, tag = '', label = '']) => ({
    ...{ value: attributes(tag).get('value') ?? plain(label), label: plain(label) },
    chosen: attributes(tag).has('selected'),
  }));
  const chosen = options.find((option) => option.chosen) ?? options[0];
  return { kind: 'select', name: attrs.get('name') ?? '', value: chosen?.value ?? null, options };
}

function area(whole: string): Control {
  const [, tag = '', text = ''] = /^<textarea([^>]*)>([\s\S]*)<\/textarea>$/.exec(whole) ?? [];
  return { kind: 'area', name: attributes(tag).get('name') ?? '', value: unescaped(text), options: [] };
}

/** A second button of a form says something itself; it is sent only when it is the one pressed. */
function button(tag: string): Control | null {
  const attrs = attributes(tag.slice(7));
  const name = attrs.get('name') ?? '';
  const options = [{ value: attrs.get('value') ?? '', label: '' }];
  return name === '' ? null : { kind: 'button', name, value: null, options };
}

function form(whole: string, place: number, named: Map<string, string>): PageForm {
  const attrs = attributes(/^<form([^>]*)>/.exec(whole)?.[1] ?? '');
  const found = whole.matchAll(/<select[\s\S]*?<\/select>|<textarea[\s\S]*?<\/textarea>|<input[^>]*>|<button[^>]*>/g);
  const controls = [...found].map(([tag]): Control | null => {
    if (tag.startsWith('<select')) return select(tag);
    if (tag.startsWith('<button')) return button(tag);
    return tag.startsWith('<textarea') ? area(tag) : input(attributes(tag.slice(6)), named);
  });
  return {
    place,
    action: attrs.get('action') ?? '',
    method: attrs.get('method') ?? 'get',
    controls: controls.filter((control) => control !== null),
    button: plain(/<button[^>]*>([\s\S]*?)<\/button>/.exec(whole)?.[1] ?? ''),
  };
}

/** All forms of a page, in order. Our own pages are written by one renderer, so their HTML is regular. */
export function formsOf(html: string): PageForm[] {
  const named = labels(html);
  return [...html.matchAll(/<form[\s\S]*?<\/form>/g)].map(([whole], place) => form(whole, place, named));
}

/** All links of a page with what they say. */
export function linksOf(html: string): { readonly href: string; readonly text: string }[] {
  return [...html.matchAll(/<a([^>]*)>([\s\S]*?)<\/a>/g)].map(([, tag = '', text = '']) => ({
    href: attributes(tag).get('href') ?? '',
    text: plain(text),
  }));
}
