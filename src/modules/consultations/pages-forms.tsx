import type { VNode } from 'preact';
import { ActLink, Field, Fold, Form, Note } from '#ui/form';
import { Page } from '#ui/page';
import { Empty, PageHead } from '#ui/record';
import { deskRoot } from '#ui/view';
import { originOf, type PageProps, wordsOf } from './pages.tsx';
import { deskHref } from './pages-desk.tsx';
import { owesAnswer } from './rules.ts';
import { type Answer, type Comment, type Consultation, outcomes, type Section, writtenWays } from './schema.ts';

interface Option {
  readonly value: string;
  readonly label: string;
  readonly hint?: string;
}

function Heads(props: PageProps & { readonly form: string; readonly of: Consultation | null; readonly least: number }) {
  const { view, state, form, of, least } = props;
  const w = wordsOf(view).form;
  const kept = { view, state, form, required: true } as const;
  return (
    <>
      <Field {...kept} name="title" label={w.name} value={of?.title} />
      <Field {...kept} name="about" label={w.about} hint={w.aboutHint} type="area" rows={3} value={of?.about} />
      <Field {...kept} name="forWhom" label={w.forWhom} hint={w.forWhomHint} value={of?.forWhom} />
      <Field {...kept} name="closesOn" label={w.closesOn} hint={w.closesHint(least)} type="date" value={of?.closesOn} />
      <Field
        {...{ view, state, form, name: 'paperAt', label: w.paperAt, hint: w.paperHint, optional: true }}
        value={of?.paperAt}
      />
      <Field
        {...{ view, state, form, name: 'anonymous', label: w.anonymous, type: 'check' }}
        value={of?.anonymous === true ? 'yes' : ''}
      />
    </>
  );
}

/** A new consultation as a form; `from` is what it is a draft of. */
export function NewPage(
  props: PageProps & {
    readonly least: number;
    readonly from: { readonly kind: string; readonly about_id: string } | null;
  },
): VNode {
  const { view, state, keyValue, from } = props;
  const w = wordsOf(view).form;
  const subject = Object.entries(wordsOf(view).subjects).find(([kind]) => kind === from?.kind)?.[1];
  return (
    <Page view={view} title={w.title} area="desk" section="decisions">
      <PageHead title={w.title} lede={w.lede} />
      {subject !== undefined && (
        <p class="muted">
          {wordsOf(view).page.from} {subject}
        </p>
      )}
      <Form
        {...{ view, state, keyValue, name: 'consultation', submit: w.save, hidden: from ?? {} }}
        action={`${deskRoot(view)}/consultations/new`}
      >
        <Heads {...props} form="consultation" of={null} />
        <Field
          {...{ view, state, form: 'consultation', name: 'whole', label: w.whole, hint: w.wholeHint }}
          {...{ type: 'area', rows: 14, required: true }}
        />
      </Form>
    </Page>
  );
}

/** What stands beside the draft, as a form. */
export function CorrectPage(props: PageProps & { readonly of: Consultation; readonly least: number }): VNode {
  const { view, state, keyValue, of } = props;
  const w = wordsOf(view).form;
  return (
    <Page view={view} title={w.correctTitle} area="desk" section="decisions">
      <PageHead title={w.correctTitle} lede={w.correctLede} kind={of.title} />
      <Form
        {...{ view, state, keyValue, name: 'correct', submit: w.correct, action: deskHref(view, of.id, '/correct') }}
      >
        <Heads {...props} form="correct" of={of} />
      </Form>
    </Page>
  );
}

/** Fields of one section, by its place on the form. */
function SectionFields(props: PageProps & { readonly at: number; readonly section: Section | null }): VNode {
  const { view, state, at, section } = props;
  const w = wordsOf(view).text;
  const kept = { view, state, form: 'text' } as const;
  return (
    <fieldset class="field">
      <legend>{w.section(at + 1)}</legend>
      {section !== null && <input type="hidden" name={`sections.${at}.key`} value={section.key} />}
      <Field {...kept} name={`sections.${at}.heading`} label={w.heading} value={section?.heading} />
      <Field
        {...kept}
        {...{ name: `sections.${at}.text`, label: w.body, type: 'area', rows: 4, value: section?.text }}
      />
    </fieldset>
  );
}

/** How many empty sections a form offers beside those that are there. */
export const spareSections = 4;

