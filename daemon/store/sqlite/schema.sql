-- The database of defectd, schema version 1.
--
-- Times are INTEGER milliseconds since 1970-01-01T00:00:00Z.  Times of files end in _ns and are nanoseconds.
-- Days are INTEGER days since 1970-01-01.  Enumerators are stored as the persistent names of the API.
-- docs/storage.md says when a change is durable.
-- Another table, `identity`, holds the random id of the database; daemon/store/sqlite/opening.cpp creates it.
--
-- This file is run whenever the database is opened: it creates what is missing and changes nothing that exists.
--
-- A check against more than two words uses OR, because for IN SQLite builds a table of the words for every row.

-- An account on a marketplace.  A collection is compared with its defects and commits against its version.
CREATE TABLE IF NOT EXISTS markets (
    id             INTEGER PRIMARY KEY,
    account        TEXT NOT NULL,
    marketplace_id TEXT NOT NULL,     -- Amazon's id, never the country code.
    version        INTEGER NOT NULL,  -- The number of collections committed so far; a commit repeats the number it was made from.
    UNIQUE (account, marketplace_id)
) STRICT;

-- A scope (account, marketplace, fulfillment channel) without its defects.
CREATE TABLE IF NOT EXISTS scopes (
    market            INTEGER NOT NULL REFERENCES markets,
    channel           TEXT NOT NULL CHECK (channel = 'MFN' OR channel = 'AFN' OR channel = 'ALL'),
    source            TEXT NOT NULL,     -- The name of the source that collected it last.
    has_baseline      INTEGER NOT NULL CHECK (has_baseline IN (0, 1)),  -- 1 after the first good report.
    quarantined_since INTEGER,           -- The time of the report in quarantine; NULL when none is.
    quarantines       INTEGER NOT NULL,  -- The number of quarantines so far; part of the id of the event.
    last_applied_ns   INTEGER,           -- The time of the last applied report; NULL before the first.
    last_applied_name TEXT,              -- The name of that report, which breaks ties; NULL when the time is.
    last_good_at      INTEGER,           -- The commit time of the last good report.
    failing_reason    TEXT,              -- A stable code while the last collection failed; else NULL.
    failing_sha256    TEXT,              -- The hash of the rejected report in hex; '' when no report was read.
    event_count       INTEGER NOT NULL,  -- The number of collection.* events so far; part of the next id.
    PRIMARY KEY (market, channel)
) STRICT, WITHOUT ROWID;

-- The snapshot: every defect that is open or was closed within the retention.
CREATE TABLE IF NOT EXISTS defects (
    market               INTEGER NOT NULL REFERENCES markets,
    order_id             TEXT NOT NULL,
    type                 TEXT NOT NULL,
    scope_channel        TEXT NOT NULL,     -- The scope that the defect belongs to.
    episode              INTEGER NOT NULL,  -- 1 at first; each return of a closed defect adds 1.
    revision             INTEGER NOT NULL,  -- The number of updates within the episode.
    order_date           INTEGER NOT NULL,  -- A day.
    value                TEXT NOT NULL,     -- The cell of the report, verbatim.
    channel              TEXT CHECK (channel IN ('MFN', 'AFN')),  -- NULL when the report does not name it.
    state                TEXT NOT NULL,     -- Checked below.
    first_seen_at        INTEGER NOT NULL,  -- The commit time of the first report of this episode.
    missed               INTEGER NOT NULL,  -- The number of good reports in a row that lack it and count.
    missed_in_quarantine INTEGER NOT NULL CHECK (missed_in_quarantine IN (0, 1)),  -- 1 when a report in quarantine lacks it.
    missing_since        INTEGER,           -- The time of the first report that lacks it; NULL while none does.
    closed_at            INTEGER,           -- The commit time of its end; NULL while it is open.
    PRIMARY KEY (market, order_id, type),
    CHECK (type = 'negative_feedback' OR type = 'a_to_z_claim' OR type = 'chargeback'),
    CHECK (scope_channel = 'MFN' OR scope_channel = 'AFN' OR scope_channel = 'ALL'),
    CHECK (state = 'open' OR state = 'cleared' OR state = 'expired')
) STRICT, WITHOUT ROWID;
-- For the counts of the overview.
CREATE INDEX IF NOT EXISTS open_defects ON defects (market, scope_channel, missed) WHERE state = 'open';
-- For pruning, oldest first.
CREATE INDEX IF NOT EXISTS closed_defects ON defects (closed_at) WHERE closed_at IS NOT NULL;

-- Files of a scope that need no more collection.
CREATE TABLE IF NOT EXISTS scope_files (
    market      INTEGER NOT NULL REFERENCES markets,
    channel     TEXT NOT NULL CHECK (channel = 'MFN' OR channel = 'AFN' OR channel = 'ALL'),
    device      INTEGER NOT NULL,  -- This and the next two are those of the file system; unsigned bits are stored as signed.
    inode       INTEGER NOT NULL,
    size        INTEGER NOT NULL,
    modified_ns INTEGER NOT NULL,
    PRIMARY KEY (market, channel, device, inode, size, modified_ns)
) STRICT, WITHOUT ROWID;

