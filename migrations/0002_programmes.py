from peewee import *


def up(migrator, db):
    class Organisation(Model):
        class Meta:
            database, table_name, legacy_table_names = db, 'organisation', False

    class Account(Model):
        class Meta:
            database, table_name, legacy_table_names = db, 'account', False

    class SharedSheet(Model):
        class Meta:
            database, table_name, legacy_table_names = db, 'shared_sheet', False

    class SheetRun(Model):
        class Meta:
            database, table_name, legacy_table_names = db, 'sheet_run', False

    class Trade(Model):
        class Meta:
            database, table_name, legacy_table_names = db, 'trade', False

    class Contest(Model):
        class Meta:
            database, table_name, legacy_table_names = db, 'contest', False

    class Enterprise(Model):
        class Meta:
            database, table_name, legacy_table_names = db, 'enterprise', False

    class Worker(Model):
        class Meta:
            database, table_name, legacy_table_names = db, 'worker', False

    class MatchProfile(Model):
        class Meta:
            database, table_name, legacy_table_names = db, 'match_profile', False

    class Couple(Model):
        class Meta:
            database, table_name, legacy_table_names = db, 'couple', False

    class Stage(Model):
        class Meta:
            database, table_name, legacy_table_names = db, 'stage', False

    class Score(Model):
        class Meta:
            database, table_name, legacy_table_names = db, 'score', False

    class MentorshipContract(Model):
        class Meta:
            database, table_name, legacy_table_names = db, 'mentorship_contract', False

    class AskedRun(Model):
        sheet = ForeignKeyField(SharedSheet, on_delete='CASCADE', backref='+')
        going = IntegerField(null=True, unique=True)
        account = ForeignKeyField(Account, on_delete='CASCADE', backref='+', null=True)
        who = CharField(max_length=50)
        dry = BooleanField()
        state = CharField(max_length=20, index=True)
        tries = IntegerField()
        asked_at = DateTimeField()
        ended_at = DateTimeField(null=True)
        outcome = CharField(max_length=20, null=True)
        words = TextField()
        plan = TextField()
        run = ForeignKeyField(SheetRun, on_delete='SET NULL', backref='+', null=True)
        told = BooleanField()
        class Meta:
            database, table_name, legacy_table_names = db, 'asked_run', False

    class Criterion(Model):
        version = IntegerField()
        created_at = DateTimeField()
        changed_at = DateTimeField(index=True)
        deleted_at = DateTimeField(null=True)
        deletion = IntegerField(null=True, index=True)
        contest = ForeignKeyField(Contest, on_delete='RESTRICT', backref='+')
        module = CharField(max_length=20)
        name = CharField(max_length=100)
        kind = CharField(max_length=20)
        weight = BigIntegerField()
        worst = BigIntegerField(null=True)
        best = BigIntegerField(null=True)
        guide = TextField(null=True)
        pinyin = CharField(max_length=400, index=True)
        class Meta:
            database, table_name, legacy_table_names = db, 'criterion', False

    class ExpertRequest(Model):
        version = IntegerField()
        created_at = DateTimeField()
        changed_at = DateTimeField(index=True)
        deleted_at = DateTimeField(null=True)
        deletion = IntegerField(null=True, index=True)
        organisation = ForeignKeyField(Organisation, on_delete='RESTRICT', backref='+')
        enterprise = ForeignKeyField(Enterprise, on_delete='RESTRICT', backref='+')
        asked_on = DateField(index=True)
        source = CharField(max_length=20)
        subject = CharField(max_length=100)
        description = TextField(null=True)
        trade = ForeignKeyField(Trade, on_delete='RESTRICT', backref='+', null=True)
        expert = ForeignKeyField(Worker, on_delete='RESTRICT', backref='+', null=True)
        assigned_on = DateField(null=True, index=True)
        state = CharField(max_length=20)
        closed_on = DateField(null=True, index=True)
        outcome = TextField(null=True)
        benefit = IntegerField(null=True)
        class Meta:
            database, table_name, legacy_table_names = db, 'expert_request', False

    class ExpertService(Model):
        version = IntegerField()
        created_at = DateTimeField()
        changed_at = DateTimeField(index=True)
        deleted_at = DateTimeField(null=True)
        deletion = IntegerField(null=True, index=True)
        organisation = ForeignKeyField(Organisation, on_delete='RESTRICT', backref='+')
        expert = ForeignKeyField(Worker, on_delete='RESTRICT', backref='+')
        request = ForeignKeyField(ExpertRequest, on_delete='RESTRICT', backref='+', null=True)
        enterprise = ForeignKeyField(Enterprise, on_delete='RESTRICT', backref='+', null=True)
        kind = CharField(max_length=20)
        held_on = DateField(index=True)
        subject = CharField(max_length=100, null=True)
        people = IntegerField()
        class Meta:
            database, table_name, legacy_table_names = db, 'expert_service', False

    class KeyPost(Model):
        version = IntegerField()
        created_at = DateTimeField()
        changed_at = DateTimeField(index=True)
        deleted_at = DateTimeField(null=True)
        deletion = IntegerField(null=True, index=True)
        name = CharField(max_length=50)
        organisation = ForeignKeyField(Organisation, on_delete='RESTRICT', backref='+')
        enterprise = ForeignKeyField(Enterprise, on_delete='RESTRICT', backref='+', null=True)
        trade = ForeignKeyField(Trade, on_delete='RESTRICT', backref='+', null=True)
        in_force = BooleanField()
        note = TextField(null=True)
        pinyin = CharField(max_length=200, index=True)
        class Meta:
            database, table_name, legacy_table_names = db, 'key_post', False

    class Judge(Model):
        version = IntegerField()
        created_at = DateTimeField()
        changed_at = DateTimeField(index=True)
        deleted_at = DateTimeField(null=True)
        deletion = IntegerField(null=True, index=True)
        stage = ForeignKeyField(Stage, on_delete='RESTRICT', backref='+')
        criterion = ForeignKeyField(Criterion, on_delete='RESTRICT', backref='+')
        worker = ForeignKeyField(Worker, on_delete='RESTRICT', backref='+')
        class Meta:
            database, table_name, legacy_table_names = db, 'judge', False

    class Mark(Model):
        version = IntegerField()
        created_at = DateTimeField()
        changed_at = DateTimeField(index=True)
        deleted_at = DateTimeField(null=True)
        deletion = IntegerField(null=True, index=True)
        score = ForeignKeyField(Score, on_delete='RESTRICT', backref='+')
        judge = ForeignKeyField(Judge, on_delete='RESTRICT', backref='+')
        value = BigIntegerField(null=True)
        state = CharField(max_length=20)
        reason = CharField(max_length=200, null=True)
        class Meta:
            database, table_name, legacy_table_names = db, 'mark', False

    class MatchBlock(Model):
        profile = ForeignKeyField(MatchProfile, on_delete='CASCADE', backref='+')
        whom = ForeignKeyField(MatchProfile, on_delete='CASCADE', backref='+', null=True)
        phone = CharField(max_length=20)
        words = CharField(max_length=100)
        class Meta:
            database, table_name, legacy_table_names = db, 'match_block', False

    class MatchFollowUp(Model):
        version = IntegerField()
        created_at = DateTimeField()
        changed_at = DateTimeField(index=True)
        deleted_at = DateTimeField(null=True)
        deletion = IntegerField(null=True, index=True)
        couple = ForeignKeyField(Couple, on_delete='RESTRICT', backref='+')
        step = CharField(max_length=20)
        done_on = DateField(index=True)
        asked_by = CharField(max_length=50, null=True)
        told = TextField(null=True)
        class Meta:
            database, table_name, legacy_table_names = db, 'match_follow_up', False

    class MatchPolicy(Model):
        version = IntegerField()
        created_at = DateTimeField()
        changed_at = DateTimeField(index=True)
        deleted_at = DateTimeField(null=True)
        deletion = IntegerField(null=True, index=True)
        organisation = ForeignKeyField(Organisation, on_delete='RESTRICT', backref='+')
        holds_from = DateField()
        another_verifies = BooleanField()
        good_for = IntegerField()
        note = TextField(null=True)
        class Meta:
            database, table_name, legacy_table_names = db, 'match_policy', False

    class MatchSuggestion(Model):
        version = IntegerField()
        created_at = DateTimeField()
        changed_at = DateTimeField(index=True)
        deleted_at = DateTimeField(null=True)
        deletion = IntegerField(null=True, index=True)
        organisation = ForeignKeyField(Organisation, on_delete='RESTRICT', backref='+')
        first = ForeignKeyField(MatchProfile, on_delete='RESTRICT', backref='+')
        second = ForeignKeyField(MatchProfile, on_delete='RESTRICT', backref='+')
        suggested_on = DateField(index=True)
        points = IntegerField(null=True)
        reasons = TextField(null=True)
        again_because = CharField(max_length=200, null=True)
        state = CharField(max_length=20)
        note = TextField(null=True)
        class Meta:
            database, table_name, legacy_table_names = db, 'match_suggestion', False

    class MentorshipGoal(Model):
        version = IntegerField()
        created_at = DateTimeField()
        changed_at = DateTimeField(index=True)
        deleted_at = DateTimeField(null=True)
        deletion = IntegerField(null=True, index=True)
        contract = ForeignKeyField(MentorshipContract, on_delete='RESTRICT', backref='+')
        goal = CharField(max_length=200)
        measure = CharField(max_length=200, null=True)
        due_on = DateField(null=True)
        state = CharField(max_length=20)
        judged_on = DateField(null=True, index=True)
        class Meta:
            database, table_name, legacy_table_names = db, 'mentorship_goal', False

    class MentorshipPolicy(Model):
        version = IntegerField()
        created_at = DateTimeField()
        changed_at = DateTimeField(index=True)
        deleted_at = DateTimeField(null=True)
        deletion = IntegerField(null=True, index=True)
        organisation = ForeignKeyField(Organisation, on_delete='RESTRICT', backref='+')
        starts_on = DateField()
        kinds = CharField(max_length=200)
        most_apprentices = IntegerField(null=True)
        lowest_level = CharField(max_length=20, null=True)
        level_gap = IntegerField(null=True)
        shortest_term = IntegerField(null=True)
        longest_term = IntegerField(null=True)
        log_days = IntegerField(null=True)
        stages = CharField(max_length=200)
        monthly_allowance = BigIntegerField(null=True)
        middle_allowance = BigIntegerField(null=True)
        final_allowance = BigIntegerField(null=True)
        note = TextField(null=True)
        class Meta:
            database, table_name, legacy_table_names = db, 'mentorship_policy', False

    class MentorshipSession(Model):
        version = IntegerField()
        created_at = DateTimeField()
        changed_at = DateTimeField(index=True)
        deleted_at = DateTimeField(null=True)
        deletion = IntegerField(null=True, index=True)
        contract = ForeignKeyField(MentorshipContract, on_delete='RESTRICT', backref='+')
        held_on = DateField(index=True)
        hours = BigIntegerField()
        guided_by = CharField(max_length=50, null=True)
        content = TextField()
        place = CharField(max_length=100, null=True)
        class Meta:
            database, table_name, legacy_table_names = db, 'mentorship_session', False

    class Nomination(Model):
        version = IntegerField()
        created_at = DateTimeField()
        changed_at = DateTimeField(index=True)
        deleted_at = DateTimeField(null=True)
        deletion = IntegerField(null=True, index=True)
        key_post = ForeignKeyField(KeyPost, on_delete='RESTRICT', backref='+')
        title = CharField(max_length=20)
        period = CharField(max_length=10)
        worker = ForeignKeyField(Worker, on_delete='RESTRICT', backref='+')
        reason = TextField()
        score = ForeignKeyField(Score, on_delete='RESTRICT', backref='+', null=True)
        state = CharField(max_length=20)
        approved_by = CharField(max_length=50, null=True)
        notice_from = DateField(null=True, index=True)
        notice_until = DateField(null=True)
        answer = CharField(max_length=200, null=True)
        class Meta:
            database, table_name, legacy_table_names = db, 'nomination', False

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

    class SheetCopy(Model):
        sheet = ForeignKeyField(SharedSheet, on_delete='CASCADE', backref='+')
        name = CharField(max_length=255)
        mark = CharField(max_length=64)
        generation = IntegerField(null=True)
        taken = BooleanField()
        told = TextField()
        aside = CharField(max_length=400)
        at = DateTimeField()
        class Meta:
            database, table_name, legacy_table_names = db, 'sheet_copy', False
            indexes = [(('sheet', 'mark'), False)]

    class SheetFinding(Model):
        sheet = ForeignKeyField(SharedSheet, on_delete='CASCADE', backref='+')
        matter = CharField(max_length=20)
        line = IntegerField(null=True)
        row = CharField(max_length=10)
        record = IntegerField(null=True)
        column = CharField(max_length=40)
        text = TextField()
        at = DateTimeField()
        class Meta:
            database, table_name, legacy_table_names = db, 'sheet_finding', False
            indexes = [(('sheet', 'matter'), False)]

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

    class Studio(Model):
        version = IntegerField()
        created_at = DateTimeField()
        changed_at = DateTimeField(index=True)
        deleted_at = DateTimeField(null=True)
        deletion = IntegerField(null=True, index=True)
        name = CharField(max_length=100)
        organisation = ForeignKeyField(Organisation, on_delete='RESTRICT', backref='+')
        kind = CharField(max_length=20)
        level = CharField(max_length=20, null=True)
        leader = ForeignKeyField(Worker, on_delete='RESTRICT', backref='+')
        trade = ForeignKeyField(Trade, on_delete='RESTRICT', backref='+', null=True)
        enterprise = ForeignKeyField(Enterprise, on_delete='RESTRICT', backref='+', null=True)
        founded_on = DateField(null=True, index=True)
        place = CharField(max_length=100, null=True)
        focus = TextField(null=True)
        state = CharField(max_length=20)
        closed_on = DateField(null=True, index=True)
        close_reason = CharField(max_length=200, null=True)
        note = TextField(null=True)
        pinyin = CharField(max_length=400, index=True)
        class Meta:
            database, table_name, legacy_table_names = db, 'studio', False

    class StudioMember(Model):
        version = IntegerField()
        created_at = DateTimeField()
        changed_at = DateTimeField(index=True)
        deleted_at = DateTimeField(null=True)
        deletion = IntegerField(null=True, index=True)
        studio = ForeignKeyField(Studio, on_delete='RESTRICT', backref='+')
        worker = ForeignKeyField(Worker, on_delete='RESTRICT', backref='+')
        part = CharField(max_length=50, null=True)
        joined_on = DateField(null=True)
        left_on = DateField(null=True)
        class Meta:
            database, table_name, legacy_table_names = db, 'studio_member', False

    class StudioResult(Model):
        version = IntegerField()
        created_at = DateTimeField()
        changed_at = DateTimeField(index=True)
        deleted_at = DateTimeField(null=True)
        deletion = IntegerField(null=True, index=True)
        studio = ForeignKeyField(Studio, on_delete='RESTRICT', backref='+')
        name = CharField(max_length=200)
        kind = CharField(max_length=20)
        achieved_on = DateField(index=True)
        benefit = IntegerField(null=True)
        number = CharField(max_length=40, null=True)
        evidence = CharField(max_length=200, null=True)
        state = CharField(max_length=20)
        note = TextField(null=True)
        pinyin = CharField(max_length=800, index=True)
        class Meta:
            database, table_name, legacy_table_names = db, 'studio_result', False

    class StudioVisit(Model):
        version = IntegerField()
        created_at = DateTimeField()
        changed_at = DateTimeField(index=True)
        deleted_at = DateTimeField(null=True)
        deletion = IntegerField(null=True, index=True)
        studio = ForeignKeyField(Studio, on_delete='RESTRICT', backref='+')
        visited_on = DateField(index=True)
        kind = CharField(max_length=20)
        guests = CharField(max_length=100)
        people = IntegerField()
        note = TextField(null=True)
        class Meta:
            database, table_name, legacy_table_names = db, 'studio_visit', False

    class UnitSheet(Model):
        series = ForeignKeyField(SharedSheet, on_delete='CASCADE', backref='+')
        sheet = ForeignKeyField(SharedSheet, on_delete='CASCADE', backref='+', unique=True)
        class Meta:
            database, table_name, legacy_table_names = db, 'unit_sheet', False

    db.create_tables([AskedRun, Criterion, ExpertRequest, ExpertService, KeyPost, Judge, Mark, MatchBlock, MatchFollowUp, MatchPolicy, MatchSuggestion, MentorshipGoal, MentorshipPolicy, MentorshipSession, Nomination, Prize, SheetCopy, SheetFinding, StageQuota, Studio, StudioMember, StudioResult, StudioVisit, UnitSheet])
    db.execute_sql('CREATE UNIQUE INDEX IF NOT EXISTS "criterion_contest_id_name_live" ON "criterion" ("contest_id", "name") WHERE ("deleted_at" IS NULL)')
    db.execute_sql('CREATE UNIQUE INDEX IF NOT EXISTS "expert_service_expert_id_held_on_kind_subject_live" ON "expert_service" ("expert_id", "held_on", "kind", "subject") WHERE ("deleted_at" IS NULL)')
    db.execute_sql('CREATE UNIQUE INDEX IF NOT EXISTS "key_post_organisation_id_name_live" ON "key_post" ("organisation_id", "name") WHERE ("deleted_at" IS NULL)')
    db.execute_sql('CREATE UNIQUE INDEX IF NOT EXISTS "judge_stage_id_criterion_id_worker_id_live" ON "judge" ("stage_id", "criterion_id", "worker_id") WHERE ("deleted_at" IS NULL)')
    db.execute_sql('CREATE UNIQUE INDEX IF NOT EXISTS "mark_score_id_judge_id_live" ON "mark" ("score_id", "judge_id") WHERE ("deleted_at" IS NULL)')
    db.execute_sql('CREATE UNIQUE INDEX IF NOT EXISTS "match_follow_up_couple_id_step_live" ON "match_follow_up" ("couple_id", "step") WHERE ("deleted_at" IS NULL)')
    db.execute_sql('CREATE UNIQUE INDEX IF NOT EXISTS "match_policy_organisation_id_holds_from_live" ON "match_policy" ("organisation_id", "holds_from") WHERE ("deleted_at" IS NULL)')
    db.execute_sql('CREATE UNIQUE INDEX IF NOT EXISTS "match_suggestion_first_id_second_id_suggested_on_live" ON "match_suggestion" ("first_id", "second_id", "suggested_on") WHERE ("deleted_at" IS NULL)')
    db.execute_sql('CREATE UNIQUE INDEX IF NOT EXISTS "mentorship_goal_contract_id_goal_live" ON "mentorship_goal" ("contract_id", "goal") WHERE ("deleted_at" IS NULL)')
    db.execute_sql('CREATE UNIQUE INDEX IF NOT EXISTS "mentorship_policy_organisation_id_starts_on_live" ON "mentorship_policy" ("organisation_id", "starts_on") WHERE ("deleted_at" IS NULL)')
    db.execute_sql('CREATE UNIQUE INDEX IF NOT EXISTS "nomination_key_post_id_title_period_worker_id_live" ON "nomination" ("key_post_id", "title", "period", "worker_id") WHERE ("deleted_at" IS NULL)')
    db.execute_sql('CREATE UNIQUE INDEX IF NOT EXISTS "prize_contest_id_title_live" ON "prize" ("contest_id", "title") WHERE ("deleted_at" IS NULL)')
    db.execute_sql('CREATE UNIQUE INDEX IF NOT EXISTS "stage_quota_stage_id_name_live" ON "stage_quota" ("stage_id", "name") WHERE ("deleted_at" IS NULL)')
    db.execute_sql('CREATE UNIQUE INDEX IF NOT EXISTS "studio_member_studio_id_worker_id_live" ON "studio_member" ("studio_id", "worker_id") WHERE ("deleted_at" IS NULL)')
    db.execute_sql('CREATE UNIQUE INDEX IF NOT EXISTS "studio_result_studio_id_name_live" ON "studio_result" ("studio_id", "name") WHERE ("deleted_at" IS NULL)')
    db.execute_sql('CREATE UNIQUE INDEX IF NOT EXISTS "studio_visit_studio_id_visited_on_guests_live" ON "studio_visit" ("studio_id", "visited_on", "guests") WHERE ("deleted_at" IS NULL)')
    # competition column one_event: was None, shall be INTEGER NOT NULL
    migrator.migrate(migrator.add_column('competition', 'one_event', BooleanField(default=False)))
    # contest column blind: was None, shall be INTEGER NOT NULL
    migrator.migrate(migrator.add_column('contest', 'blind', BooleanField(default=False)))
    # contest column delegation_quota: was None, shall be INTEGER NULL
    migrator.migrate(migrator.add_column('contest', 'delegation_quota', IntegerField(null=True)))
    # contest column own_unit: was None, shall be INTEGER NOT NULL
    migrator.migrate(migrator.add_column('contest', 'own_unit', BooleanField(default=False)))
    # contest column tie_break: was None, shall be VARCHAR(200) NOT NULL
    migrator.migrate(migrator.add_column('contest', 'tie_break', CharField(max_length=200, default='')))
    # contest column ties: was None, shall be VARCHAR(20) NOT NULL
    migrator.migrate(migrator.add_column('contest', 'ties', CharField(max_length=20, default='all')))
    # entry column delegation: was None, shall be VARCHAR(100) NULL
    migrator.migrate(migrator.add_column('entry', 'delegation', CharField(max_length=100, null=True)))
    # entry column reason: was None, shall be VARCHAR(200) NULL
    migrator.migrate(migrator.add_column('entry', 'reason', CharField(max_length=200, null=True)))
    # honour column key_post_id: was None, shall be INTEGER NULL
    migrator.migrate(migrator.add_column('honour', 'key_post_id', ForeignKeyField(KeyPost, on_delete='RESTRICT', backref='+', null=True, index=False, field=KeyPost.id)))
    # honour column period: was None, shall be VARCHAR(7) NULL
    migrator.migrate(migrator.add_column('honour', 'period', CharField(max_length=7, null=True)))
    # honour index honour_key_post_id: was None, shall be CREATE INDEX "honour_key_post_id" ON "honour" ("key_post_id")
    db.execute_sql('CREATE INDEX "honour_key_post_id" ON "honour" ("key_post_id")')
    # honour index honour_key_post_id_kind_period_live: was None, shall be CREATE UNIQUE INDEX "honour_key_post_id_kind_period_live" ON "honour" ("key_post_id", "kind", "period") WHERE ("deleted_at" IS NULL)
    db.execute_sql('CREATE UNIQUE INDEX "honour_key_post_id_kind_period_live" ON "honour" ("key_post_id", "kind", "period") WHERE ("deleted_at" IS NULL)')
    # honour link key_post_id: was None, shall be key_post.id ON DELETE RESTRICT ON UPDATE NO ACTION
    # match_choice column place: was None, shall be INTEGER NOT NULL
    migrator.migrate(migrator.add_column('match_choice', 'place', IntegerField(default=1)))
    # match_event column choosing_at: was None, shall be DATETIME NULL
    migrator.migrate(migrator.add_column('match_event', 'choosing_at', DateTimeField(null=True)))
    # match_event column fair: was None, shall be VARCHAR(100) NULL
    migrator.migrate(migrator.add_column('match_event', 'fair', CharField(max_length=100, null=True)))
    # match_event column most_choices: was None, shall be INTEGER NOT NULL
    migrator.migrate(migrator.add_column('match_event', 'most_choices', IntegerField(default=3)))
    # match_event column paired_at: was None, shall be DATETIME NULL
    migrator.migrate(migrator.add_column('match_event', 'paired_at', DateTimeField(null=True)))
    # match_event column wiped_at: was None, shall be DATETIME NULL
    migrator.migrate(migrator.add_column('match_event', 'wiped_at', DateTimeField(null=True)))
    # match_profile column accepts: was None, shall be VARCHAR(200) NOT NULL
    migrator.migrate(migrator.add_column('match_profile', 'accepts', CharField(max_length=200, default='')))
    # match_profile column lives_in: was None, shall be VARCHAR(50) NULL
    migrator.migrate(migrator.add_column('match_profile', 'lives_in', CharField(max_length=50, null=True)))
    # match_profile column no_gos: was None, shall be VARCHAR(200) NOT NULL
    migrator.migrate(migrator.add_column('match_profile', 'no_gos', CharField(max_length=200, default='')))
    # match_profile column traits: was None, shall be VARCHAR(200) NOT NULL
    migrator.migrate(migrator.add_column('match_profile', 'traits', CharField(max_length=200, default='')))
    # match_profile column verified_at: was None, shall be DATETIME NULL
    migrator.migrate(migrator.add_column('match_profile', 'verified_at', DateTimeField(null=True)))
    # match_profile column wish_age_from: was None, shall be INTEGER NULL
    migrator.migrate(migrator.add_column('match_profile', 'wish_age_from', IntegerField(null=True)))
    # match_profile column wish_age_to: was None, shall be INTEGER NULL
    migrator.migrate(migrator.add_column('match_profile', 'wish_age_to', IntegerField(null=True)))
    # match_profile column wish_education: was None, shall be VARCHAR(20) NULL
    migrator.migrate(migrator.add_column('match_profile', 'wish_education', CharField(max_length=20, null=True)))
    # match_profile column wish_height_from: was None, shall be INTEGER NULL
    migrator.migrate(migrator.add_column('match_profile', 'wish_height_from', IntegerField(null=True)))
    # match_profile column wish_height_to: was None, shall be INTEGER NULL
    migrator.migrate(migrator.add_column('match_profile', 'wish_height_to', IntegerField(null=True)))
    # match_profile column wish_places: was None, shall be VARCHAR(200) NULL
    migrator.migrate(migrator.add_column('match_profile', 'wish_places', CharField(max_length=200, null=True)))
    # match_registration column came_at: was None, shall be DATETIME NULL
    migrator.migrate(migrator.add_column('match_registration', 'came_at', DateTimeField(null=True)))
    # mentorship_contract column certificate: was None, shall be VARCHAR(40) NULL
    migrator.migrate(migrator.add_column('mentorship_contract', 'certificate', CharField(max_length=40, null=True)))
    # mentorship_contract index mentorship_contract_certificate_live: was None, shall be CREATE UNIQUE INDEX "mentorship_contract_certificate_live" ON "mentorship_contract" ("certificate") WHERE ("deleted_at" IS NULL)
    db.execute_sql('CREATE UNIQUE INDEX "mentorship_contract_certificate_live" ON "mentorship_contract" ("certificate") WHERE ("deleted_at" IS NULL)')
    # mentorship_contract index mentorship_contract_one_running: was None, shall be CREATE UNIQUE INDEX "mentorship_contract_one_running" ON "mentorship_contract" ("apprentice_id", "kind") WHERE state = 'running' AND deleted_at IS NULL
    db.execute_sql('CREATE UNIQUE INDEX "mentorship_contract_one_running" ON "mentorship_contract" ("apprentice_id", "kind") WHERE state = \'running\' AND deleted_at IS NULL')
    # mentorship_review column confirmed_by: was None, shall be VARCHAR(50) NULL
    migrator.migrate(migrator.add_column('mentorship_review', 'confirmed_by', CharField(max_length=50, null=True)))
    # mentorship_review column confirmed_on: was None, shall be DATE NULL
    migrator.migrate(migrator.add_column('mentorship_review', 'confirmed_on', DateField(null=True)))
    # mentorship_review index mentorship_review_confirmed_on: was None, shall be CREATE INDEX "mentorship_review_confirmed_on" ON "mentorship_review" ("confirmed_on")
    db.execute_sql('CREATE INDEX "mentorship_review_confirmed_on" ON "mentorship_review" ("confirmed_on")')
    # score column added_up_by: was None, shall be VARCHAR(50) NULL
    migrator.migrate(migrator.add_column('score', 'added_up_by', CharField(max_length=50, null=True)))
    # score column confirmed_by: was None, shall be VARCHAR(50) NULL
    migrator.migrate(migrator.add_column('score', 'confirmed_by', CharField(max_length=50, null=True)))
    # score column decided_by: was None, shall be VARCHAR(20) NULL
    migrator.migrate(migrator.add_column('score', 'decided_by', CharField(max_length=20, null=True)))
    # score column goes_on: was None, shall be INTEGER NULL
    migrator.migrate(migrator.add_column('score', 'goes_on', BooleanField(null=True)))
    # score column seconds: was None, shall be INTEGER NULL
    migrator.migrate(migrator.add_column('score', 'seconds', IntegerField(null=True)))
    # score column submitted_at: was None, shall be DATETIME NULL
    migrator.migrate(migrator.add_column('score', 'submitted_at', DateTimeField(null=True)))
    # shared_sheet column ended_at: was None, shall be DATETIME NULL
    migrator.migrate(migrator.add_column('shared_sheet', 'ended_at', DateTimeField(null=True)))
    # shared_sheet column paused_at: was None, shall be DATETIME NULL
    migrator.migrate(migrator.add_column('shared_sheet', 'paused_at', DateTimeField(null=True)))
    # shared_sheet column paused_by: was None, shall be VARCHAR(50) NOT NULL
    migrator.migrate(migrator.add_column('shared_sheet', 'paused_by', CharField(max_length=50, default='')))
    # shared_sheet column paused_why: was None, shall be TEXT NOT NULL
    migrator.migrate(migrator.add_column('shared_sheet', 'paused_why', TextField(default='')))
    # shared_sheet column shape: was None, shall be TEXT NULL
    migrator.migrate(migrator.add_column('shared_sheet', 'shape', TextField(null=True)))
    # shared_sheet index shared_sheet_name: was CREATE UNIQUE INDEX "shared_sheet_name" ON "shared_sheet" ("name"), shall be CREATE INDEX "shared_sheet_name" ON "shared_sheet" ("name")
    migrator.migrate(migrator.drop_index('shared_sheet', 'shared_sheet_name'))
    db.execute_sql('CREATE INDEX "shared_sheet_name" ON "shared_sheet" ("name")')
    # sheet_notice column line: was None, shall be INTEGER NULL
    migrator.migrate(migrator.add_column('sheet_notice', 'line', IntegerField(null=True)))
    # sheet_row column was: was None, shall be VARCHAR(16) NULL
    migrator.migrate(migrator.add_column('sheet_row', 'was', CharField(max_length=16, null=True)))
    # sheet_run column who: was None, shall be VARCHAR(50) NOT NULL
    migrator.migrate(migrator.add_column('sheet_run', 'who', CharField(max_length=50, default='')))
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
