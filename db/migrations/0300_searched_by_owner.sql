-- The functions that look words up in needs, resources, firms and sealed words run with the rights of the tables' owner. But
-- the owner is under row-level security too, and the operator of full text is not leakproof, so that they read the whole
-- table beside its index. As with `search_entry` (0231) the owner, who is never the running role, may read these four past
-- the scope; each function that looks there names the spaces itself and answers with ids and counts alone. Writing stays
-- under the scope. A test asks for the plans as the running role and accepts no reading of the whole table.
do $$
declare t text;
begin
  foreach t in array array['need', 'resource', 'firm_profile', 'sealed_body'] loop
    execute format('create policy owner on %I for select to %I using (true)', t, current_user);
  end loop;
end
$$;