-- The reports of a scope that were rejected last.  Each is announced once.
CREATE TABLE IF NOT EXISTS refused_reports (
    market  INTEGER NOT NULL REFERENCES markets,
    channel TEXT NOT NULL CHECK (channel = 'MFN' OR channel = 'AFN' OR channel = 'ALL'),
    sha256  TEXT NOT NULL,     -- The hash of the report in hex.
    place   INTEGER NOT NULL,  -- Grows: the report that was rejected last has the highest.
    PRIMARY KEY (market, channel, sha256)
) STRICT, WITHOUT ROWID;

-- A source without its scopes.
CREATE TABLE IF NOT EXISTS sources (
    name           TEXT PRIMARY KEY,
    failing_reason TEXT,             -- A stable code while its folders cannot be listed; else NULL.
    event_count    INTEGER NOT NULL  -- The number of collection.* events of the source itself so far; part of the next id.
) STRICT, WITHOUT ROWID;

-- The folders that a placeholder in the path of a source stands for.  A folder that disappears is announced, even after
-- a restart.
CREATE TABLE IF NOT EXISTS source_folders (
    source TEXT NOT NULL,  -- The name of the source.
    folder TEXT NOT NULL,  -- The absolute path.
    path   TEXT NOT NULL,  -- The configured path of the source; a folder of an earlier path is not announced.
    PRIMARY KEY (source, folder)
) STRICT, WITHOUT ROWID;

-- Large collections.  One is committed together with the two tables below in one transaction, and then written out to
-- defects, events and deliveries in pieces, so that no other commit waits for all of it.  At most one per market.
CREATE TABLE IF NOT EXISTS unwritten_collections (
    id            INTEGER PRIMARY KEY,
    market        INTEGER NOT NULL UNIQUE REFERENCES markets,
    channel       TEXT NOT NULL,     -- The channel of the scope.  The event bodies are made of this column and those below.
    source        TEXT NOT NULL,
    report_sha256 TEXT NOT NULL,
    collected_at  INTEGER NOT NULL,
    report_rows   INTEGER NOT NULL,
    window_from   INTEGER NOT NULL,  -- A day, as the next column.
    window_to     INTEGER NOT NULL,
    window_days   INTEGER NOT NULL,
    lag_days      INTEGER NOT NULL,
    committed_at  INTEGER NOT NULL
) STRICT;

-- The sets of subscribers that get events of a large collection.
CREATE TABLE IF NOT EXISTS unwritten_audiences (
    collection  INTEGER NOT NULL REFERENCES unwritten_collections ON DELETE CASCADE,
    number      INTEGER NOT NULL,
    subscribers TEXT NOT NULL,  -- Their names, each followed by a line feed.
    PRIMARY KEY (collection, number)
) STRICT, WITHOUT ROWID;

-- The defects of a large collection, and the change of each that is announced.
CREATE TABLE IF NOT EXISTS unwritten_defects (
    collection           INTEGER NOT NULL REFERENCES unwritten_collections,
    number               INTEGER NOT NULL,  -- 0, 1, … in the order in which the rows are written out.
    order_id             TEXT NOT NULL,     -- This and the next 13 columns are those of the table defects.
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
    change               TEXT,              -- created, updated, cleared or expired; NULL when nothing is announced.
    previous_value       TEXT,              -- This and the next two are NULL when they did not change.
    previous_order_date  INTEGER,
    previous_channel     TEXT,              -- '' when the report did not name it.
    others               INTEGER,           -- The other open defects of the order: bit 0 negative_feedback, 1 a_to_z_claim, 2 chargeback.
    audience             INTEGER,           -- The number of its row in unwritten_audiences.
    PRIMARY KEY (collection, number)
) STRICT, WITHOUT ROWID;

-- Events.  A row never changes.
CREATE TABLE IF NOT EXISTS events (
    seq            INTEGER PRIMARY KEY AUTOINCREMENT,  -- The order in which events were emitted; never used twice.
    id             TEXT NOT NULL UNIQUE,               -- evt_…, the webhook-id of its deliveries.
    type           TEXT NOT NULL,                      -- For example defect.created.
    at             INTEGER NOT NULL,                   -- The commit time.
    account        TEXT,                               -- This and the next three are for filters;
    marketplace_id TEXT,                               --   each is NULL when the event lacks the member.
    channel        TEXT,
    type_of_defect TEXT,
    body           TEXT NOT NULL                       -- The JSON that is signed and sent.
) STRICT;
-- For pruning, oldest first, and for lists since a time.
CREATE INDEX IF NOT EXISTS events_by_age ON events (at);
-- For lists of an account.  It contains every column that they filter by, because the rows themselves are wide.
CREATE INDEX IF NOT EXISTS events_by_account ON events (account, marketplace_id, seq, at);

