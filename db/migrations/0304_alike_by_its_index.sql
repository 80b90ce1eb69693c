-- Where only so many records are wanted, the planner may expect to find them soon by reading a space from its beginning. What is
-- alike is looked up by its tokens, always.
alter function search_alike(uuid, text, text[], integer) set enable_indexscan = off;
