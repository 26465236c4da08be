-- The database of defectd, schema version 1.
--
-- Times are INTEGER milliseconds since 1970-01-01T00:00:00Z; those of files end in _ns and are nanoseconds.
-- Days are INTEGER days since 1970-01-01.  Words are the persistent names of the API.
-- docs/storage.md says what is durable when.
-- One table more, `identity`, holds the database's random id; daemon/store/sqlite/opening.cpp makes it.
--
-- It is run at every opening: it makes what is missing and leaves alone what is there.
--
-- A check against more than two words is spelled with OR: for IN, SQLite builds a table of the words, for every row.

-- One account on one marketplace: what a collection is compared with and commits against.
CREATE TABLE IF NOT EXISTS markets (
    id             INTEGER PRIMARY KEY,
    account        TEXT NOT NULL,
    marketplace_id TEXT NOT NULL,     -- Amazon's id, never the country code
    version        INTEGER NOT NULL,  -- collections committed so far; a commit names the one it was made from
    UNIQUE (account, marketplace_id)
) STRICT;

-- What is remembered of a scope (account, marketplace, fulfillment) in addition to its defects.
CREATE TABLE IF NOT EXISTS scopes (
    market            INTEGER NOT NULL REFERENCES markets,
    channel           TEXT NOT NULL CHECK (channel = 'MFN' OR channel = 'AFN' OR channel = 'ALL'),
    source            TEXT NOT NULL,     -- name of the source that last spoke for it
    has_baseline      INTEGER NOT NULL CHECK (has_baseline IN (0, 1)),
    quarantined_since INTEGER,           -- time of the report held back; NULL when none is
    quarantines       INTEGER NOT NULL,  -- how many there were; names the event
    last_applied_ns   INTEGER,           -- time of the last report applied; NULL before the first
    last_applied_name TEXT,              -- its name, which breaks ties; NULL together with the time
    last_good_at      INTEGER,           -- commit time of the last good report
    failing_reason    TEXT,              -- stable code, while the last collection failed
    failing_sha256    TEXT,              -- hex of the report refused; '' when there was none
    event_count       INTEGER NOT NULL,  -- collection.* events so far; names the next one
    PRIMARY KEY (market, channel)
) STRICT, WITHOUT ROWID;

-- The snapshot: every defect known, open or remembered.
CREATE TABLE IF NOT EXISTS defects (
    market               INTEGER NOT NULL REFERENCES markets,
    order_id             TEXT NOT NULL,
    type                 TEXT NOT NULL,
    scope_channel        TEXT NOT NULL,     -- the scope it belongs to
    episode              INTEGER NOT NULL,  -- 1, 2, … each time it comes back
    revision             INTEGER NOT NULL,  -- updates within the episode
    order_date           INTEGER NOT NULL,  -- a day
    value                TEXT NOT NULL,     -- the report's cell
    channel              TEXT CHECK (channel IN ('MFN', 'AFN')),  -- NULL when the report does not say
    state                TEXT NOT NULL,
    first_seen_at        INTEGER NOT NULL,  -- of this episode
    missed               INTEGER NOT NULL,  -- good reports in a row without it that count
    missed_in_quarantine INTEGER NOT NULL CHECK (missed_in_quarantine IN (0, 1)),
    missing_since        INTEGER,           -- time of the first report without it
    closed_at            INTEGER,           -- NULL while open
    PRIMARY KEY (market, order_id, type),
    CHECK (type = 'negative_feedback' OR type = 'a_to_z_claim' OR type = 'chargeback'),
    CHECK (scope_channel = 'MFN' OR scope_channel = 'AFN' OR scope_channel = 'ALL'),
    CHECK (state = 'open' OR state = 'cleared' OR state = 'expired')
) STRICT, WITHOUT ROWID;
-- Counts for the overview.
CREATE INDEX IF NOT EXISTS open_defects ON defects (market, scope_channel, missed) WHERE state = 'open';
-- What is forgotten first.
CREATE INDEX IF NOT EXISTS closed_defects ON defects (closed_at) WHERE closed_at IS NOT NULL;

-- Files of a scope that need no more work.
CREATE TABLE IF NOT EXISTS scope_files (
    market      INTEGER NOT NULL REFERENCES markets,
    channel     TEXT NOT NULL CHECK (channel = 'MFN' OR channel = 'AFN' OR channel = 'ALL'),
    device      INTEGER NOT NULL,  -- this and the next two as the file system gives them, unsigned bits as signed
    inode       INTEGER NOT NULL,
    size        INTEGER NOT NULL,
    modified_ns INTEGER NOT NULL,
    PRIMARY KEY (market, channel, device, inode, size, modified_ns)
) STRICT, WITHOUT ROWID;

-- The last reports refused of a scope: each is told once.
CREATE TABLE IF NOT EXISTS refused_reports (
    market  INTEGER NOT NULL REFERENCES markets,
    channel TEXT NOT NULL CHECK (channel = 'MFN' OR channel = 'AFN' OR channel = 'ALL'),
    sha256  TEXT NOT NULL,     -- hex
    place   INTEGER NOT NULL,  -- grows: the last one refused has the highest
    PRIMARY KEY (market, channel, sha256)
) STRICT, WITHOUT ROWID;

