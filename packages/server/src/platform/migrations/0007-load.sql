-- The load ledger asks for the pages of some people within a span, and for what they acknowledged.
create index page_user on page (user_id, created_at);
create index timeline_acknowledged on timeline (actor, at) where kind = 'group-acknowledged';
