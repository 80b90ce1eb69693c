import type { VNode } from 'preact';
import { ActLink, Field, type FieldOption, Form, type FormState } from '#ui/form';
import { Page } from '#ui/page';
import { Block, Lines, PageHead } from '#ui/record';
import { deskRoot, type View } from '#ui/view';
import { wordsOf } from './pages-parts.tsx';
import type { ResidenceLine } from './queries-residence.ts';

/** Who lives here and how it was found, place by place; the two ways in which the desk notes it. */
export function ResidencePage(props: {
  readonly view: View;
  readonly state: FormState | undefined;
  readonly keyValue: string;
  readonly lines: readonly ResidenceLine[];
  readonly places: readonly FieldOption[];
  readonly people: readonly FieldOption[];
  readonly find: string;
  readonly mayList: boolean;
}): VNode {
  const { view, state, keyValue, lines, people } = props;
  const words = wordsOf(view);
  const w = words.residence;
  const here = `${deskRoot(view)}/residence`;
  const choose = { view, state, form: 'neighbours', type: 'select', options: people, required: true } as const;
  return (
    <Page view={view} title={w.title} area="desk" section="people">
      <PageHead
        title={w.title}
        lede={w.lede}
        acts={props.mayList && <ActLink href={`${here}/lists`}>{words.lists.residents.title}</ActLink>}
      />
      <Lines
        items={lines.map((line) => ({
          key: line.placeId ?? 'none',
          what: line.placeId === null ? w.noPlace : line.placeName,
          note: (['list', 'card', 'neighbours'] as const).map((way) => `${words.ways[way]} ${line[way]}`).join(' · '),
          value: `${line.checked} / ${line.persons}`,
        }))}
      />
      <p class="muted">
        {w.checked} / {w.persons}
      </p>
      <Block title={w.checkTitle}>
        <p class="muted">{w.checkLede}</p>
        <Form {...{ view, state, keyValue, name: 'place', action: `${here}/place`, submit: w.check, quiet: true }}>
          <Field
            {...{ view, state, form: 'place', name: 'place', type: 'select', label: w.place, required: true }}
            options={props.places}
          />
        </Form>
      </Block>
      <Block title={w.neighboursTitle}>
        <p class="muted">{w.neighboursLede}</p>
        <Form view={view} name="find" method="get" action={here} submit={w.findGo} quiet>
          <Field view={view} form="find" name="find" label={w.find} hint={w.findHint} value={props.find} />
        </Form>
        {people.length > 0 && (
          <Form
            {...{ view, state, name: 'neighbours', submit: w.neighbours, quiet: true }}
            keyValue={`${keyValue}-n`}
            action={`${here}/neighbours?find=${encodeURIComponent(props.find)}`}
          >
            <Field {...choose} name="personId" label={w.who} />
            <Field {...choose} name="firstId" label={w.first} />
            <Field {...choose} name="secondId" label={w.second} />
          </Form>
        )}
      </Block>
    </Page>
  );
}