-- What is remembered of a source in addition to its scopes.
CREATE TABLE IF NOT EXISTS sources (
    name           TEXT PRIMARY KEY,
    failing_reason TEXT,             -- stable code, while its folders cannot be listed
    event_count    INTEGER NOT NULL  -- collection.* events of the source itself so far; names the next one
) STRICT, WITHOUT ROWID;

-- The folders that stand for a placeholder in the path of a source: one that goes away is told, over restarts too.
CREATE TABLE IF NOT EXISTS source_folders (
    source TEXT NOT NULL,  -- its name
    folder TEXT NOT NULL,  -- absolute path
    path   TEXT NOT NULL,  -- of the source, as configured; a folder of another path is not missed
    PRIMARY KEY (source, folder)
) STRICT, WITHOUT ROWID;

-- Large collections: committed with the three tables below in one transaction, then written out to defects, events
-- and deliveries in pieces, so that no other commit waits for all of it.  At most one of a market.
CREATE TABLE IF NOT EXISTS unwritten_collections (
    id            INTEGER PRIMARY KEY,
    market        INTEGER NOT NULL UNIQUE REFERENCES markets,
    channel       TEXT NOT NULL,     -- of the scope; this and the rest is what the bodies of the events are made of
    source        TEXT NOT NULL,
    report_sha256 TEXT NOT NULL,
    collected_at  INTEGER NOT NULL,
    report_rows   INTEGER NOT NULL,
    window_from   INTEGER NOT NULL,  -- a day, as the next
    window_to     INTEGER NOT NULL,
    window_days   INTEGER NOT NULL,
    lag_days      INTEGER NOT NULL,
    committed_at  INTEGER NOT NULL
) STRICT;

-- Who gets an event of them.
CREATE TABLE IF NOT EXISTS unwritten_audiences (
    collection  INTEGER NOT NULL REFERENCES unwritten_collections ON DELETE CASCADE,
    number      INTEGER NOT NULL,
    subscribers TEXT NOT NULL,  -- names, each followed by a line feed
    PRIMARY KEY (collection, number)
) STRICT, WITHOUT ROWID;

-- Their rows of defects, and what is told of them.
CREATE TABLE IF NOT EXISTS unwritten_defects (
    collection           INTEGER NOT NULL REFERENCES unwritten_collections,
    number               INTEGER NOT NULL,  -- 0, 1, … in the order of writing
    order_id             TEXT NOT NULL,     -- this and the next 13 as in defects
    type                 TEXT NOT NULL,
    scope_channel        TEXT NOT NULL,
    episode              INTEGER NOT NULL,
    revision             INTEGER NOT NULL,
    order_date           INTEGER NOT NULL,
    value                TEXT NOT NULL,
    channel              TEXT,
    state                TEXT NOT NULL,
    first_seen_at        INTEGER NOT NULL,
    missed               INTEGER NOT NULL,
    missed_in_quarantine INTEGER NOT NULL,
    missing_since        INTEGER,
    closed_at            INTEGER,
    change               TEXT,              -- created, updated, cleared, expired; NULL when nothing is told
    previous_value       TEXT,              -- this and the next two: NULL when not changed
    previous_order_date  INTEGER,
    previous_channel     TEXT,              -- '' when the report did not say
    others               INTEGER,           -- other open defects of the order: bit 0 negative_feedback, 1 a_to_z_claim, 2 chargeback
    audience             INTEGER,           -- its number in unwritten_audiences
    PRIMARY KEY (collection, number)
) STRICT, WITHOUT ROWID;

-- What happened; a row never changes.
CREATE TABLE IF NOT EXISTS events (
    seq            INTEGER PRIMARY KEY AUTOINCREMENT,  -- the order of telling, never used twice
    id             TEXT NOT NULL UNIQUE,               -- evt_…, the webhook-id of every delivery
    type           TEXT NOT NULL,                      -- defect.created …
    at             INTEGER NOT NULL,                   -- commit time
    account        TEXT,                               -- this and the next three: what filters look at;
    marketplace_id TEXT,                               --   NULL when the event lacks the member
    channel        TEXT,
    type_of_defect TEXT,
    body           TEXT NOT NULL                       -- the JSON that is signed and sent
) STRICT;
-- What is forgotten first, and lists since a time.
CREATE INDEX IF NOT EXISTS events_by_age ON events (at);
-- Lists of an account; with all that they look at, because the rows themselves are wide.
CREATE INDEX IF NOT EXISTS events_by_account ON events (account, marketplace_id, seq, at);

