import type { VNode } from 'preact';
import { formatDate } from '#kernel/dates';
import type { Words } from '#kernel/words';
import { pick } from '#kernel/words';
import { Day } from '#ui/day';
import { ActLink, Field, type FormState, Name } from '#ui/form';
import { Page } from '#ui/page';
import { Slip } from '#ui/print';
import { Block, Facts, Pair, RecordHead } from '#ui/record';
import { Act, Refused } from '#ui/refusal';
import { deskRoot, type View } from '#ui/view';
import { en } from './en-links.ts';
import type { VerdictLink } from './schema-links.ts';
import { zh } from './zh-links.ts';

/** The words of links in the reader's language. */
export function linkWords(view: Pick<View, 'lang'>): Words<typeof zh> {
  return pick(view.lang, { zh, en });
}

interface LinkProps {
  readonly view: View;
  readonly link: VerdictLink;
  /** Full address, as the QR and the card carry it; empty for whoever may not know whose voice it is. */
  readonly address: string;
  /** What it is about, and whose voice it is, as the office reads them. */
  readonly about: string;
  readonly number: string;
  readonly name: string;
}

/** The card alone, for paper: a number, one sentence, and the QR. */
export function LinkPrint(props: LinkProps): VNode {
  const { view, link } = props;
  const w = linkWords(view);
  return (
    <Page view={view} title={w.cardTitle} bare>
      <Slip
        view={view}
        number={props.number === '' ? w.cardTitle : props.number}
        date={formatDate(link.at, view.lang)}
        rows={[{ term: w.cardTitle, value: w.cardHow }]}
        url={props.address}
      />
    </Page>
  );
}

/** A link at the desk: for whom, about what, to be printed, and revoked when it was lost. */
export function LinkPage(
  props: LinkProps & { readonly keyValue: string; readonly state: FormState | undefined; readonly back: string },
): VNode {
  const { view, link, keyValue } = props;
  const w = linkWords(view);
  const here = `${deskRoot(view)}/verdict-links/${link.id}`;
  const live = link.revokedAt === null;
  return (
    <Page view={view} title={w.title} area="desk" section="intake">
      <RecordHead
        kind={w.kind}
        title={props.about}
        state={link.revokedAt === null ? w.inForce : w.revoked(formatDate(link.revokedAt, view.lang))}
        lede={w.lede}
        next={
          <>
            {live && props.address !== '' && (
              <ActLink href={`${here}?print=1`} kind="main" icon="print">
                {w.print}
              </ActLink>
            )}
            <ActLink href={props.back}>{w.back}</ActLink>
          </>
        }
      />
      <Refused state={props.state} />
      <Pair
        side={
          <Facts
            items={[
              { term: w.for, value: props.name === '' ? w.someone : props.name },
              { term: w.made, value: <Day view={view} date={link.at} full /> },
              ...(live ? [] : [{ term: w.why, value: link.revokedWhy }]),
            ]}
          />
        }
      >
        {live && (
          <Block title={w.address}>
            {props.address === '' ? (
              <p class="muted">{w.elsewhere}</p>
            ) : (
              <p>
                <Name href={props.address}>{props.address}</Name>
              </p>
            )}
            <Act
              {...{ view, keyValue, name: 'revoke', label: w.revoke, kind: 'word' }}
              action={`${here}/revoke`}
              reason={{ label: w.why, required: true }}
            />
          </Block>
        )}
      </Pair>
    </Page>
  );
}

/** Beside writing down what somebody said: a link of their own, and that they were not reached. */
export function AskOtherwise(props: {
  readonly view: View;
  readonly keyValue: string;
  readonly voice: Readonly<Record<string, string>>;
  readonly tries: number;
}): VNode {
  const { view, keyValue, voice } = props;
  const w = linkWords(view);
  const root = deskRoot(view);
  return (
    <>
      <Block title={w.make}>
        <p class="muted">{w.makeWhy}</p>
        <Act
          {...{ view, keyValue, name: 'link', label: w.make, kind: 'line' }}
          action={`${root}/verdict-links`}
          hidden={voice}
        />
      </Block>
      <Block title={w.unreached}>
        <p class="muted">{w.unreachedWhy}</p>
        {props.tries > 0 && <p>{w.tries(props.tries)}</p>}
        <Act
          {...{ view, keyValue, name: 'unreached', label: w.unreached, kind: 'line' }}
          action={`${root}/results/unreached`}
          hidden={voice}
        >
          <Field
            {...{ view, form: 'unreached', name: 'way', type: 'select', label: w.way, required: true }}
            options={(['call', 'visit'] as const).map((value) => ({ value, label: w.ways[value] }))}
          />
        </Act>
      </Block>
    </>
  );
}
