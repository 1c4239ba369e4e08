"""What a database really looks like, as plain facts, so that two can be compared.

A fact is `("worker", "column", "phone"): "VARCHAR(30) NULL"`: its table, its kind (column, index, constraint,
link) and its name, and how it is declared, in the engine's own words.
Changing a database does not belong here.
"""

import peewee

from database import HISTORY

Facts = dict[tuple[str, str, str], str]

POSTGRESQL = {
    "column": """
        SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod)
               || CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE ' NULL' END
               || COALESCE(' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid), '')
        FROM pg_attribute a
        JOIN pg_class c ON c.oid = a.attrelid AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
        JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = current_schema()
        LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum""",
    "index": "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema()",
    "constraint": """
        SELECT c.relname, k.conname, pg_get_constraintdef(k.oid) FROM pg_constraint k
        JOIN pg_class c ON c.oid = k.conrelid
        JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = current_schema()""",
}
TABLES = "SELECT name, '', '' FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
SQLITE = {
    "column": f"""
        SELECT t.name, c.name, c.type || CASE WHEN c."notnull" THEN ' NOT NULL' ELSE ' NULL' END
               || COALESCE(' DEFAULT ' || c.dflt_value, '') || CASE WHEN c.pk THEN ' PRIMARY KEY' ELSE '' END
        FROM ({TABLES}) t, pragma_table_info(t.name) c""",
    "index": "SELECT tbl_name, name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL",
    "constraint": f"""
        SELECT t.name, i.name, i.origin || i."unique" FROM ({TABLES}) t, pragma_index_list(t.name) i
        WHERE i.origin <> 'c'""",
    "link": f"""
        SELECT t.name, f."from", f."table" || '.' || f."to" || ' ON DELETE ' || f.on_delete
               || ' ON UPDATE ' || f.on_update
        FROM ({TABLES}) t, pragma_foreign_key_list(t.name) f""",
}


def facts(db: peewee.Database) -> Facts:
    """Every column, index, constraint and link of every table, the history of migrations left out."""
    questions = SQLITE if isinstance(db, peewee.SqliteDatabase) else POSTGRESQL
    return {
        (table, kind, name): declared
        for kind, question in questions.items()
        for table, name, declared in db.execute_sql(question).fetchall()
        if table != HISTORY
    }


def differences(wanted: Facts, found: Facts) -> list[str]:
    """A line for each fact on which two databases do not agree; none when they are alike."""
    return [
        f"{' '.join(fact)}: wanted {wanted.get(fact, 'nothing')}, found {found.get(fact, 'nothing')}"
        for fact in sorted(wanted.keys() | found.keys())
        if wanted.get(fact) != found.get(fact)
    ]
