"""How a file came to its present shape: append-only history that imports nothing of ours."""

from typing import Any, Final

from sqlite_utils import Database, Migrations

migrations: Final = Migrations("sovan")

_STAMP: Final = {"id": int, "trashed": int}


def _table(db: Database, name: str, columns: dict[str, type], not_null: set[str]) -> Any:
    return db.table(name).create(
        {**_STAMP, **columns},
        pk="id",
        not_null={"trashed", *not_null},
        defaults={"trashed": 0},
        strict=True,
    )


@migrations()
def m001_journal(db: Database) -> None:
    db.table("changes").create(
        {
            "id": int,
            "at": str,
            "who": str,
            "words": str,
            "way": str,
            "of": int,
            "count": int,
            "previous": str,
            "hash": str,
        },
        pk="id",
        not_null={"at", "who", "words", "way", "count", "previous", "hash"},
        strict=True,
    )
    db.execute(
        "CREATE TABLE change_rows ("
        " change INTEGER NOT NULL REFERENCES changes(id) DEFERRABLE INITIALLY DEFERRED,"
        " place INTEGER NOT NULL, kind TEXT NOT NULL, record INTEGER NOT NULL,"
        " before TEXT, after TEXT NOT NULL,"
        " PRIMARY KEY (change, place)) STRICT, WITHOUT ROWID"
    )
    db.execute("CREATE INDEX change_rows_record ON change_rows (kind, record, change)")
    db.table("drafts").create(
        {"kind": str, "record": int, "saved_at": str, "texts": str},
        pk=("kind", "record"),
        not_null={"saved_at", "texts"},
        strict=True,
    )


@migrations()
def m002_office(db: Database) -> None:
    _table(db, "office", {"superior": str, "name": str, "place": str}, {"name"})
    _table(
        db,
        "bodies",
        {
            "name": str,
            "abbreviation": str,
            "aliases": str,
            "body_group": str,
            "valid_from": str,
            "valid_to": str,
            "replaced_by": str,
        },
        {"name"},
    )
    _table(
        db,
        "series",
        {
            "register": str,
            "code": str,
            "name": str,
            "issuer": str,
            "template": str,
            "kinds": str,
            "body_groups": str,
        },
        {"register", "code", "name"},
    )
    db.execute("CREATE UNIQUE INDEX series_code ON series (register, code) WHERE trashed = 0")


_DOCUMENT: Final = {
    "series": str,
    "year": int,
    "number": int,
    "symbol": str,
    "symbol_key": str,
    "document_date": str,
    "issuer": str,
    "document_kind": str,
    "subject": str,
    "forwarded_on": str,
    "receipt": str,
    "due_on": str,
    "urgency": str,
    "secrecy": str,
    "channel": str,
    "signer_position": str,
    "signer": str,
    "language": str,
    "pages": int,
    "copies": int,
    "annexes": str,
    "file_code": str,
    "file_ordinal": int,
    "date_reason": str,
    "note": str,
}
_NUMBERED: Final = {"series", "year", "number", "subject", "secrecy"}


@migrations()
def m003_correspondence(db: Database) -> None:
    _table(
        db,
        "incoming",
        {**_DOCUMENT, "arrived_on": str, "receivers": str, "direction": str},
        {*_NUMBERED, "arrived_on", "issuer"},
    )
    _table(
        db,
        "outgoing",
        {
            **_DOCUMENT,
            "capacity": str,
            "drafting_unit": str,
            "recipients": str,
            "file_copy_holder": str,
        },
        {*_NUMBERED, "document_date", "document_kind"},
    )
    for name, day in (("incoming", "arrived_on"), ("outgoing", "document_date")):
        # A number is taken for good, so trashed rows count (Decree 30/2020, Art. 15 and 18).
        db.execute(f"CREATE UNIQUE INDEX {name}_number ON {name} (series, year, number)")
        # Lists are arrays of ids read through covering indexes.
        db.execute(f"CREATE INDEX {name}_live ON {name} (id) WHERE trashed = 0")
        db.execute(f"CREATE INDEX {name}_year ON {name} (year) WHERE trashed = 0")
        db.execute(f"CREATE INDEX {name}_series ON {name} (series, year) WHERE trashed = 0")
        db.execute(f"CREATE INDEX {name}_day ON {name} ({day}) WHERE trashed = 0")
        db.execute(
            f"CREATE INDEX {name}_issuer ON {name} (issuer, document_date) WHERE trashed = 0"
        )
        db.execute(f"CREATE INDEX {name}_symbol ON {name} (symbol_key) WHERE trashed = 0")
        db.execute(f"CREATE INDEX {name}_trash ON {name} (id) WHERE trashed = 1")
        db.execute(
            f"CREATE INDEX {name}_waiting ON {name} (year)"
            " WHERE trashed = 0 AND forwarded_on IS NULL"
        )


