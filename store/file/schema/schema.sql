-- schema.sql: the desk's file, version 3.
--
-- Three kinds of tables:
--   append-only   revision review release correction erasure audit ...: triggers refuse UPDATE, DELETE and an
--                 INSERT that is not the next row (REPLACE slips past the first two);
--   register      item officer seat ...: changed only inside an operation, which writes an audit row holding the
--                 digest of every row it touched, so that a change by another tool is found by `zwgk check`;
--   caches        stat, item.due, the full-text index: recounted by `zwgk check`, never trusted.
-- Texts, attachments and salts stand in content, the only table from which erasure removes.
-- Days are counts since 1970-01-01 in Asia/Shanghai, instants UTC seconds. Codes are the enums of store/record/*.h.
-- A column marked [cache] is left out of the row's digest.  ver counts the changes of a register row: whoever saves says
-- which he read (store/record/row_ver.h); NULL stands for 1.

-- ---------------------------------------------------------------- the desk itself
CREATE TABLE setting(              -- bureau, mode, desk_id, limits and habits; rows of store/record/setting.def
  id     INTEGER PRIMARY KEY,
  key    TEXT NOT NULL UNIQUE,
  value  TEXT NOT NULL,
  ver    INTEGER
);
CREATE TABLE series(               -- number series: drawn inside the transaction that uses the number, never reused
  id     INTEGER PRIMARY KEY,
  name   TEXT NOT NULL UNIQUE,     -- 'item 2026'
  next   INTEGER NOT NULL CHECK(next > 0)
);
CREATE TABLE calendar_year(        -- a year loaded from a file, above the built-in ones
  id      INTEGER PRIMARY KEY,     -- the year
  source  TEXT NOT NULL,
  at      INTEGER NOT NULL
);
CREATE TABLE calendar_day(
  id      INTEGER PRIMARY KEY,     -- the day
  kind    INTEGER NOT NULL,        -- enum day_kind of store/rule/calendar/calendar.h
  name    TEXT NOT NULL
);

-- ---------------------------------------------------------------- people
CREATE TABLE office(
  id      INTEGER PRIMARY KEY,
  name    TEXT NOT NULL UNIQUE,    -- 办公室, 资源保护股
  kind    INTEGER NOT NULL,        -- enum office_kind: 股室 办公室 事业单位 乡镇
  active  INTEGER NOT NULL DEFAULT 1,
  sort    INTEGER NOT NULL DEFAULT 0,
  ver     INTEGER NOT NULL DEFAULT 1
);
CREATE TABLE officer(
  id       INTEGER PRIMARY KEY,
  login    TEXT NOT NULL UNIQUE,
  name     TEXT NOT NULL,
  office   INTEGER NOT NULL REFERENCES office(id),
  post     TEXT NOT NULL DEFAULT '',       -- 职务
  roles    INTEGER NOT NULL,               -- bit set of enum role of store/rule/permit/permit.h
  os_user  TEXT,                           -- operating-system user tied to this officer
  pass     TEXT,                           -- crypt(3) yescrypt hash, NULL: must be set by the administrator
  fresh    INTEGER NOT NULL DEFAULT 0,     -- 1: the passphrase was set by somebody else and must be changed
  active   INTEGER NOT NULL DEFAULT 1,
  left_on  INTEGER,                        -- day
  ver      INTEGER NOT NULL DEFAULT 1
);
CREATE UNIQUE INDEX officer_os ON officer(os_user) WHERE os_user IS NOT NULL AND active = 1;
CREATE TABLE seat(                         -- who may sit in a tier; never deleted, ended by to_day
  id        INTEGER PRIMARY KEY,
  officer   INTEGER NOT NULL REFERENCES officer(id),
  tier      INTEGER NOT NULL CHECK(tier BETWEEN 1 AND 3),
  office    INTEGER REFERENCES office(id), -- items of this office only; NULL: of every office
  class     INTEGER NOT NULL DEFAULT 0,    -- enum item_class; 0: both
  from_at   INTEGER NOT NULL,              -- instant
  to_at     INTEGER                        -- instant, NULL: still
);
CREATE INDEX seat_officer ON seat(officer);
CREATE TABLE delegation(                   -- a principal's seats lent to a delegate; dates never backdated
  id          INTEGER PRIMARY KEY,
  principal   INTEGER NOT NULL REFERENCES officer(id),
  delegate    INTEGER NOT NULL REFERENCES officer(id),
  from_day    INTEGER NOT NULL,
  to_day      INTEGER NOT NULL,
  reason      TEXT NOT NULL,
  entered_by  INTEGER NOT NULL REFERENCES officer(id),
  entered_at  INTEGER NOT NULL,
  revoked_at  INTEGER,
  CHECK(principal <> delegate AND from_day <= to_day)
);

CREATE TABLE duty(                         -- 值班表; a day once entered is never deleted
  id       INTEGER PRIMARY KEY,            -- the day
  officer  INTEGER REFERENCES officer(id), -- 值班员; NULL: nobody any more
  leader   INTEGER REFERENCES officer(id), -- 带班领导
  ver      INTEGER NOT NULL DEFAULT 1
);

-- ---------------------------------------------------------------- what items are sorted by
CREATE TABLE category(                     -- 信息分类
  id     INTEGER PRIMARY KEY,
  name   TEXT NOT NULL UNIQUE,
  origin INTEGER NOT NULL DEFAULT 0,       -- 1: 迁入, made by an import; 2: by one that was undone
  active INTEGER NOT NULL DEFAULT 1,
  sort   INTEGER NOT NULL DEFAULT 0,
  ver    INTEGER
);
CREATE TABLE channel(                      -- 公开渠道
  id     INTEGER PRIMARY KEY,
  name   TEXT NOT NULL UNIQUE,
  origin INTEGER NOT NULL DEFAULT 0,
  active INTEGER NOT NULL DEFAULT 1,
  sort   INTEGER NOT NULL DEFAULT 0,
  ver    INTEGER
);
CREATE TABLE catalog(                      -- 栏目
  id     INTEGER PRIMARY KEY,
  name   TEXT NOT NULL UNIQUE,
  parent INTEGER REFERENCES catalog(id),
  office INTEGER REFERENCES office(id),    -- responsible
  fresh_days INTEGER NOT NULL DEFAULT 0,   -- 14, 183, 365; 0: no limit (国办秘函〔2019〕19号)
  min_items  INTEGER NOT NULL DEFAULT 0,
  origin INTEGER NOT NULL DEFAULT 0,
  active INTEGER NOT NULL DEFAULT 1,
  sort   INTEGER NOT NULL DEFAULT 0,
  ver    INTEGER
);
CREATE TABLE phrase(                       -- 常用意见语
  id      INTEGER PRIMARY KEY,
  officer INTEGER REFERENCES officer(id),  -- NULL: everybody's
  tier    INTEGER NOT NULL,                -- 0: any
  verdict INTEGER NOT NULL,                -- enum phrase_for of record/register.h
  text    TEXT NOT NULL,
  sort    INTEGER NOT NULL DEFAULT 0,
  ver     INTEGER
);
CREATE TABLE checklist(                    -- what a tier must have looked at
  id      INTEGER PRIMARY KEY,
  tier    INTEGER NOT NULL,
  text    TEXT NOT NULL,
  active  INTEGER NOT NULL DEFAULT 1,
  sort    INTEGER NOT NULL DEFAULT 0,
  ver     INTEGER
);

-- ---------------------------------------------------------------- erasable text
CREATE TABLE content(
  id    INTEGER PRIMARY KEY AUTOINCREMENT,
  salt  BLOB NOT NULL,                     -- 16 random bytes
  data  BLOB NOT NULL                      -- digest = SHA-256(salt, data) stands in the row that refers to it
);

-- ---------------------------------------------------------------- items
CREATE TABLE item(
  id         INTEGER PRIMARY KEY,          -- grows with creation: lists and search go by it
  number     TEXT NOT NULL UNIQUE,         -- 2026-0142
  title      TEXT NOT NULL,                -- of the current revision; 〔已清除〕 after an erasure
  state      INTEGER NOT NULL,             -- enum item_state
  errata     INTEGER NOT NULL DEFAULT 0,   -- 1: the current revision is a 勘误 of a published one
  class      INTEGER NOT NULL,             -- enum item_class
  attribute  INTEGER NOT NULL,             -- enum attribute, of the current revision
  office     INTEGER NOT NULL REFERENCES office(id),
  catalog    INTEGER REFERENCES catalog(id),
  category   INTEGER REFERENCES category(id),
  keywords   TEXT NOT NULL DEFAULT '',
  channels   TEXT NOT NULL DEFAULT ',',    -- planned channels: ',1,3,'
  drafter    INTEGER NOT NULL REFERENCES officer(id),  -- 拟稿人 of the current revision
  recorder   INTEGER NOT NULL REFERENCES officer(id),  -- 录入人 of the current revision
  revision   INTEGER NOT NULL,             -- id of the current revision row
  rev_n      INTEGER NOT NULL,             -- its 稿次
  live       INTEGER,                      -- id of the published (or migrated) revision
  formed_on  INTEGER,                      -- day of 成文 or 变更: art. 26 runs from it
  due        INTEGER,                      -- [cache] last of the 20 working days
  due_sort   INTEGER NOT NULL,             -- [cache] due, or the Monday-to-Friday estimate, or far away when the clock does not run
  online_at  INTEGER,                      -- instant of the first 已上线: stops the clock
  returned   INTEGER NOT NULL DEFAULT 0,   -- reason code of the last return while it is open
  submitted_at INTEGER,                    -- instant of the last submission or tier change: how long it waits
  supersedes INTEGER REFERENCES item(id),
  superseded_by INTEGER REFERENCES item(id),
  origin     INTEGER NOT NULL DEFAULT 0,   -- enum origin: 0 own, 1 迁入
  batch      INTEGER REFERENCES batch(id), -- of the import
  erased     INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  ver        INTEGER NOT NULL DEFAULT 1,
  channels_left INTEGER                    -- [cache] of 已发布: planned channels on which it is not online yet; NULL: none
);
-- Lists are read in pages by one of these, so each ends with what it sorts by and carries what lists filter by
-- (store/view/item/plan.c names them).
CREATE INDEX item_channels_left ON item(due_sort, id) WHERE channels_left > 0;
CREATE INDEX item_errata      ON item(category) WHERE errata = 1;
CREATE INDEX item_due         ON item(due_sort, id);
CREATE INDEX item_updated     ON item(updated_at, id);
CREATE INDEX item_submitted   ON item(submitted_at, id);
CREATE INDEX item_state_due   ON item(state, due_sort, id, due, office, category, catalog, attribute, class);
CREATE INDEX item_state_id    ON item(state, id, office, category, catalog, attribute);
CREATE INDEX item_state_updated   ON item(state, updated_at, id);
CREATE INDEX item_state_submitted ON item(state, submitted_at, id, office, class);
CREATE INDEX item_office      ON item(office, state, due_sort, id, due, category, catalog, attribute);
CREATE INDEX item_category    ON item(category, state, due_sort, id, due, office, catalog, attribute);
CREATE INDEX item_catalog     ON item(catalog, state, due_sort, id, due, office, category, attribute);
CREATE INDEX item_drafter     ON item(drafter, state, due_sort, id, due);
CREATE INDEX item_recorder    ON item(recorder, state, due_sort, id, due, drafter);
CREATE INDEX item_formed      ON item(formed_on, id) WHERE formed_on IS NOT NULL;
CREATE INDEX item_online      ON item(online_at, id, origin) WHERE online_at IS NOT NULL;
CREATE INDEX item_batch       ON item(batch) WHERE batch IS NOT NULL;
CREATE INDEX item_known      ON item(online_at, title) WHERE origin = 1; -- an import asks for each row whether it is here already
CREATE INDEX item_supersedes  ON item(supersedes) WHERE supersedes IS NOT NULL;

CREATE TABLE revision(                     -- append-only: what signatures are bound to
  id         INTEGER PRIMARY KEY,
  item       INTEGER NOT NULL REFERENCES item(id) DEFERRABLE INITIALLY DEFERRED,
  n          INTEGER NOT NULL,             -- 稿次, 1..
  hash       BLOB NOT NULL,                -- over every column a signature is bound to and the attachments' digests
  title_c    INTEGER NOT NULL,             -- content id
  title_d    BLOB NOT NULL,                -- digest
  body_c     INTEGER NOT NULL,
  body_d     BLOB NOT NULL,
  docno_c    INTEGER,                      -- 文号
  docno_d    BLOB,
  formed_on  INTEGER,
  attribute  INTEGER NOT NULL,             -- enum attribute
  reason     INTEGER NOT NULL DEFAULT 0,   -- enum withhold_reason, unless 主动公开
  reason_c   INTEGER,                      -- its text
  reason_d   BLOB,
  article    TEXT NOT NULL DEFAULT '',     -- '1': written in version 1, its hash is over the words of 依据 themselves; else ''
  validity   INTEGER NOT NULL DEFAULT 0,   -- enum validity
  valid_from INTEGER,
  valid_to   INTEGER,
  kind       INTEGER NOT NULL,             -- enum revision_kind
  drafter    INTEGER NOT NULL REFERENCES officer(id),
  recorder   INTEGER NOT NULL REFERENCES officer(id),
  at         INTEGER NOT NULL,
  article_c  INTEGER,                      -- 依据
  article_d  BLOB,
  UNIQUE(item, n)
);
CREATE TABLE attachment(                   -- append-only; a revision's own list, content shared between revisions
  id        INTEGER PRIMARY KEY,
  revision  INTEGER NOT NULL REFERENCES revision(id) DEFERRABLE INITIALLY DEFERRED,
  n         INTEGER NOT NULL,
  name_c    INTEGER NOT NULL,              -- content id of the file name
  name_d    BLOB NOT NULL,
  data_c    INTEGER NOT NULL,
  data_d    BLOB NOT NULL,
  bytes     INTEGER NOT NULL
);
CREATE INDEX attachment_revision ON attachment(revision);

CREATE TABLE review(                       -- append-only: every step of the way through the tiers
  id         INTEGER PRIMARY KEY,
  item       INTEGER NOT NULL REFERENCES item(id),
  revision   INTEGER NOT NULL REFERENCES revision(id),
  hash       BLOB NOT NULL,                -- the revision's hash as the officer saw it
  act        INTEGER NOT NULL,             -- enum review_act
  tier       INTEGER NOT NULL,             -- 0 author, 1..3
  state      INTEGER NOT NULL,             -- enum item_state the item entered by this act
  back_to    INTEGER NOT NULL DEFAULT 0,   -- return: 0 author, 1..2 an earlier tier
  reason     INTEGER NOT NULL DEFAULT 0,   -- reason code of domain 5.5
  opinion_c  INTEGER,
  opinion_d  BLOB,
  ticks      TEXT NOT NULL DEFAULT '',     -- ids of the checklist rows ticked
  officer    INTEGER NOT NULL REFERENCES officer(id),
  principal  INTEGER REFERENCES officer(id),     -- acted for him under
  delegation INTEGER REFERENCES delegation(id),
  seat       INTEGER REFERENCES seat(id),
  paper      INTEGER NOT NULL DEFAULT 0,   -- 1: 纸签
  refers     INTEGER REFERENCES review(id),-- the row withdrawn or confirmed
  step       INTEGER NOT NULL,             -- the item's ver after the act: one order over review and release
  at         INTEGER NOT NULL
);
CREATE INDEX review_item ON review(item, id, act, tier, officer, principal);
CREATE INDEX review_officer ON review(officer, act, id, item);
CREATE INDEX review_act ON review(act, at, tier, item, reason);  -- returned, signed in a time

CREATE TABLE release(                      -- append-only: what happened on the channels
  id        INTEGER PRIMARY KEY,
  item      INTEGER NOT NULL REFERENCES item(id),
  revision  INTEGER NOT NULL REFERENCES revision(id),
  hash      BLOB NOT NULL,
  channel   INTEGER REFERENCES channel(id),-- NULL: all channels (下线, 替代)
  act       INTEGER NOT NULL,              -- enum release_act
  url       TEXT NOT NULL DEFAULT '',      -- always '': the address stood here in version 1
  reason_c  INTEGER,
  reason_d  BLOB,
  happened_at INTEGER NOT NULL,            -- on the platform
  officer   INTEGER NOT NULL REFERENCES officer(id),
  refers    INTEGER REFERENCES release(id),-- the 紧急下线 confirmed or undone
  step      INTEGER NOT NULL,              -- as in review
  at        INTEGER NOT NULL,
  url_c     INTEGER,                       -- where it can be read
  url_d     BLOB
);
CREATE INDEX release_item ON release(item, id);

CREATE TABLE correction(                   -- append-only: 更正登记 of register fields
  id       INTEGER PRIMARY KEY,
  item     INTEGER NOT NULL REFERENCES item(id),
  field    TEXT NOT NULL,
  old      TEXT NOT NULL,                  -- id, or ids with commas; '' for words
  new      TEXT NOT NULL,
  words_c  INTEGER,                        -- of 关键词: the old ones, a line end, the new ones
  words_d  BLOB,
  reason_c INTEGER NOT NULL,
  reason_d BLOB NOT NULL,
  officer  INTEGER NOT NULL REFERENCES officer(id),
  step     INTEGER NOT NULL,               -- as in review
  at       INTEGER NOT NULL
);
CREATE INDEX correction_item ON correction(item, id);

-- ---------------------------------------------------------------- erasure: two people
CREATE TABLE erasure(                      -- append-only: asked for
  id       INTEGER PRIMARY KEY,
  item     INTEGER REFERENCES item(id),    -- of an item, or
  ticket   INTEGER REFERENCES ticket(id),  -- of a ticket
  kind     INTEGER NOT NULL,               -- 1 涉密误录, 2 个人信息
  reason   TEXT NOT NULL,
  officer  INTEGER NOT NULL REFERENCES officer(id),
  at       INTEGER NOT NULL,
  request  INTEGER REFERENCES request(id)  -- of a 公开申请
);
CREATE TABLE erasure_done(                 -- append-only: confirmed by another, and carried out
  id       INTEGER PRIMARY KEY REFERENCES erasure(id),
  officer  INTEGER NOT NULL REFERENCES officer(id),
  refused  INTEGER NOT NULL DEFAULT 0,     -- 1: the second person said no
  at       INTEGER NOT NULL
);
CREATE TABLE erasure_content(              -- append-only: only what stands here may leave content
  id       INTEGER PRIMARY KEY,
  erasure  INTEGER NOT NULL REFERENCES erasure_done(id),
  content  INTEGER NOT NULL UNIQUE
);
CREATE INDEX erasure_ticket ON erasure(ticket) WHERE ticket IS NOT NULL;

-- ---------------------------------------------------------------- imports
CREATE TABLE batch(
  id       INTEGER PRIMARY KEY,
  kind     TEXT NOT NULL,                  -- items, officers ...
  name     TEXT NOT NULL,                  -- file name, without folder
  digest   BLOB NOT NULL,                  -- SHA-256 of the file
  rows     INTEGER NOT NULL DEFAULT 0,
  officer  INTEGER NOT NULL REFERENCES officer(id),
  at       INTEGER NOT NULL,
  undone_at INTEGER
);

-- ---------------------------------------------------------------- 12345 热线工单
CREATE TABLE ticket_limit(                 -- 时限: kind × urgency (domain 4.3); one row for each pair
  id       INTEGER PRIMARY KEY,
  kind     INTEGER NOT NULL,               -- enum ticket_kind
  urgency  INTEGER NOT NULL,               -- enum ticket_urgency
  sign_n   INTEGER NOT NULL,  sign_unit   INTEGER NOT NULL,  -- 签收; unit: enum limit_unit, working days or hours
  inner_n  INTEGER NOT NULL,  inner_unit  INTEGER NOT NULL,  -- our own limit for the answer, not later than the platform's
  outer_n  INTEGER NOT NULL,  outer_unit  INTEGER NOT NULL,  -- 办理, where the platform's export gives no 办结期限
  return_n INTEGER NOT NULL,  return_unit INTEGER NOT NULL,  -- 退单 may be asked for so long after 交办
  extend_n INTEGER NOT NULL,               -- working days an extension may have at most
  ver      INTEGER NOT NULL DEFAULT 1,
  UNIQUE(kind, urgency)
);
CREATE TABLE ticket(
  id         INTEGER PRIMARY KEY,          -- grows with arrival
  platform   TEXT NOT NULL DEFAULT '12345',
  number     TEXT NOT NULL,                -- the platform's, opaque; 自编 numbers are drawn from series 'ticket 2026'
  title      TEXT NOT NULL,                -- masked (design 4.12)
  state      INTEGER NOT NULL,             -- enum ticket_state
  round      INTEGER NOT NULL DEFAULT 1,   -- 重办 begins a new one
  kind       INTEGER NOT NULL,
  urgency    INTEGER NOT NULL,
  topic      TEXT NOT NULL DEFAULT '',     -- 事项名称
  source     TEXT NOT NULL DEFAULT '',     -- 诉求渠道
  place      TEXT NOT NULL DEFAULT '',     -- 乡镇街道 only: the whole address stands in person
  office     INTEGER REFERENCES office(id),-- 主办; NULL: 未分派
  handler    INTEGER REFERENCES officer(id), -- who claimed it
  lease_until INTEGER,                     -- instant at which the claim expires; every act of the handler moves it
  master     INTEGER REFERENCES ticket(id),-- 并单: into this one
  route      INTEGER NOT NULL DEFAULT 0,   -- enum ticket_route
  supervised INTEGER NOT NULL DEFAULT 0,   -- 督办 open: ticket_act id
  extending  INTEGER NOT NULL DEFAULT 0,   -- 延期 asked and not decided: ticket_act id
  extended   INTEGER NOT NULL DEFAULT 0,   -- working days granted in this round
  excluded   INTEGER NOT NULL DEFAULT 0,   -- 不纳入考核
  answer     INTEGER,                      -- current ticket_answer of this round
  dispatched_at INTEGER NOT NULL,          -- 交办: the clocks of the first round run from it
  round_at   INTEGER NOT NULL,             -- of this round: clocks run from it
  platform_due INTEGER,                    -- instant, as the platform says (this round)
  extend_base INTEGER,                     -- platform_due when the extension was granted: a later one has it in it
  filled_at  INTEGER,                      -- 已回填, this round
  first_filled_at INTEGER,                 -- of the first round
  signed_at  INTEGER, closed_at INTEGER, visited_at INTEGER, -- facts of the platform
  solved     INTEGER NOT NULL DEFAULT 0,   -- enum ticket_answered, as the visit found
  pleased    INTEGER NOT NULL DEFAULT 0,   -- enum ticket_pleased
  pleased_manner INTEGER NOT NULL DEFAULT 0,
  redos      INTEGER NOT NULL DEFAULT 0,
  platform_state TEXT NOT NULL DEFAULT '',
  by_import  INTEGER NOT NULL DEFAULT 0,   -- bits 1<<enum ticket_fact: came from an export, never overwritten by hand
  light      INTEGER NOT NULL DEFAULT 0,   -- enum light, frozen at closing; 0 while open
  inner_due  INTEGER,                      -- [cache] instant
  outer_due  INTEGER,                      -- [cache] instant
  return_due INTEGER,                      -- [cache] instant until which 退单 may be asked for
  sign_due   INTEGER,                      -- [cache] instant
  due_sort   INTEGER NOT NULL,             -- [cache] the next limit that counts in this state, or far away
  caller_key INTEGER NOT NULL DEFAULT 0,   -- keyed digest of the phone number, for the duplicate hint; 0 none or erased
  place_key  INTEGER NOT NULL DEFAULT 0,   -- the same of place and topic [both cache: not in the row's digest]
  body_c     INTEGER, body_d BLOB,         -- 诉求内容
  origin     INTEGER NOT NULL DEFAULT 0,   -- 1: was closed when it was first imported (迁入): no clock, final
  batch      INTEGER REFERENCES batch(id),
  erased     INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  ver        INTEGER NOT NULL DEFAULT 1,
  UNIQUE(platform, number)
);
-- Lists are read in pages by one of these, so each ends with what it sorts by and carries what lists filter by and
-- figures add up (store/view/ticket/plan.c and ticket/stat.c name them).  outer_due is what 按时办结 is judged by, also of
-- 迁入, where it is platform_due.
CREATE INDEX ticket_state_due ON ticket(state, due_sort, id, office, kind, urgency, handler);
CREATE INDEX ticket_live      ON ticket(due_sort, id, state, office, kind, urgency, handler, sign_due, inner_due, outer_due, return_due,
                                     round_at, closed_at, excluded)
  WHERE state<>7 AND state<9;            -- not ended: few of many
CREATE INDEX ticket_office    ON ticket(office, state, due_sort, id, kind, urgency, handler) WHERE office IS NOT NULL;
CREATE INDEX ticket_handler   ON ticket(handler, state, due_sort, id) WHERE handler IS NOT NULL;
CREATE INDEX ticket_extending ON ticket(extending) WHERE extending<>0;
CREATE INDEX ticket_updated   ON ticket(updated_at, id, state);
CREATE INDEX ticket_arrival   ON ticket(dispatched_at, id, state, office, kind, urgency, excluded, signed_at, sign_due, closed_at,
                                        redos, round, origin);
CREATE INDEX ticket_closed    ON ticket(closed_at, id, state, office, kind, urgency, excluded, outer_due, solved, pleased,
                                        pleased_manner) WHERE closed_at IS NOT NULL;
CREATE INDEX ticket_filled   ON ticket(filled_at) WHERE filled_at IS NOT NULL;
CREATE INDEX ticket_late      ON ticket(outer_due, id, state, office, kind, excluded, closed_at)
  WHERE outer_due IS NOT NULL AND (closed_at IS NULL OR closed_at > outer_due);
CREATE INDEX ticket_master    ON ticket(master) WHERE master IS NOT NULL;
CREATE INDEX ticket_batch     ON ticket(batch) WHERE batch IS NOT NULL;
CREATE INDEX ticket_caller    ON ticket(caller_key, dispatched_at) WHERE caller_key <> 0;
CREATE INDEX ticket_place     ON ticket(place_key, dispatched_at) WHERE place_key <> 0;
CREATE TABLE person(                       -- names, phones, IDs, addresses: nowhere else (design 4.12)
  id       INTEGER PRIMARY KEY,
  ticket   INTEGER REFERENCES ticket(id),  -- who called, or
  data_c   INTEGER NOT NULL,               -- content: 姓名, 电话, 证件号码, 地址, 性别, 事发地 in full, a line each;
                                           -- then what an export or a request has and we have no field for: name, tab, text
  data_d   BLOB NOT NULL,
  at       INTEGER NOT NULL,
  request  INTEGER REFERENCES request(id)  -- who applied
);
CREATE INDEX person_ticket ON person(ticket, id) WHERE ticket IS NOT NULL; -- the last one counts
CREATE INDEX person_request ON person(request, id) WHERE request IS NOT NULL;
CREATE TABLE ticket_act(                   -- append-only: every step
  id       INTEGER PRIMARY KEY,
  ticket   INTEGER NOT NULL REFERENCES ticket(id) DEFERRABLE INITIALLY DEFERRED,
  round    INTEGER NOT NULL,
  act      INTEGER NOT NULL,               -- enum ticket_act
  state    INTEGER NOT NULL,               -- enum ticket_state entered by it
  office   INTEGER REFERENCES office(id),  -- 转办、协办 to
  other    INTEGER,                        -- master ticket; answer row; reason code; route; fact
  until    INTEGER,                        -- instant: limit of 协办, lease, the moved clock
  happened_at INTEGER,                     -- on the platform
  old      INTEGER, now INTEGER,           -- of a fact: the number or instant before and after; of 时限变动 the outer limit;
                                           -- of 转法定途径 now is the request that it became
  batch    INTEGER REFERENCES batch(id),   -- of the import that did it
  text_c   INTEGER, text_d BLOB,           -- reason, instruction, opinion; of a fact that is a text: old, line end, new;
                                           -- of 诉求内容, 来电人, 事发地, 其他字段: what stood there before, whole
  refers   INTEGER REFERENCES ticket_act(id),
  officer  INTEGER NOT NULL REFERENCES officer(id),
  step     INTEGER NOT NULL,               -- the ticket's ver after it
  at       INTEGER NOT NULL
);
CREATE INDEX ticket_act_ticket ON ticket_act(ticket, id, act, round);
CREATE INDEX ticket_act_assist ON ticket_act(office, ticket) WHERE act=7; -- 协办 asked of an office
CREATE INDEX ticket_act_open ON ticket_act(act, at, ticket);
CREATE INDEX ticket_act_batch ON ticket_act(batch) WHERE batch IS NOT NULL;
CREATE TABLE ticket_answer(                -- append-only: what 核稿 is bound to
  id       INTEGER PRIMARY KEY,
  ticket   INTEGER NOT NULL REFERENCES ticket(id),
  round    INTEGER NOT NULL,
  n        INTEGER NOT NULL,
  public_c INTEGER NOT NULL, public_d BLOB NOT NULL,   -- 公开答复
  note_c   INTEGER, note_d BLOB,           -- 内部办理情况: never leaves the house
  truth    INTEGER NOT NULL,               -- 是否属实, enum ticket_answered
  solved   INTEGER NOT NULL,               -- 是否解决
  unsolved_c INTEGER, unsolved_d BLOB,     -- 未解决原因
  reached  INTEGER NOT NULL DEFAULT 0,     -- 联系: enum ticket_answered; 0 nobody called
  contact_at INTEGER,
  officer  INTEGER NOT NULL REFERENCES officer(id),
  at       INTEGER NOT NULL,
  UNIQUE(ticket, round, n)
);
CREATE TABLE ticket_mapping(               -- headers of exports that somebody mapped by hand, remembered
  id       INTEGER PRIMARY KEY,
  header   TEXT NOT NULL UNIQUE,
  field    TEXT NOT NULL                   -- key of forms/import/tickets; '' kept as an extra field
);

-- ---------------------------------------------------------------- 依申请公开
CREATE TABLE request(
  id         INTEGER PRIMARY KEY,          -- grows with registration
  number     TEXT NOT NULL UNIQUE,         -- 依-2026-0001: drawn from the series 'request 2026'
  state      INTEGER NOT NULL,             -- enum request_state
  channel    INTEGER NOT NULL,             -- enum request_channel: how it was made
  applicant  INTEGER NOT NULL,             -- enum request_applicant: its column in the annual report
  name       TEXT NOT NULL,                -- the applicant's, masked (design 4.12); the whole stands in person
  title      TEXT NOT NULL,                -- the first words of what is asked for, masked
  offer      INTEGER NOT NULL DEFAULT 0,   -- 提供方式: enum request_offer
  pass       INTEGER NOT NULL DEFAULT 0,   -- 获取方式: enum request_pass
  office     INTEGER NOT NULL REFERENCES office(id),
  handler    INTEGER REFERENCES officer(id),
  submitted_on INTEGER, arrived_on INTEGER, signed_on INTEGER, confirmed_on INTEGER, -- days, as the channel has them
  answered_on INTEGER,                     -- day of the answer on paper, as it was noted
  received_on INTEGER,                     -- [cache] art. 31: by channel and days; NULL: not confirmed yet
  due        INTEGER,                      -- [cache] last of the 20 working days (art. 33)
  due_sort   INTEGER NOT NULL,             -- [cache] due, an estimate, the day it came while not confirmed, or far away
  ticket     INTEGER REFERENCES ticket(id),-- the 12345 ticket that it came from
  body_c     INTEGER, body_d BLOB,         -- 申请内容
  erased     INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  ver        INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX request_state ON request(state, due_sort, id);
CREATE INDEX request_ticket ON request(ticket) WHERE ticket IS NOT NULL;
CREATE TABLE request_act(                  -- append-only: every step
  id       INTEGER PRIMARY KEY,
  request  INTEGER NOT NULL REFERENCES request(id) DEFERRABLE INITIALLY DEFERRED,
  act      INTEGER NOT NULL,               -- enum request_act
  state    INTEGER NOT NULL,               -- enum request_state entered by it
  office   INTEGER REFERENCES office(id),  -- 登记、分办: given to
  handler  INTEGER REFERENCES officer(id),
  other    INTEGER,                        -- 登记、修改登记: the channel
  day      INTEGER,                        -- of these the day it came; of 登记确认, 登记线下答复 the day
  until    INTEGER,                        -- of 登记、修改登记 the day of confirmation; of 时限变动 the new limit
  text_c   INTEGER, text_d BLOB,           -- what was noted, the reason
  refers   INTEGER REFERENCES request_act(id),
  officer  INTEGER NOT NULL REFERENCES officer(id),
  step     INTEGER NOT NULL,               -- the request's ver after it
  at       INTEGER NOT NULL
);
CREATE INDEX request_act_request ON request_act(request, id);

-- ---------------------------------------------------------------- 任务
CREATE TABLE task(                         -- a row of a 任务分解 list
  id         INTEGER PRIMARY KEY,          -- grows with registration
  number     TEXT NOT NULL UNIQUE,         -- 任-2026-0001: drawn from the series 'task 2026'
  state      INTEGER NOT NULL,             -- enum task_state
  place      TEXT NOT NULL DEFAULT '',     -- 序号 in its list
  title      TEXT NOT NULL,                -- 工作任务
  source     TEXT NOT NULL DEFAULT '',     -- 来源: the list, document or meeting
  office     INTEGER NOT NULL REFERENCES office(id), -- 牵头股室
  helpers    TEXT NOT NULL DEFAULT '',     -- 配合股室: ",3,5,"
  due        INTEGER,                      -- 时限, a day; NULL: none
  done_on    INTEGER,                      -- day of 完成
  done_by    INTEGER REFERENCES officer(id),
  body_c     INTEGER, body_d BLOB,         -- 具体要求
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  ver        INTEGER NOT NULL DEFAULT 1,
  batch      INTEGER REFERENCES batch(id)  -- the import that brought it
);
CREATE INDEX task_state ON task(state, due, id);
CREATE INDEX task_source ON task(source, title);
CREATE INDEX task_batch ON task(batch) WHERE batch IS NOT NULL;
CREATE TABLE task_act(                     -- append-only: every step
  id       INTEGER PRIMARY KEY,
  task     INTEGER NOT NULL REFERENCES task(id) DEFERRABLE INITIALLY DEFERRED,
  act      INTEGER NOT NULL,               -- enum task_act
  state    INTEGER NOT NULL,               -- enum task_state entered by it
  office   INTEGER REFERENCES office(id),  -- the lead office as of this act
  due      INTEGER,                        -- the limit as of this act
  day      INTEGER,                        -- of 完成
  text_c   INTEGER, text_d BLOB,           -- what was done, what was changed, the reason
  officer  INTEGER NOT NULL REFERENCES officer(id),
  step     INTEGER NOT NULL,               -- the task's ver after it
  at       INTEGER NOT NULL
);
CREATE INDEX task_act_task ON task_act(task, id);

-- ---------------------------------------------------------------- figures and reports
CREATE TABLE figure_entered(               -- append-only: figures that no pane counts, and those from before the desk began
  id       INTEGER PRIMARY KEY,
  key      TEXT NOT NULL,                  -- of store/rule/entered.def
  from_day INTEGER NOT NULL,               -- the period: days [from_day, to_day)
  to_day   INTEGER NOT NULL,
  value    INTEGER,                        -- NULL: taken back, 未填 again; the last row of a key and period counts
  source   TEXT NOT NULL,                  -- where the number comes from
  officer  INTEGER NOT NULL REFERENCES officer(id),
  at       INTEGER NOT NULL
);
CREATE INDEX figure_entered_key ON figure_entered(key, from_day, to_day, id);
CREATE TABLE report(                       -- 报表
  id        INTEGER PRIMARY KEY,
  kind      INTEGER NOT NULL,              -- enum report_kind of store/rule/report.def
  from_day  INTEGER NOT NULL,              -- the period: days [from_day, to_day)
  to_day    INTEGER NOT NULL,
  year      INTEGER NOT NULL,
  number    INTEGER NOT NULL,              -- 2026年第N期
  version   INTEGER NOT NULL,              -- 1; corrections 2 and up
  corrects  INTEGER REFERENCES report(id),
  state     INTEGER NOT NULL,              -- enum report_state
  drafter   INTEGER NOT NULL REFERENCES officer(id),
  reviewer  INTEGER REFERENCES officer(id),-- who passed it
  paper     INTEGER,                       -- id of the report_paper that is being reviewed or was passed
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  ver       INTEGER NOT NULL DEFAULT 1,
  UNIQUE(kind, from_day, to_day, version)
);
CREATE INDEX report_recent ON report(to_day, id);
CREATE TABLE report_text(                  -- append-only: the parts that people write; the last row of a part counts
  id        INTEGER PRIMARY KEY,
  report    INTEGER NOT NULL REFERENCES report(id),
  part      INTEGER NOT NULL,              -- enum report_part
  row       TEXT NOT NULL DEFAULT '',      -- of 措施: the number of the item or ticket that it is about
  text_c    INTEGER NOT NULL,
  text_d    BLOB NOT NULL,
  officer   INTEGER NOT NULL REFERENCES officer(id),
  at        INTEGER NOT NULL
);
CREATE INDEX report_text_part ON report_text(report, part, row, id);
CREATE TABLE report_paper(                 -- append-only: what was sent to be reviewed, whole: figures, texts, audit head
  id        INTEGER PRIMARY KEY,
  report    INTEGER NOT NULL REFERENCES report(id),
  paper_c   INTEGER NOT NULL,
  paper_d   BLOB NOT NULL,
  head_seq  INTEGER NOT NULL,              -- the audit chain's end when it was made
  head_hash BLOB NOT NULL,
  officer   INTEGER NOT NULL REFERENCES officer(id),
  at        INTEGER NOT NULL
);
CREATE TABLE report_act(                   -- append-only: every step
  id        INTEGER PRIMARY KEY,
  report    INTEGER NOT NULL REFERENCES report(id),
  act       INTEGER NOT NULL,              -- enum report_act
  state     INTEGER NOT NULL,              -- entered by it
  text_c    INTEGER, text_d BLOB,          -- reason of a return, of a correction
  officer   INTEGER NOT NULL REFERENCES officer(id),
  at        INTEGER NOT NULL
);
CREATE INDEX report_act_report ON report_act(report, id);

-- ---------------------------------------------------------------- audit
CREATE TABLE audit(                        -- append-only: the chain
  seq       INTEGER PRIMARY KEY,
  at        INTEGER NOT NULL,
  officer   INTEGER,                       -- NULL: the program itself (first start)
  principal INTEGER,
  action    INTEGER NOT NULL,              -- enum action of store/rule/action.def
  subject   INTEGER NOT NULL DEFAULT 0,    -- id of the record the action is about
  refs      BLOB NOT NULL,                 -- every row touched: table code, id, digest (store/file/audit/audit.h)
  hash      BLOB NOT NULL                  -- SHA-256 over the predecessor's hash and all columns above
);
CREATE INDEX audit_subject ON audit(subject, seq);

-- ---------------------------------------------------------------- caches
CREATE TABLE stat(                         -- counters moved in the transaction that moves the item
  dim    INTEGER NOT NULL,                 -- enum stat_dim
  k      INTEGER NOT NULL,
  state  INTEGER NOT NULL,
  n      INTEGER NOT NULL,
  PRIMARY KEY(dim, k, state)
) WITHOUT ROWID;
