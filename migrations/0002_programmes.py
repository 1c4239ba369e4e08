from peewee import *


def up(migrator, db):
    class Contest(Model):
        class Meta:
            database, table_name, legacy_table_names = db, 'contest', False

    class Stage(Model):
        class Meta:
            database, table_name, legacy_table_names = db, 'stage', False

    class Prize(Model):
        version = IntegerField()
        created_at = DateTimeField()
        changed_at = DateTimeField(index=True)
        deleted_at = DateTimeField(null=True)
        deletion = IntegerField(null=True, index=True)
        contest = ForeignKeyField(Contest, on_delete='RESTRICT', backref='+')
        first_place = IntegerField()
        last_place = IntegerField()
        kind = CharField(max_length=20)
        title = CharField(max_length=100)
        level = CharField(max_length=20, null=True)
        class Meta:
            database, table_name, legacy_table_names = db, 'prize', False

    class StageQuota(Model):
        version = IntegerField()
        created_at = DateTimeField()
        changed_at = DateTimeField(index=True)
        deleted_at = DateTimeField(null=True)
        deletion = IntegerField(null=True, index=True)
        stage = ForeignKeyField(Stage, on_delete='RESTRICT', backref='+')
        name = CharField(max_length=100)
        places = IntegerField()
        class Meta:
            database, table_name, legacy_table_names = db, 'stage_quota', False

    db.create_tables([Prize, StageQuota])
    db.execute_sql('CREATE UNIQUE INDEX IF NOT EXISTS "prize_contest_id_title_live" ON "prize" ("contest_id", "title") WHERE ("deleted_at" IS NULL)')
    db.execute_sql('CREATE UNIQUE INDEX IF NOT EXISTS "stage_quota_stage_id_name_live" ON "stage_quota" ("stage_id", "name") WHERE ("deleted_at" IS NULL)')
    # competition column one_event: was None, shall be INTEGER NOT NULL
    migrator.migrate(migrator.add_column('competition', 'one_event', BooleanField(default=False)))
    # contest column delegation_quota: was None, shall be INTEGER NULL
    migrator.migrate(migrator.add_column('contest', 'delegation_quota', IntegerField(null=True)))
    # contest column tie_break: was None, shall be VARCHAR(200) NOT NULL
    migrator.migrate(migrator.add_column('contest', 'tie_break', CharField(max_length=200, default='')))
    # contest column ties: was None, shall be VARCHAR(20) NOT NULL
    migrator.migrate(migrator.add_column('contest', 'ties', CharField(max_length=20, default='all')))
    # entry column delegation: was None, shall be VARCHAR(100) NULL
    migrator.migrate(migrator.add_column('entry', 'delegation', CharField(max_length=100, null=True)))
    # entry column reason: was None, shall be VARCHAR(200) NULL
    migrator.migrate(migrator.add_column('entry', 'reason', CharField(max_length=200, null=True)))
    # score column decided_by: was None, shall be VARCHAR(20) NULL
    migrator.migrate(migrator.add_column('score', 'decided_by', CharField(max_length=20, null=True)))
    # score column goes_on: was None, shall be INTEGER NULL
    migrator.migrate(migrator.add_column('score', 'goes_on', BooleanField(null=True)))
    # score column seconds: was None, shall be INTEGER NULL
    migrator.migrate(migrator.add_column('score', 'seconds', IntegerField(null=True)))
    # score column submitted_at: was None, shall be DATETIME NULL
    migrator.migrate(migrator.add_column('score', 'submitted_at', DateTimeField(null=True)))
    # stage column apart: was None, shall be INTEGER NOT NULL
    migrator.migrate(migrator.add_column('stage', 'apart', BooleanField(default=False)))
    # stage column board: was None, shall be TEXT NULL
    migrator.migrate(migrator.add_column('stage', 'board', TextField(null=True)))
    # stage column frozen_at: was None, shall be DATETIME NULL
    migrator.migrate(migrator.add_column('stage', 'frozen_at', DateTimeField(null=True)))
    # stage column quota: was None, shall be INTEGER NULL
    migrator.migrate(migrator.add_column('stage', 'quota', IntegerField(null=True)))
    # stage column quota_for: was None, shall be VARCHAR(20) NULL
    migrator.migrate(migrator.add_column('stage', 'quota_for', CharField(max_length=20, null=True)))
    # stage column released_at: was None, shall be DATETIME NULL
    migrator.migrate(migrator.add_column('stage', 'released_at', DateTimeField(null=True)))