@migrations()
def m004_search(db: Database) -> None:
    # Words arrive folded and cut into ASCII-separated tokens, so the plainest tokenizer serves.
    # Prefixes of one to four letters answer each key in a few milliseconds.
    for kind in ("incoming", "outgoing"):
        db.execute(
            f"CREATE VIRTUAL TABLE {kind}_search USING fts5(words, facets, content='',"
            " contentless_delete=1, tokenize='ascii', prefix='1 2 3 4')"
        )


@migrations()
def m005_calendar(db: Database) -> None:
    _table(db, "calendar", {"day": str, "works": int, "reason": str}, {"day"})


@migrations()
def m006_numbers(db: Database) -> None:
    """Inserted numbers (125a), what became of a number, answers, and following up."""
    both = {
        "suffix": str,
        "standing": str,
        "standing_reason": str,
        "changed_by": int,
        "replies_to": int,
    }
    of_incoming = {
        "received_again": str,
        "co_units": str,
        "handler": str,
        "progress": str,
        "settled_on": str,
    }
    for name, columns in (("incoming", {**both, **of_incoming}), ("outgoing", both)):
        for column, kept_as in columns.items():
            db.execute(
                f"ALTER TABLE {name} ADD COLUMN {column} {'TEXT' if kept_as is str else 'INTEGER'}"
            )
        # A case file is known by number and year, and a document may lie in several.
        db.execute(f"ALTER TABLE {name} RENAME COLUMN file_code TO case_files")
        db.execute(f"DROP INDEX {name}_number")
        db.execute(
            f"CREATE UNIQUE INDEX {name}_number ON {name}"
            " (series, year, number, coalesce(suffix, ''))"
        )
        for column in ("changed_by", "replies_to", "standing"):
            db.execute(
                f"CREATE INDEX {name}_{column} ON {name} ({column}) WHERE {column} IS NOT NULL"
            )
    db.execute(
        "CREATE INDEX incoming_due ON incoming (due_on) WHERE trashed = 0 AND due_on IS NOT NULL"
    )


@migrations()
def m007_follow_up(db: Database) -> None:
    _table(
        db,
        "assignments",
        {
            "incoming": int,
            "source": str,
            "task": str,
            "assigned_by": str,
            "assigned_on": str,
            "lead_unit": str,
            "co_units": str,
            "handler": str,
            "due_on": str,
            "progress": str,
            "settled_on": str,
            "result": str,
            "note": str,
        },
        {"task", "assigned_on", "lead_unit"},
    )
    _table(
        db,
        "urgings",
        {
            "register": str,
            "record": int,
            "urged_on": str,
            "unit": str,
            "way": str,
            "note": str,
        },
        {"register", "record", "urged_on"},
    )
    db.execute("CREATE INDEX urgings_record ON urgings (register, record) WHERE trashed = 0")
    db.execute("CREATE INDEX assignments_due ON assignments (due_on) WHERE trashed = 0")
    db.execute("CREATE INDEX assignments_incoming ON assignments (incoming) WHERE trashed = 0")
    # What waits is little, whatever the years have brought: a list of it reads nothing else.
    db.execute(
        "CREATE INDEX incoming_open ON incoming (due_on)"
        " WHERE trashed = 0 AND due_on IS NOT NULL AND settled_on IS NULL"
    )
    db.execute(
        "CREATE INDEX assignments_open ON assignments (due_on)"
        " WHERE trashed = 0 AND settled_on IS NULL"
    )
    db.execute(
        "CREATE INDEX incoming_not_forwarded ON incoming (arrived_on)"
        " WHERE trashed = 0 AND forwarded_on IS NULL"
    )
    # A matter is found by an id of its own: even for a document, odd for a task.
    db.execute("CREATE INDEX incoming_matter ON incoming (2 * id) WHERE due_on IS NOT NULL")
    db.execute("CREATE INDEX assignments_matter ON assignments (2 * id + 1)")
    reference = (
        "printf('%02d', i.number) || coalesce(i.suffix, '') || '/' || i.series || '/' || i.year"
    )
    db.execute(
        "CREATE VIEW matters AS"
        " SELECT 2 * i.id AS id, i.trashed AS trashed, 'incoming' AS register, i.id AS record,"
        f" {reference} AS number, i.document_kind AS document_kind,"
        " nullif(concat_ws(', ', i.symbol, strftime('%d/%m/%Y', i.document_date), i.issuer), '')"
        " AS origin, i.subject AS subject, i.direction AS direction, i.urgency AS urgency,"
        # The degrees of urgency of Decree 30/2020/NĐ-CP, the highest first.
        " CASE i.urgency WHEN 'hoa-toc' THEN 1 WHEN 'thuong-khan' THEN 2 WHEN 'khan' THEN 3"
        " ELSE 4 END AS haste,"
        # The unit named first leads; those after it co-operate.
        " substr(i.receivers, 1, instr(i.receivers || '; ', '; ') - 1) AS unit,"
        " nullif(concat_ws('; ', nullif(substr(i.receivers, instr(i.receivers || '; ', '; ') + 2),"
        " ''), i.co_units), '') AS co_units,"
        " i.handler AS handler, coalesce(i.forwarded_on, i.arrived_on) AS given_on,"
        " i.due_on AS due_on, i.progress AS progress, i.settled_on AS settled_on,"
        " NULL AS result, i.note AS note,"
        f" {_reply_to('i.id')} AS reply, {_urged('incoming', 'i.id')}"
        " FROM incoming i WHERE i.due_on IS NOT NULL"
        " AND (i.standing IS NULL OR i.standing NOT IN ('void', 'reserved'))"
        " UNION ALL SELECT 2 * a.id + 1, a.trashed, 'assignments', a.id,"
        f" (SELECT {reference} FROM incoming i WHERE i.id = a.incoming), NULL,"
        " nullif(concat_ws(', ', a.source, a.assigned_by), ''), a.task, NULL, NULL, 4,"
        " a.lead_unit, a.co_units, a.handler, a.assigned_on, a.due_on, a.progress, a.settled_on,"
        f" a.result, a.note, {_reply_to('a.incoming')}, {_urged('assignments', 'a.id')}"
        " FROM assignments a"
    )