-- Who gets events.  A name taken out of the configuration keeps its row and its history.
CREATE TABLE IF NOT EXISTS subscribers (
    id              INTEGER PRIMARY KEY,
    name            TEXT NOT NULL UNIQUE,
    removed_at      INTEGER,                     -- NULL while it is in the configuration
    url_digest      TEXT NOT NULL DEFAULT '',    -- tells that its URL changed; the URL itself is a secret
    in_order        INTEGER NOT NULL DEFAULT 0 CHECK (in_order IN (0, 1)),  -- its deliveries stand in lines
    failing_since   INTEGER,                     -- end of the first failed attempt since the last success
    held_until      INTEGER,                     -- it asked for nothing before
    disabled_at     INTEGER,                     -- NULL while it is enabled
    disabled_reason TEXT,                        -- gone, failing, by_hand; NULL together with the time
    is_paused       INTEGER NOT NULL DEFAULT 0 CHECK (is_paused IN (0, 1)),
    disable_count   INTEGER NOT NULL DEFAULT 0,  -- by failures so far; names the next event
    delivered       INTEGER NOT NULL DEFAULT 0,  -- deliveries in this state; pruning counts down by the trigger below
    CHECK ((disabled_at IS NULL) = (disabled_reason IS NULL))
) STRICT;

-- The outbox: one event for one subscriber.
CREATE TABLE IF NOT EXISTS deliveries (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,  -- never used twice: people and logs name it
    event       INTEGER NOT NULL REFERENCES events,
    subscriber  INTEGER NOT NULL REFERENCES subscribers,
    state       TEXT NOT NULL,
    due_at      INTEGER NOT NULL,            -- of the next attempt, or of the last one
    attempts    INTEGER NOT NULL DEFAULT 0,  -- those that count against the present schedule
    resend_count INTEGER NOT NULL DEFAULT 0, -- how often it was redelivered or recovered; each begins a schedule
    ordering_key TEXT,                       -- its account ('' when the event has none); NULL unless in order
    blocked     INTEGER NOT NULL DEFAULT 0 CHECK (blocked IN (0, 1)),  -- 1 while another of its ordering key goes first
    token       INTEGER NOT NULL DEFAULT 0,  -- grows with each claim; an outcome counts only under its own
    owner       TEXT,                        -- who holds the lease; NULL unless in flight
    lease_until INTEGER,                     -- when it ends; NULL unless in flight
    finished_at INTEGER,                     -- when it was delivered, exhausted or cancelled
    UNIQUE (event, subscriber),
    CHECK (state = 'pending' OR state = 'in_flight' OR state = 'delivered' OR state = 'exhausted' OR
           state = 'cancelled')
) STRICT;
-- The dispatcher's queue, oldest due first.
CREATE INDEX IF NOT EXISTS pending_deliveries ON deliveries (subscriber, due_at) WHERE state = 'pending' AND blocked = 0;
-- The lines: who goes (at most one in each), and after it who waits, in the order of the ids.  The last two columns
-- are for counting.
CREATE INDEX IF NOT EXISTS ordered_deliveries ON deliveries (subscriber, ordering_key, blocked, id, due_at, state)
    WHERE ordering_key IS NOT NULL AND state IN ('pending', 'in_flight');
-- Leases by their end.
CREATE INDEX IF NOT EXISTS leased_deliveries ON deliveries (lease_until, subscriber) WHERE state = 'in_flight';
-- Kept for redelivery.
CREATE INDEX IF NOT EXISTS given_up_deliveries ON deliveries (subscriber, state) WHERE state IN ('exhausted', 'cancelled');
-- Lists of a subscriber; no change of state touches it.
CREATE INDEX IF NOT EXISTS deliveries_by_subscriber ON deliveries (subscriber);
-- What is forgotten first.
CREATE INDEX IF NOT EXISTS finished_deliveries ON deliveries (finished_at) WHERE state IN ('delivered', 'cancelled');

-- Attempts that count; one that shutdown or a crash cut off leaves no row.
CREATE TABLE IF NOT EXISTS attempts (
    delivery   INTEGER NOT NULL REFERENCES deliveries ON DELETE CASCADE,
    number     INTEGER NOT NULL,  -- 1-based, running on over every schedule
    started_at INTEGER NOT NULL,
    ended_at   INTEGER NOT NULL,
    status     INTEGER NOT NULL,  -- HTTP status; 0 when no answer came
    failure    TEXT NOT NULL,     -- stable reason; '' on success
    message_id TEXT NOT NULL,     -- webhook-id of the message that carried it; '' when that is the event's own
    PRIMARY KEY (delivery, number)
) STRICT, WITHOUT ROWID;

-- Numbers that would otherwise be counted row by row.  One row.
CREATE TABLE IF NOT EXISTS tallies (
    events INTEGER NOT NULL  -- rows of the table events; kept by the triggers below
) STRICT;
INSERT INTO tallies (events) SELECT 0 WHERE NOT EXISTS (SELECT 1 FROM tallies);

CREATE TRIGGER IF NOT EXISTS event_added AFTER INSERT ON events BEGIN
    UPDATE tallies SET events = events + 1;
END;
CREATE TRIGGER IF NOT EXISTS event_forgotten AFTER DELETE ON events BEGIN
    UPDATE tallies SET events = events - 1;
END;
CREATE TRIGGER IF NOT EXISTS delivery_forgotten AFTER DELETE ON deliveries WHEN old.state = 'delivered' BEGIN
    UPDATE subscribers SET delivered = delivered - 1 WHERE id = old.subscriber;
END;