-- Subscribers.  One that is removed from the configuration keeps its row and its deliveries.
CREATE TABLE IF NOT EXISTS subscribers (
    id              INTEGER PRIMARY KEY,
    name            TEXT NOT NULL UNIQUE,
    removed_at      INTEGER,                     -- NULL while it is in the configuration.
    url_digest      TEXT NOT NULL DEFAULT '',    -- A hash of its URL, to notice a change; the URL itself is a secret.
    in_order        INTEGER NOT NULL DEFAULT 0 CHECK (in_order IN (0, 1)),  -- 1 when its deliveries are ordered.
    failing_since   INTEGER,                     -- The end of the first failed attempt since the last success.
    held_until      INTEGER,                     -- The Retry-After of its receiver: nothing is sent before.
    disabled_at     INTEGER,                     -- NULL while it is enabled.
    disabled_reason TEXT,                        -- gone, failing or by_hand; NULL when the time is.
    is_paused       INTEGER NOT NULL DEFAULT 0 CHECK (is_paused IN (0, 1)),  -- 1 from a pause command to a resume.
    disable_count   INTEGER NOT NULL DEFAULT 0,  -- The number of times that failures disabled it; part of the next id.
    delivered       INTEGER NOT NULL DEFAULT 0,  -- The number of its delivered deliveries; a trigger below counts pruning.
    CHECK ((disabled_at IS NULL) = (disabled_reason IS NULL))
) STRICT;

-- The outbox: a delivery is one event for one subscriber.
CREATE TABLE IF NOT EXISTS deliveries (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,  -- Never used twice, because logs and commands name it.
    event       INTEGER NOT NULL REFERENCES events,
    subscriber  INTEGER NOT NULL REFERENCES subscribers,
    state       TEXT NOT NULL,               -- Checked below.
    due_at      INTEGER NOT NULL,            -- The time of the next attempt, or of the last one when it is finished.
    attempts    INTEGER NOT NULL DEFAULT 0,  -- The number of attempts on the present retry schedule.
    resend_count INTEGER NOT NULL DEFAULT 0, -- The number of redeliveries and recoveries; each starts a retry schedule.
    ordering_key TEXT,                       -- The account, '' when the event has none; NULL unless it is ordered.
    blocked     INTEGER NOT NULL DEFAULT 0 CHECK (blocked IN (0, 1)),  -- 1 while another one of its ordering key goes first.
    token       INTEGER NOT NULL DEFAULT 0,  -- Grows with each claim; a result counts only under its own token.
    owner       TEXT,                        -- The process that holds the lease; NULL unless it is in flight.
    lease_until INTEGER,                     -- The end of the lease; NULL unless it is in flight.
    finished_at INTEGER,                     -- The time when it was delivered, exhausted or cancelled; else NULL.
    UNIQUE (event, subscriber),
    CHECK (state = 'pending' OR state = 'in_flight' OR state = 'delivered' OR state = 'exhausted' OR
           state = 'cancelled')
) STRICT;
-- For the queue of the dispatcher, oldest due first.
CREATE INDEX IF NOT EXISTS pending_deliveries ON deliveries (subscriber, due_at) WHERE state = 'pending' AND blocked = 0;
-- For ordered deliveries: per key the one that is not blocked, then the blocked ones by id.  The last two columns are for
-- counts.
CREATE INDEX IF NOT EXISTS ordered_deliveries ON deliveries (subscriber, ordering_key, blocked, id, due_at, state)
    WHERE ordering_key IS NOT NULL AND state IN ('pending', 'in_flight');
-- For leases that expired.
CREATE INDEX IF NOT EXISTS leased_deliveries ON deliveries (lease_until, subscriber) WHERE state = 'in_flight';
-- For deliveries that can be redelivered.
CREATE INDEX IF NOT EXISTS given_up_deliveries ON deliveries (subscriber, state) WHERE state IN ('exhausted', 'cancelled');
-- For lists of a subscriber.  No change of state writes to it.
CREATE INDEX IF NOT EXISTS deliveries_by_subscriber ON deliveries (subscriber);
-- For pruning, oldest first.
CREATE INDEX IF NOT EXISTS finished_deliveries ON deliveries (finished_at) WHERE state IN ('delivered', 'cancelled');

-- Attempts that count.  One that shutdown or a crash cut off leaves no row.
CREATE TABLE IF NOT EXISTS attempts (
    delivery   INTEGER NOT NULL REFERENCES deliveries ON DELETE CASCADE,
    number     INTEGER NOT NULL,  -- 1-based, over every retry schedule.
    started_at INTEGER NOT NULL,
    ended_at   INTEGER NOT NULL,
    status     INTEGER NOT NULL,  -- The HTTP status; 0 when no answer came.
    failure    TEXT NOT NULL,     -- A stable word; '' on success.
    message_id TEXT NOT NULL,     -- The webhook-id of its digest; '' when it is that of the event.
    PRIMARY KEY (delivery, number)
) STRICT, WITHOUT ROWID;

-- Counts that would otherwise read every row.  The table has one row.
CREATE TABLE IF NOT EXISTS tallies (
    events INTEGER NOT NULL  -- The number of rows of the table events; the triggers below update it.
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