def _reply_to(incoming: str) -> str:
    """The symbol of the newest document that answers an incoming one."""
    return (
        f"(SELECT o.symbol FROM outgoing o WHERE o.replies_to = {incoming} AND o.trashed = 0"
        " AND o.standing IS NOT 'void' ORDER BY o.id DESC LIMIT 1)"
    )


def _urged(register: str, record: str) -> str:
    """How often a matter was urged, and when for the last time."""
    log = (
        f"FROM urgings u WHERE u.register = '{register}' AND u.record = {record} AND u.trashed = 0"
    )
    return f"(SELECT count(*) {log}) AS urged, (SELECT max(u.urged_on) {log}) AS urged_on"


@migrations()
def m008_case_files(db: Database) -> None:
    _table(
        db,
        "case_files",
        {
            "year": int,
            "heading": str,
            "code": str,
            "title": str,
            "retention": str,
            "keeper": str,
            "started_on": str,
            "ended_on": str,
            "archived_on": str,
            "note": str,
        },
        {"year", "code", "title"},
    )
    db.execute("CREATE UNIQUE INDEX case_files_code ON case_files (year, code) WHERE trashed = 0")
    for name in ("incoming", "outgoing"):
        # Few documents of many lie in files: these are found without reading the others.
        db.execute(
            f"CREATE INDEX {name}_case_files ON {name} (id, case_files)"
            " WHERE trashed = 0 AND case_files IS NOT NULL"
        )


@migrations()
def m009_other_books(db: Database) -> None:
    _table(
        db,
        "dispatches",
        {
            "sent_on": str,
            "symbols": str,
            "recipient": str,
            "envelopes": int,
            "receipt": str,
            "note": str,
        },
        {"sent_on", "symbols", "recipient"},
    )
    _table(
        db,
        "loans",
        {
            "lent_on": str,
            "borrower": str,
            "outgoing": int,
            "symbol": str,
            "subject": str,
            "case_files": str,
            "receipt": str,
            "due_back_on": str,
            "returned_on": str,
            "allowed_by": str,
            "note": str,
        },
        {"lent_on", "borrower", "symbol", "subject"},
    )