/** The text of a draft, section by section, or pasted whole. */
export function TextPage(
  props: PageProps & { readonly of: Consultation; readonly sections: readonly Section[] },
): VNode {
  const { view, state, keyValue, of, sections } = props;
  const w = wordsOf(view).text;
  const isNew = of.state !== 'draft';
  const title = isNew ? w.newTitle : w.title;
  const spare = Array.from({ length: spareSections }, (_, at) => sections.length + at);
  return (
    <Page view={view} title={title} area="desk" section="decisions">
      <PageHead title={title} kind={of.title} lede={isNew ? w.newLede : w.lede} />
      <Form {...{ view, state, keyValue, name: 'text', submit: w.save, action: deskHref(view, of.id, '/text') }}>
        {sections.map((section, at) => (
          <SectionFields key={section.key} {...props} at={at} section={section} />
        ))}
        <Fold
          title={w.more}
          state={state}
          fields={spare.flatMap((at) => [`sections.${at}.heading`, `sections.${at}.text`])}
          open={sections.length === 0}
        >
          {spare.map((at) => (
            <SectionFields key={`new${at}`} {...props} at={at} section={null} />
          ))}
        </Fold>
        <Fold title={w.pasteTitle} state={state} fields={['whole']}>
          <Field
            {...{ view, state, form: 'text', name: 'whole', label: w.pasteTitle, hint: w.pasteHint }}
            {...{ type: 'area', rows: 12 }}
          />
        </Fold>
      </Form>
    </Page>
  );
}

/** A comment from paper, a meeting or a call, as a form. */
export function WriteDownPage(
  props: PageProps & {
    readonly of: Consultation;
    readonly sections: readonly Section[];
    readonly text: string;
    readonly found: readonly Option[];
    readonly today: string;
  },
): VNode {
  const { view, state, keyValue, of, sections, text, found, today } = props;
  const words = wordsOf(view);
  const w = words.writeDown;
  const kept = { view, state, form: 'write_down' } as const;
  const here = deskHref(view, of.id, '/write-down');
  const asked = ['text', 'source'].some((name) => state?.errors[name] !== undefined);
  return (
    <Page view={view} title={w.title} area="desk" section="decisions">
      <PageHead title={w.title} kind={of.title} lede={w.lede} />
      <Form view={view} name="find" method="get" action={here} submit={w.findButton} quiet>
        <Field {...{ view, form: 'find', name: 'q', type: 'search', label: w.find, value: text }} />
      </Form>
      {text !== '' && found.length === 0 && <Note tone="wait">{w.foundNone(text)}</Note>}
      <Form
        {...{ view, state, keyValue, name: 'write_down', submit: w.save }}
        action={text === '' ? here : `${here}?q=${encodeURIComponent(text)}`}
      >
        {found.length > 0 && (
          <>
            <Field
              {...kept}
              {...{ name: 'personId', label: w.person, type: 'choices', value: '' }}
              options={[{ value: '', label: w.nobody }, ...found]}
            />
            <Field {...kept} name="unnamed" label={w.unnamed} type="check" />
          </>
        )}
        <Field {...kept} name="text" label={w.text} type="area" rows={4} required />
        <Field
          {...kept}
          {...{ name: 'section', label: w.section, type: 'select', optional: true }}
          options={sections.map((one) => ({ value: `${one.key}`, label: one.heading }))}
        />
        <Field
          {...kept}
          {...{ name: 'way', label: w.way, type: 'choices', required: true }}
          options={writtenWays.map((value) => ({ value, label: words.ways[value] }))}
        />
        <Field {...kept} name="source" label={w.source} hint={w.sourceHint} required />
        <Field {...kept} name="saidOn" label={w.saidOn} type="date" value={today} required />
        {asked && <Field {...kept} name="looked" label={w.looked} type="check" />}
      </Form>
    </Page>
  );
}

/** What the form of answers is made from. */
export interface Answering {
  readonly of: Consultation;
  readonly asked: readonly Section[];
  /** The sections of the new text; empty where there is none yet. */
  readonly sections: readonly Section[];
  readonly comments: readonly Comment[];
  readonly answers: ReadonlyMap<string, Answer>;
  readonly names: ReadonlyMap<string, string>;
  /** The section whose comments are shown, and whether those answered are. */
  readonly only: string;
  readonly all: boolean;
}

function Narrow(props: PageProps & { readonly on: Answering }): VNode {
  const { view, on } = props;
  const words = wordsOf(view);
  const w = words.answer;
  const here = deskHref(view, on.of.id, '/answer');
  const at = (only: string, all: boolean) => {
    const query = [only === '' ? '' : `section=${only}`, all ? 'all=1' : ''].filter((part) => part !== '').join('&');
    return query === '' ? here : `${here}?${query}`;
  };
  const parts = [
    ...on.asked.map((one) => ({ key: `${one.key}`, heading: one.heading })),
    { key: 'whole', heading: words.page.whole },
  ];
  return (
    <details class="fold" open={on.only !== ''}>
      <summary>{w.only}</summary>
      <p class="bar">
        <ActLink href={at('', on.all)}>{w.everything}</ActLink>
        {parts.map((one) => (
          <ActLink key={one.key} href={at(one.key, on.all)}>
            {one.heading}
          </ActLink>
        ))}
        <ActLink href={at(on.only, !on.all)}>{on.all ? w.unanswered : w.answeredToo}</ActLink>
      </p>
    </details>
  );
}

