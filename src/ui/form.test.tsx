import { render } from 'preact-render-to-string';
import { describe, expect, it } from 'vitest';
import { ConfirmForm, Field, Form, type FormState } from './form.tsx';
import { sampleView } from './sample.ts';

const view = sampleView();
const state: FormState = {
  form: 'say',
  values: {
    words: '楼道灯不亮 <script>alert(1)</script>',
    amount: '一千二',
    help: ['time', 'goods'],
    secret: 'hunter2',
  },
  errors: { amount: '没看懂这个金额。', '': '还差一点。' },
};

function field(name: string, more: Partial<Parameters<typeof Field>[0]> = {}, kept: FormState | undefined = state) {
  return render(<Field view={view} state={kept} form="say" name={name} label="标题" {...more} />);
}

describe('a form after a refusal', () => {
  const html = render(
    <Form view={view} state={state} name="say" action="/s/liudu/say" submit="交出去" keyValue="k1" />,
  );

  it('sums up what is wrong, leads to the field and says that nothing was lost', () => {
    expect(html).toContain('role="alert"');
    expect(html).toContain('<a href="#say-amount">没看懂这个金额。</a>');
    expect(html).toContain('<li>还差一点。</li>');
    expect(html).toContain('您填的都还在');
  });

  it('carries its name and its idempotency key', () => {
    expect(html).toContain('name="_form" value="say"');
    expect(html).toContain('name="_key" value="k1"');
  });

  it('stays calm when another form of the page was refused', () => {
    const other = render(<Form view={view} state={state} name="give" action="/x" submit="给" />);
    expect(other).not.toContain('role="alert"');
  });
});

describe('a field', () => {
  it('keeps what was typed, whatever it was, and never as markup', () => {
    const html = field('words', { type: 'area' });
    expect(html).toContain('楼道灯不亮 &lt;script>');
    expect(html).not.toContain('<script>');
    expect(field('amount', { type: 'money' })).toContain('value="一千二"');
  });

  it('is wired to its label, its hint and its error', () => {
    const html = field('amount', { type: 'money', hint: '写数字', required: true });
    expect(html).toContain('<label for="say-amount">');
    expect(html).toContain('id="say-amount-hint"');
    expect(html).toContain('id="say-amount-error"');
    expect(html).toContain('aria-describedby="say-amount-hint say-amount-error"');
    expect(html).toContain('aria-invalid="true"');
    expect(html).toMatch(/<input[^>]*id="say-amount"[^>]*required/);
  });

  it('chooses nothing beforehand', () => {
    const options = [
      { value: 'a', label: '一' },
      { value: 'b', label: '二' },
    ];
    for (const type of ['choices', 'checks', 'select'] as const) {
      const html = field('kind', { type, options }, undefined);
      expect(html).not.toMatch(/ checked/);
      expect(html).not.toMatch(/<option[^>]*selected[^>]*value="[ab]"|value="[ab]"[^>]*selected/);
    }
    expect(field('kind', { type: 'select', options }, undefined)).toContain('<option value>请选一项</option>');
  });

  it('keeps several ticks', () => {
    const html = field('help', {
      type: 'checks',
      options: ['time', 'money', 'goods'].map((value) => ({ value, label: value })),
    });
    expect(html.match(/ checked/g)).toHaveLength(2);
    expect(html).toMatch(/<fieldset[^>]*><legend>标题<\/legend>/);
  });

  it('never sends a password back', () => {
    expect(field('secret', { type: 'password' })).not.toContain('hunter2');
  });

  it('says in its own language what may stay empty', () => {
    expect(field('note', { optional: true })).toContain('可不填');
    expect(render(<Field view={sampleView('en')} form="f" name="n" label="L" optional />)).toContain('optional');
  });
});

describe('a one-button form', () => {
  it('posts by itself', () => {
    const html = render(<ConfirmForm view={view} action="/take" label="认领" keyValue="k2" hidden={{ id: '7' }} />);
    expect(html).toMatch(/^<form class="confirm" method="post" action="\/take">/);
    expect(html).toContain('name="_key" value="k2"');
    expect(html).toContain('name="id" value="7"');
  });

  it('opens a sheet without script where a reason is asked', () => {
    const html = render(<ConfirmForm view={view} action="/back" label="退回" reason={{ required: true }} />);
    expect(html).toMatch(/^<details/);
    expect(html).toMatch(/<textarea[^>]*name="reason"[^>]*required/);
  });
});
