import type { Check } from '#platform/check';

/** What is found must be what is there. */
export const checks: readonly Check[] = [
  {
    name: 'search.entries_are_records',
    sql: `with here as (select $1::uuid as space_id),
      source as (select x.* from search_source x, here where x.space_id = here.space_id),
      entry as (select e.* from search_entry e, here where e.space_id = here.space_id)
      select coalesce(e.kind, x.kind) || ' ' || coalesce(e.id, x.id) as offender
      from source x full join entry e on e.kind = x.kind and e.id = x.id
      where e.id is null or x.id is null
        or (e.of_id, e.page_id, e.number, e.title, e.body, e.inside, e.class_code, e.place_id, e.phase, e.state, e.audience, e.day, e.amount)
           is distinct from (x.of_id, x.page_id, x.number, x.title, x.body, x.inside, x.class_code, x.place_id, x.phase, x.state, x.audience, x.day, x.amount)
      order by 1`,
  },
  {
    name: 'search.entries_in_plain_writing',
    sql: `select e.kind || ' ' || e.id as offender from search_entry e where e.space_id = $1
      and (e.plain_title <> search_plain(e.title) or e.plain_body <> search_plain(concat_ws(' ', e.number, e.body))
        or e.plain_inside <> search_plain(e.inside) or e.sounds <> search_sounds(e.plain_title)) order by 1`,
  },
];