function optionOf(props: PageProps, on: Answering, one: Comment): Option {
  const words = wordsOf(props.view);
  const answer = on.answers.get(one.id);
  const heading = on.asked.find((section) => section.key === one.section)?.heading ?? words.page.whole;
  const hint = [
    heading,
    originOf(props.view, one, on.names.get(one.personId ?? '')),
    one.supports === 0 ? '' : words.page.supporters(one.supports),
    answer === undefined ? '' : words.answer.was(words.outcomes[answer.outcome]),
  ];
  return {
    value: one.id,
    label: `${words.page.ordinal(one.ordinal)} · ${one.text}`,
    hint: words.answer.hint(hint),
  };
}

/** Answering one comment or several that say the same. */
export function AnswerPage(props: PageProps & { readonly on: Answering }): VNode {
  const { view, state, keyValue, on } = props;
  const words = wordsOf(view);
  const w = words.answer;
  const kept = { view, state, form: 'answer' } as const;
  const here = deskHref(view, on.of.id, '/answer');
  const shown = on.comments.filter(
    (one) =>
      !one.takenBack &&
      (on.all || (owesAnswer(one) && !on.answers.has(one.id))) &&
      (on.only === '' || (one.section === null ? 'whole' : `${one.section}`) === on.only),
  );
  const query = [on.only === '' ? '' : `section=${on.only}`, on.all ? 'all=1' : ''].filter((part) => part !== '');
  return (
    <Page view={view} title={w.title} area="desk" section="decisions">
      <PageHead
        title={w.title}
        kind={on.of.title}
        lede={w.lede}
        acts={<ActLink href={deskHref(view, on.of.id)}>{words.comments.back}</ActLink>}
      />
      <Narrow {...props} />
      {shown.length === 0 ? (
        <Empty
          title={w.allDone}
          acts={
            <>
              <ActLink href={deskHref(view, on.of.id, '/publish')} kind="line">
                {words.desk.publish}
              </ActLink>
              <ActLink href={`${here}?all=1`}>{w.answeredToo}</ActLink>
            </>
          }
        >
          {w.allDoneWhy}
        </Empty>
      ) : (
        <Form
          {...{ view, state, keyValue, name: 'answer', submit: w.save }}
          action={query.length === 0 ? here : `${here}?${query.join('&')}`}
        >
          <Field
            {...kept}
            {...{ name: 'comments', label: w.choose, type: 'checks', required: true }}
            options={shown.map((one) => optionOf(props, on, one))}
          />
          <Field
            {...kept}
            {...{ name: 'outcome', label: w.outcome, type: 'choices', required: true }}
            options={outcomes.map((value) => ({ value, label: words.outcomes[value] }))}
          />
          <Field {...kept} name="reason" label={w.reason} hint={w.reasonHint} type="area" rows={4} required />
          <Field {...kept} name="gist" label={w.gist} hint={w.gistHint} optional />
          {on.sections.length > 0 && (
            <Field
              {...kept}
              {...{ name: 'section', label: w.section, type: 'select', optional: true }}
              options={on.sections.map((one) => ({ value: `${one.key}`, label: one.heading }))}
            />
          )}
          <Field {...kept} name="page" label={w.page} hint={w.pageHint} optional />
        </Form>
      )}
    </Page>
  );
}

/** Publishing, with what is still owed. */
export function PublishPage(
  props: PageProps & {
    readonly of: Consultation;
    readonly left: number;
    /** Sections that the new text changes; null where there is no new text. */
    readonly changed: number | null;
    readonly again: boolean;
  },
): VNode {
  const { view, state, keyValue, of, left, changed, again } = props;
  const w = wordsOf(view).publish;
  const kept = { view, state, form: 'publish', required: true } as const;
  return (
    <Page view={view} title={w.title} area="desk" section="decisions">
      <PageHead title={w.title} kind={of.title} lede={w.lede} />
      <Note tone={left === 0 ? 'good' : 'wait'}>
        <p>
          {left === 0 ? w.ready : w.left(left)} {left > 0 && <a href={deskHref(view, of.id, '/answer')}>{w.go}</a>}
        </p>
        <p>{changed === null ? w.noNewText : w.newText(changed)}</p>
      </Note>
      <Form {...{ view, state, keyValue, name: 'publish', submit: w.save, action: deskHref(view, of.id, '/publish') }}>
        <Field {...kept} name="summary" label={w.summary} hint={w.summaryHint} type="area" rows={4} />
        {again && <Field {...kept} name="note" label={w.note} />}
      </Form>
    </Page>
  );
}
