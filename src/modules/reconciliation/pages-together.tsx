import type { VNode } from 'preact';
import { Field, type FieldOption, type FormState, Name } from '#ui/form';
import { Money } from '#ui/money';
import { Block, Lines } from '#ui/record';
import { Act } from '#ui/refusal';
import { deskRoot, type View } from '#ui/view';
import { type FormView, wordsOf } from './pages-parts.tsx';
import type { Copy, Shared } from './queries-together.ts';
import type { Owner } from './rules-together.ts';
import type { StatementFile } from './schema.ts';

/** Ticks for the other spaces of the reader in which the same account is registered. */
export function AlsoField(props: {
  readonly view: View;
  readonly state: FormState | undefined;
  readonly shared: readonly Shared[];
}): VNode | null {
  const { view, state, shared } = props;
  const w = wordsOf(view.lang).together;
  const options: FieldOption[] = [];
  for (const { home, here, there } of shared)
    if (!options.some((one) => one.value === home.slug))
      options.push({
        value: home.slug,
        label: w.also(home.name),
        hint: w.alsoHint(here.title, there.title, here.numberTail),
      });
  if (options.length === 0) return null;
  return <Field {...{ view, state, form: 'bring', name: 'also', type: 'checks', label: w.alsoTitle, options }} />;
}

/** What is shown of a statement that several spaces of the reader hold. */
export interface Together {
  readonly copies: readonly Copy[];
  readonly owners: readonly Owner[];
  readonly mayLeave: boolean;
}

function ownerLine(props: FormView & Together, owner: Owner) {
  const { view, copies } = props;
  const w = wordsOf(view.lang).together;
  const copy = copies.find((one) => one.home.slug === owner.key);
  const notes = [w.lines(owner.sure, owner.likely), ...(owner.twice === 0 ? [] : [w.twice(owner.twice)])];
  const name = owner.key === null ? w.nobody : owner.key === '' ? (view.space?.name ?? '') : (copy?.home.name ?? '');
  return {
    key: owner.key ?? '-',
    what: copy === undefined ? name : <Name href={`/desk/${copy.home.slug}/statements/${copy.file.id}`}>{name}</Name>,
    note: owner.key === null ? w.nobodyLines(owner.likely) : notes.join(' · '),
    value: <Money fen={owner.sum} sign />,
  };
}

/** Whose the money of a shared statement is: each space's count and sum, every line once, and what nobody found. */
export function TogetherBlock(props: FormView & Together & { readonly file: StatementFile }): VNode | null {
  const { view, file, copies, owners } = props;
  const w = wordsOf(view.lang).together;
  if (copies.length === 0) return null;
  if (file.state !== 'landed')
    return (
      <Block title={w.title}>
        <p>{w.waiting(copies.map((one) => one.home.name))}</p>
      </Block>
    );
  const leave = owners.reduce((sum, owner) => sum + owner.leave.length, 0);
  return (
    <Block title={w.title} id="together">
      <p>{w.how}</p>
      <Lines items={owners.map((owner) => ownerLine(props, owner))} />
      {copies
        .filter((one) => one.file.state !== 'landed')
        .map((one) => (
          <p key={one.home.slug} class="muted">
            {w.notLanded(one.home.name)}
          </p>
        ))}
      {props.mayLeave && leave > 0 && (
        <Act
          {...{ view, name: 'leave', label: w.leave(leave), kind: 'line', keyValue: `${props.keyValue}-l` }}
          action={`${deskRoot(view)}/statements/${file.id}/others`}
        />
      )}
    </Block>
  );
}
