import type { ComponentChildren, VNode } from 'preact';
import { pick } from '#kernel/words';
import { ActLink, Field, Form, type FormState, Note } from '#ui/form';
import { Icon, type IconName } from '#ui/icon';
import { Page } from '#ui/page';
import { PageHead } from '#ui/record';
import { Steps } from '#ui/say';
import type { View } from '#ui/view';
import { onFromHere } from './commands-sign-in.ts';
import { en } from './en.ts';
import { zh } from './zh.ts';

function wordsOf(view: View) {
  return pick(view.lang, { zh, en }).enter;
}

/** An address with the page to come back to. */
function withBack(path: string, back: string): string {
  return back === onFromHere ? path : `${path}${path.includes('?') ? '&' : '?'}back=${encodeURIComponent(back)}`;
}

interface Way {
  readonly href: string;
  readonly icon: IconName;
  readonly name: string;
  readonly hint: string;
}

/** The ways in, one below the other, each with a sentence on whom it suits. */
export function ChooseWay(props: { readonly view: View; readonly back: string }): VNode {
  const { view, back } = props;
  const w = wordsOf(view);
  const ways: readonly Way[] = [
    { href: '/sign-in/code', icon: 'phone', name: w.byCode, hint: w.byCodeHint },
    { href: '/sign-in/password', icon: 'key', name: w.byPassword, hint: w.byPasswordHint },
    { href: '/sign-in/card', icon: 'paper', name: w.byCard, hint: w.byCardHint },
  ];
  return (
    <Page view={view} title={w.title} area="plain">
      <PageHead title={w.question} />
      <ul class="lines">
        {ways.map((way) => (
          <li key={way.href}>
            <span>
              <a class="act act-word" href={withBack(way.href, back)}>
                <Icon name={way.icon} />
                <span>{way.name}</span>
              </a>
              <small>{way.hint}</small>
            </span>
          </li>
        ))}
      </ul>
      <Note>{w.noWay}</Note>
    </Page>
  );
}

function Step(props: {
  readonly view: View;
  readonly n: number;
  readonly of: number;
  readonly back: string;
  readonly children: ComponentChildren;
}): VNode {
  const w = wordsOf(props.view);
  return (
    <Page view={props.view} title={w.title} area="plain">
      <Steps view={props.view} n={props.n} of={props.of} back={props.back}>
        {props.children}
      </Steps>
    </Page>
  );
}

interface Asked {
  readonly view: View;
  readonly state: FormState | undefined;
  readonly back: string;
}

/** First question of the code: the number. */
export function AskNumber(props: Asked): VNode {
  const { view, state, back } = props;
  const w = wordsOf(view);
  return (
    <Step view={view} n={1} of={2} back={withBack('/sign-in', back)}>
      <Form view={view} state={state} name="ask-code" action="/sign-in/code" submit={w.send} hidden={{ back }} fill>
        <Field
          view={view}
          state={state}
          form="ask-code"
          name="phone"
          type="tel"
          label={w.phone}
          hint={w.phoneHint}
          question
          required
        />
      </Form>
    </Step>
  );
}

/** Second question: the digits from the message. */
export function AskDigits(props: Asked & { readonly ticket: string }): VNode {
  const { view, state, back, ticket } = props;
  const w = wordsOf(view);
  return (
    <Step view={view} n={2} of={2} back={withBack('/sign-in/code', back)}>
      <p role="status">{w.sent}</p>
      <Form
        view={view}
        state={state}
        name="use-code"
        action="/sign-in/code/enter"
        submit={w.go}
        hidden={{ back, ticket }}
        fill
      >
        <Field
          view={view}
          state={state}
          form="use-code"
          name="code"
          type="code"
          label={w.code}
          hint={w.codeHint}
          question
          required
        />
      </Form>
    </Step>
  );
}

/** User name and password on one page: a password manager fills both. */
export function AskPassword(props: Asked): VNode {
  const { view, state, back } = props;
  const w = wordsOf(view);
  return (
    <Step view={view} n={1} of={1} back={withBack('/sign-in', back)}>
      <Form
        view={view}
        state={state}
        name="use-password"
        action="/sign-in/password"
        submit={w.go}
        hidden={{ back }}
        fill
      >
        <Field
          view={view}
          state={state}
          form="use-password"
          name="username"
          label={w.username}
          autocomplete="username"
          question
          required
        />
        <Field
          view={view}
          state={state}
          form="use-password"
          name="password"
          type="password"
          label={w.password}
          autocomplete="current-password"
          required
        />
      </Form>
    </Step>
  );
}

/** The code of a card, typed or already read from its QR. A link alone never signs in: it takes a tap. */
export function AskCard(props: Asked & { readonly code: string }): VNode {
  const { view, state, back, code } = props;
  const w = wordsOf(view);
  const read = code !== '' && state === undefined;
  return (
    <Step view={view} n={1} of={1} back={withBack('/sign-in', back)}>
      <Form
        view={view}
        state={state}
        name="use-card"
        action="/sign-in/card"
        submit={w.go}
        hidden={read ? { back, code } : { back }}
        fill
      >
        {read ? (
          <p class="question">{w.cardReady}</p>
        ) : (
          <Field
            view={view}
            state={state}
            form="use-card"
            name="code"
            label={w.card}
            hint={w.cardHint}
            autocomplete="off"
            question
            required
          />
        )}
      </Form>
    </Step>
  );
}

/** The second factor. Whoever is already in may go on without it and leave money alone. */
export function AskSecond(props: Asked & { readonly inside: boolean }): VNode {
  const { view, state, back, inside } = props;
  const w = wordsOf(view);
  const aside = inside ? <ActLink href={back}>{w.later}</ActLink> : undefined;
  return (
    <Step view={view} n={2} of={2} back={withBack('/sign-in', back)}>
      <Form
        view={view}
        state={state}
        name="use-second"
        action="/sign-in/second"
        submit={w.check}
        hidden={{ back }}
        aside={aside}
        fill
      >
        <Field
          view={view}
          state={state}
          form="use-second"
          name="code"
          label={w.second}
          hint={`${w.secondWhy} ${w.secondHint}`}
          autocomplete="one-time-code"
          question
          required
        />
      </Form>
    </Step>
  );
}

/** Asks once more before signing out; also where a link to it leads. */
export function AskLeave(props: { readonly view: View }): VNode {
  const { view } = props;
  const w = wordsOf(view);
  return (
    <Page view={view} title={w.out} area="plain">
      <PageHead title={w.outQuestion} lede={w.outHint} />
      <Form view={view} name="sign-out" action="/sign-out" submit={w.out} />
    </Page>
  );
}