@migrations()
def m010_attachments(db: Database) -> None:
    # The content of files, each once, known by its SHA-256; attachments say whose it is.
    db.table("contents").create(
        {"sha256": str, "size": int, "packed": int, "text": str, "content": bytes},
        pk="sha256",
        not_null={"size", "packed", "content"},
        strict=True,
    )
    _table(
        db,
        "attachments",
        {
            "register": str,
            "record": int,
            "name": str,
            "size": int,
            "sha256": str,
            "attached_on": str,
        },
        {"register", "record", "name", "size", "sha256", "attached_on"},
    )
    db.execute(
        "CREATE INDEX attachments_record ON attachments (register, record) WHERE trashed = 0"
    )
    db.execute("CREATE INDEX attachments_size ON attachments (size) WHERE trashed = 0")
    db.execute(
        "CREATE VIRTUAL TABLE attachments_search USING fts5(words, facets, content='',"
        " contentless_delete=1, tokenize='ascii', prefix='1 2 3 4')"
    )


@migrations()
def m011_prints(db: Database) -> None:
    _table(
        db,
        "prints",
        {
            "book": str,
            "series": str,
            "year": int,
            "first_number": int,
            "last_number": int,
            "row_count": int,
            "first_page": int,
            "last_page": int,
            "printed_on": str,
            "fingerprint": str,
            "closes": int,
            "seen": int,  # the last change of the journal that these pages knew
        },
        {"book", "year", "row_count", "first_page", "last_page", "printed_on", "seen"},
    )


@migrations()
def m012_saved_views(db: Database) -> None:
    _table(
        db,
        "saved_views",
        {"register": str, "name": str, "written": str, "key": int},
        {"register", "name", "written"},
    )


@migrations()
def m013_meetings(db: Database) -> None:
    """Meetings with what belongs to one kind of them, rooms, templates, series, weeks."""
    of_one_kind = {
        "level": str,
        "delegation": str,
        "delegation_head": str,
        "delegation_size": int,
        "turns": int,
        "persons": int,
        "group_cases": int,
        "outcome": str,
    }
    usual = {
        "meeting_kind": str,
        "title": str,
        "form": str,
        "hosting": str,
        "chair": str,
        "leaders": str,
        "invited": str,
        "room": str,
        "place": str,
        "preparing_body": str,
        "specialist": str,
        "car": str,
        "checklist": str,
        "needs": str,
        "note": str,
    }
    _table(
        db,
        "meetings",
        {
            "day": str,
            "last_day": str,
            "part": str,
            "starts_at": str,
            "ends_at": str,
            **usual,
            "state": str,
            "state_reason": str,
            "clash_reason": str,
            "series": int,
            "request": int,
            "invitation": int,
            "prepared": str,
            **of_one_kind,
        },
        {"meeting_kind", "title", "day", "state"},
    )
    for column in ("day", "series", "request", "invitation"):
        db.execute(f"CREATE INDEX meetings_{column} ON meetings ({column}) WHERE trashed = 0")
    db.execute("CREATE INDEX meetings_live ON meetings (id) WHERE trashed = 0")
    _table(
        db,
        "rooms",
        {
            "name": str,
            "seats": int,
            "equipment": str,
            "closed_from": str,
            "closed_to": str,
            "closed_reason": str,
        },
        {"name"},
    )
    _table(
        db,
        "meeting_templates",
        {**usual, "name": str, "part": str, "starts_at": str, "minutes": int},
        {"name", "meeting_kind", "title"},
    )
    _table(
        db,
        "meeting_series",
        {
            "template": int,
            "name": str,
            "rhythm": str,
            "weekday": int,
            "day_of_month": int,
            "first_day": str,
            "last_day": str,
        },
        {"template", "name", "rhythm", "first_day", "last_day"},
    )
    _table(
        db,
        "participants",
        {
            "meeting": int,
            "name": str,
            "post": str,
            "body": str,
            "role": str,
            "rank": int,
            "attendance": str,
            "reason": str,
        },
        {"meeting", "name"},
    )
    db.execute("CREATE INDEX participants_meeting ON participants (meeting) WHERE trashed = 0")
    _table(
        db,
        "conclusions",
        {"meeting": int, "assignment": int, "notice": int, "place": int, "text": str},
        {"meeting", "place", "text"},
    )
    for column in ("meeting", "notice", "assignment"):
        db.execute(f"CREATE INDEX conclusions_{column} ON conclusions ({column}) WHERE trashed = 0")
    _table(
        db,
        "weeks",
        {"first_day": str, "revision": int, "updated_at": str, "approved": int, "lines": str},
        {"first_day", "revision", "updated_at", "approved", "lines"},
    )


def known_migrations() -> list[str]:
    """The names of all migrations of this version, in their order."""
    nothing = Database(memory=True, execute_plugins=False)
    names = [migration.name for migration in migrations.pending(nothing)]
    nothing.close()
    return names
