/** An entry of a feed; its lines are plain text. */
export interface FeedEntry {
  readonly id: string;
  readonly title: string;
  /** The day it was last news, `YYYY-MM-DD`. */
  readonly day: string;
  readonly url: string;
  readonly lines: readonly string[];
}

const signs: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => signs[sign] ?? sign);
}

/** An Atom feed (RFC 4287) of plain entries. */
export function atomFeed(feed: {
  readonly title: string;
  readonly url: string;
  readonly now: Date;
  readonly entries: readonly FeedEntry[];
}): string {
  const entries = feed.entries.map(
    (one) => `  <entry>
    <id>urn:uuid:${one.id}</id>
    <title>${escapeXml(one.title)}</title>
    <updated>${one.day}T00:00:00Z</updated>
    <link href="${escapeXml(one.url)}"/>
    <content type="text">${escapeXml(one.lines.join('\n'))}</content>
  </entry>`,
  );
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
  <id>${escapeXml(feed.url)}</id>
  <title>${escapeXml(feed.title)}</title>
  <updated>${feed.now.toISOString()}</updated>
  <link rel="self" href="${escapeXml(feed.url)}"/>
  <author><name>${escapeXml(feed.title)}</name></author>
${entries.join('\n')}
</feed>
`;
}
