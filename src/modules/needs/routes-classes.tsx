import type { Context, Route } from '#platform/web';
import { get, post } from '#platform/web';
import type { FormState } from '#ui/form';
import { addClass, renameClass, retireClass } from './commands-classes.ts';
import { ClassesPage } from './pages-classes.tsx';
import { permissions } from './permissions.ts';
import { classList } from './queries-classes.ts';
import { classOptions } from './queries-more.ts';

const page = '/desk/:space/needs/classes';

async function showClasses(context: Context, state?: FormState) {
  const { scope, view } = context;
  const classes = await classList(scope, view.lang);
  const open = new Set(classes.filter((one) => !one.retired && one.code.split('.').length < 3).map((one) => one.code));
  const parents = (await classOptions(scope, view.lang)).filter((one) => open.has(one.value));
  return <ClassesPage view={view} keyValue={context.key} state={state} classes={classes} parents={parents} />;
}

function done(word: string) {
  return (context: Context) => `/desk/${context.params['space'] ?? ''}/needs/classes?done=${word}`;
}

/** The tree of classes and what a space adds to it. */
export const classRoutes: Route[] = [
  get(page, { permission: permissions.classes, show: (context) => showClasses(context) }),
  post(`${page}/add`, {
    permission: permissions.classes,
    name: 'add-class',
    command: addClass,
    show: showClasses,
    done: done('class_added'),
  }),
  post(`${page}/rename`, {
    permission: permissions.classes,
    name: 'rename',
    command: renameClass,
    show: showClasses,
    done: done('class_renamed'),
  }),
  post(`${page}/retire`, {
    permission: permissions.classes,
    name: 'retire',
    command: retireClass,
    show: showClasses,
    done: (context, value) => done(value.retired ? 'class_retired' : 'class_back')(context),
  }),
];
