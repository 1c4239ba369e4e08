from peewee import *


def up(migrator, db):
    class Organisation(Model):
        version = IntegerField()
        created_at = DateTimeField()
        changed_at = DateTimeField(index=True)
        deleted_at = DateTimeField(null=True)
        deletion = IntegerField(null=True, index=True)
        name = CharField(max_length=100)
        kind = CharField(max_length=20)
        parent = ForeignKeyField('self', on_delete='RESTRICT', backref='+', null=True)
        credit_code = CharField(max_length=18, null=True)
        region = CharField(max_length=100, null=True)
        industries = CharField(max_length=200)
        founded_on = DateField(null=True)
        chair = CharField(max_length=50, null=True)
        phone = CharField(max_length=30, null=True)
        address = CharField(max_length=200, null=True)
        note = TextField(null=True)
        path = CharField(max_length=200, index=True)
        pinyin = CharField(max_length=400, index=True)
        class Meta:
            database, table_name, legacy_table_names = db, 'organisation', False

    class Account(Model):
        name = CharField(max_length=50, unique=True)
        password = CharField(max_length=200)
        role = CharField(max_length=20)
        organisation = ForeignKeyField(Organisation, on_delete='RESTRICT', backref='+', null=True)
        areas = CharField(max_length=200)
        must_change = BooleanField()
        locked = BooleanField()
        second_factor = CharField(max_length=64)
        last_code = BigIntegerField()
        created_at = DateTimeField()
        class Meta:
            database, table_name, legacy_table_names = db, 'account', False

    class Audit(Model):
        at = DateTimeField(index=True)
        account = ForeignKeyField(Account, on_delete='RESTRICT', backref='+', null=True)
        who = CharField(max_length=50)
        via = CharField(max_length=120)
        act = CharField(max_length=20)
        entity = CharField(max_length=40)
        record = BigIntegerField(null=True)
        version = IntegerField(null=True)
        organisation = IntegerField(null=True, index=True)
        changes = TextField()
        commitments = TextField()
        seal = CharField(max_length=64)
        class Meta:
            database, table_name, legacy_table_names = db, 'audit', False
            indexes = [(('entity', 'record', 'id'), False)]

    class Competition(Model):
        version = IntegerField()
        created_at = DateTimeField()
        changed_at = DateTimeField(index=True)
        deleted_at = DateTimeField(null=True)
        deletion = IntegerField(null=True, index=True)
        name = CharField(max_length=100)
        organisation = ForeignKeyField(Organisation, on_delete='RESTRICT', backref='+')
        level = CharField(max_length=20)
        hosts = CharField(max_length=200, null=True)
        place = CharField(max_length=100, null=True)
        starts_on = DateField(index=True)
        ends_on = DateField(null=True)
        state = CharField(max_length=20)
        note = TextField(null=True)
        pinyin = CharField(max_length=400, index=True)
        class Meta:
            database, table_name, legacy_table_names = db, 'competition', False

    class Trade(Model):
        version = IntegerField()
        created_at = DateTimeField()
        changed_at = DateTimeField(index=True)
        deleted_at = DateTimeField(null=True)
        deletion = IntegerField(null=True, index=True)
        name = CharField(max_length=100)
        number = CharField(max_length=20, null=True)
        industry = CharField(max_length=20, null=True)
        note = TextField(null=True)
        pinyin = CharField(max_length=400, index=True)
        class Meta:
            database, table_name, legacy_table_names = db, 'trade', False

    class Contest(Model):
        version = IntegerField()
        created_at = DateTimeField()
        changed_at = DateTimeField(index=True)
        deleted_at = DateTimeField(null=True)
        deletion = IntegerField(null=True, index=True)
        competition = ForeignKeyField(Competition, on_delete='RESTRICT', backref='+')
        name = CharField(max_length=100)
        trade = ForeignKeyField(Trade, on_delete='RESTRICT', backref='+', null=True)
        group = CharField(max_length=20)
        team_size = IntegerField()
        highest_age = IntegerField(null=True)
        unit_quota = IntegerField(null=True)
        theory_weight = IntegerField()
        note = TextField(null=True)
        pinyin = CharField(max_length=400, index=True)
        class Meta:
            database, table_name, legacy_table_names = db, 'contest', False

    class MatchEvent(Model):
        version = IntegerField()
        created_at = DateTimeField()
        changed_at = DateTimeField(index=True)
        deleted_at = DateTimeField(null=True)
        deletion = IntegerField(null=True, index=True)
        name = CharField(max_length=100)
        organisation = ForeignKeyField(Organisation, on_delete='RESTRICT', backref='+')
        theme = CharField(max_length=100, null=True)
        starts_at = DateTimeField(index=True)
        place = CharField(max_length=100, null=True)
        places_men = IntegerField()
        places_women = IntegerField()
        register_by = DateTimeField(null=True)
        choose_by = DateTimeField(null=True)
        visitors = IntegerField(null=True)
        state = CharField(max_length=20)
        note = TextField(null=True)
        pinyin = CharField(max_length=400, index=True)
        class Meta:
            database, table_name, legacy_table_names = db, 'match_event', False

    class Enterprise(Model):
        version = IntegerField()
        created_at = DateTimeField()
        changed_at = DateTimeField(index=True)
        deleted_at = DateTimeField(null=True)
        deletion = IntegerField(null=True, index=True)
        name = CharField(max_length=100)
        credit_code = CharField(max_length=18, null=True)
        organisation = ForeignKeyField(Organisation, on_delete='RESTRICT', backref='+')
        ownership = CharField(max_length=20, null=True)
        industry = CharField(max_length=20, null=True)
        staff = IntegerField(null=True)
        has_union = BooleanField()
        contact = CharField(max_length=50, null=True)
        phone = CharField(max_length=30, null=True)
        address = CharField(max_length=200, null=True)
        note = TextField(null=True)
        pinyin = CharField(max_length=400, index=True)
        class Meta:
            database, table_name, legacy_table_names = db, 'enterprise', False

    class Worker(Model):
        version = IntegerField()
        created_at = DateTimeField()
        changed_at = DateTimeField(index=True)
        deleted_at = DateTimeField(null=True)
        deletion = IntegerField(null=True, index=True)
        name = CharField(max_length=50)
        phone = CharField(max_length=30, null=True, index=True)
        organisation = ForeignKeyField(Organisation, on_delete='RESTRICT', backref='+')
        enterprise = ForeignKeyField(Enterprise, on_delete='RESTRICT', backref='+', null=True)
        trade = ForeignKeyField(Trade, on_delete='RESTRICT', backref='+', null=True)
        post = CharField(max_length=50, null=True)
        sex = CharField(max_length=20, null=True)
        born_on = DateField(null=True)
        id_kind = CharField(max_length=20)
        id_number = CharField(max_length=24, null=True)
        education = CharField(max_length=20, null=True)
        state = CharField(max_length=20)
        joined_on = DateField(null=True)
        address = CharField(max_length=200, null=True)
        note = TextField(null=True)
        pinyin = CharField(max_length=200, index=True)
        class Meta:
            database, table_name, legacy_table_names = db, 'worker', False

    class MatchProfile(Model):
        version = IntegerField()
        created_at = DateTimeField()
        changed_at = DateTimeField(index=True)
        deleted_at = DateTimeField(null=True)
        deletion = IntegerField(null=True, index=True)
        worker = ForeignKeyField(Worker, on_delete='RESTRICT', backref='+')
        single_state = CharField(max_length=20, null=True)
        height = IntegerField(null=True)
        hobbies = CharField(max_length=200, null=True)
        wishes = TextField(null=True)
        refuses = TextField(null=True)
        matchmaker = CharField(max_length=50, null=True)
        evidence = CharField(max_length=200, null=True)
        verified_by = CharField(max_length=50, null=True)
        verified_until = DateField(null=True)
        consented_on = DateField(null=True)
        state = CharField(max_length=20)
        class Meta:
            database, table_name, legacy_table_names = db, 'match_profile', False

    class Couple(Model):
        version = IntegerField()
        created_at = DateTimeField()
        changed_at = DateTimeField(index=True)
        deleted_at = DateTimeField(null=True)
        deletion = IntegerField(null=True, index=True)
        organisation = ForeignKeyField(Organisation, on_delete='RESTRICT', backref='+')
        event = ForeignKeyField(MatchEvent, on_delete='RESTRICT', backref='+', null=True)
        first = ForeignKeyField(MatchProfile, on_delete='RESTRICT', backref='+')
        second = ForeignKeyField(MatchProfile, on_delete='RESTRICT', backref='+')
        paired_on = DateField(index=True)
        state = CharField(max_length=20)
        registered_on = DateField(null=True, index=True)
        wedding = CharField(max_length=100, null=True)
        wedding_on = DateField(null=True, index=True)
        note = TextField(null=True)
        class Meta:
            database, table_name, legacy_table_names = db, 'couple', False

    class Entry(Model):
        version = IntegerField()
        created_at = DateTimeField()
        changed_at = DateTimeField(index=True)
        deleted_at = DateTimeField(null=True)
        deletion = IntegerField(null=True, index=True)
        contest = ForeignKeyField(Contest, on_delete='RESTRICT', backref='+')
        name = CharField(max_length=100)
        number = CharField(max_length=20, null=True)
        unit = CharField(max_length=100, null=True)
        entered_on = DateField(null=True, index=True)
        state = CharField(max_length=20)
        note = TextField(null=True)
        pinyin = CharField(max_length=400, index=True)
        class Meta:
            database, table_name, legacy_table_names = db, 'entry', False

    class EntryMember(Model):
        version = IntegerField()
        created_at = DateTimeField()
        changed_at = DateTimeField(index=True)
        deleted_at = DateTimeField(null=True)
        deletion = IntegerField(null=True, index=True)
        entry = ForeignKeyField(Entry, on_delete='RESTRICT', backref='+')
        worker = ForeignKeyField(Worker, on_delete='RESTRICT', backref='+')
        captain = BooleanField()
        class Meta:
            database, table_name, legacy_table_names = db, 'entry_member', False

    class FileImport(Model):
        entity = CharField(max_length=40)
        account = ForeignKeyField(Account, on_delete='SET NULL', backref='+', null=True)
        who = CharField(max_length=50)
        acting = ForeignKeyField(Account, on_delete='SET NULL', backref='+', null=True)
        organisation = ForeignKeyField(Organisation, on_delete='SET NULL', backref='+', null=True)
        into = ForeignKeyField(Organisation, on_delete='SET NULL', backref='+', null=True)
        name = CharField(max_length=200)
        stored = CharField(max_length=80)
        tab = CharField(max_length=100)
        heading_line = IntegerField(null=True)
        columns = TextField()
        key = CharField(max_length=200)
        blanks = BooleanField()
        narrowed = TextField()
        locale = CharField(max_length=20)
        state = CharField(max_length=20)
        words = TextField()
        done = IntegerField()
        total = IntegerField()
        stop = BooleanField()
        epoch = IntegerField()
        beat_at = DateTimeField(null=True)
        made_at = DateTimeField(index=True)
        done_at = DateTimeField(null=True)
        emptied_at = DateTimeField(null=True)
        class Meta:
            database, table_name, legacy_table_names = db, 'file_import', False

    class Honour(Model):
        version = IntegerField()
        created_at = DateTimeField()
        changed_at = DateTimeField(index=True)
        deleted_at = DateTimeField(null=True)
        deletion = IntegerField(null=True, index=True)
        worker = ForeignKeyField(Worker, on_delete='RESTRICT', backref='+')
        kind = CharField(max_length=20)
        title = CharField(max_length=100)
        level = CharField(max_length=20, null=True)
        awarded_on = DateField(index=True)
        awarded_by = CharField(max_length=100, null=True)
        post = CharField(max_length=50, null=True)
        contest = ForeignKeyField(Contest, on_delete='RESTRICT', backref='+', null=True)
        reason = TextField(null=True)
        class Meta:
            database, table_name, legacy_table_names = db, 'honour', False

    class ImportHeading(Model):
        entity = CharField(max_length=40)
        organisation = ForeignKeyField(Organisation, on_delete='CASCADE', backref='+', null=True)
        text = CharField(max_length=200)
        column = CharField(max_length=40)
        class Meta:
            database, table_name, legacy_table_names = db, 'import_heading', False
            indexes = [(('entity', 'organisation', 'text'), False)]

    class ImportLine(Model):
        file = ForeignKeyField(FileImport, on_delete='CASCADE', backref='+')
        line = IntegerField()
        outcome = CharField(max_length=20)
        state = CharField(max_length=20)
        record = IntegerField(null=True)
        version = IntegerField(null=True)
        identity = CharField(max_length=40)
        mark = CharField(max_length=16)
        cells = TextField()
        problems = TextField()
        class Meta:
            database, table_name, legacy_table_names = db, 'import_line', False
            indexes = [(('file', 'line'), True), (('file', 'outcome', 'state', 'line'), False), (('file', 'identity'), False), (('file', 'record'), False)]

    class Installation(Model):
        fingerprint = CharField(max_length=64, unique=True)
        at = DateTimeField()
        class Meta:
            database, table_name, legacy_table_names = db, 'installation', False

    class LikelyPair(Model):
        entity = CharField(max_length=40)
        first = IntegerField()
        second = IntegerField(index=True)
        why = CharField(max_length=100)
        state = CharField(max_length=20)
        who = CharField(max_length=50)
        at = DateTimeField()
        class Meta:
            database, table_name, legacy_table_names = db, 'likely_pair', False
            indexes = [(('entity', 'first', 'second'), True)]

    class LinkTry(Model):
        fingerprint = CharField(max_length=64, unique=True)
        count = IntegerField()
        at = DateTimeField(index=True)
        class Meta:
            database, table_name, legacy_table_names = db, 'link_try', False

    class MatchChoice(Model):
        event = ForeignKeyField(MatchEvent, on_delete='CASCADE', backref='+')
        chooser = ForeignKeyField(MatchProfile, on_delete='CASCADE', backref='+')
        chosen = ForeignKeyField(MatchProfile, on_delete='CASCADE', backref='+')
        class Meta:
            database, table_name, legacy_table_names = db, 'match_choice', False
            indexes = [(('event', 'chooser', 'chosen'), True)]

    class MatchRegistration(Model):
        version = IntegerField()
        created_at = DateTimeField()
        changed_at = DateTimeField(index=True)
        deleted_at = DateTimeField(null=True)
        deletion = IntegerField(null=True, index=True)
        event = ForeignKeyField(MatchEvent, on_delete='RESTRICT', backref='+')
        profile = ForeignKeyField(MatchProfile, on_delete='RESTRICT', backref='+')
        badge = IntegerField(null=True)
        registered_on = DateField(null=True, index=True)
        state = CharField(max_length=20)
        class Meta:
            database, table_name, legacy_table_names = db, 'match_registration', False

    class MentorshipContract(Model):
        version = IntegerField()
        created_at = DateTimeField()
        changed_at = DateTimeField(index=True)
        deleted_at = DateTimeField(null=True)
        deletion = IntegerField(null=True, index=True)
        organisation = ForeignKeyField(Organisation, on_delete='RESTRICT', backref='+')
        mentor = ForeignKeyField(Worker, on_delete='RESTRICT', backref='+')
        apprentice = ForeignKeyField(Worker, on_delete='RESTRICT', backref='+')
        kind = CharField(max_length=20)
        trade = ForeignKeyField(Trade, on_delete='RESTRICT', backref='+', null=True)
        signed_on = DateField(null=True, index=True)
        starts_on = DateField()
        ends_on = DateField()
        goals = TextField(null=True)
        plan = TextField(null=True)
        state = CharField(max_length=20)
        ended_on = DateField(null=True, index=True)
        ended_by = CharField(max_length=20, null=True)
        end_reason = CharField(max_length=200, null=True)
        mentor_signed_at = DateTimeField(null=True)
        apprentice_signed_at = DateTimeField(null=True)
        note = TextField(null=True)
        class Meta:
            database, table_name, legacy_table_names = db, 'mentorship_contract', False

    class MentorshipReview(Model):
        version = IntegerField()
        created_at = DateTimeField()
        changed_at = DateTimeField(index=True)
        deleted_at = DateTimeField(null=True)
        deletion = IntegerField(null=True, index=True)
        contract = ForeignKeyField(MentorshipContract, on_delete='RESTRICT', backref='+')
        kind = CharField(max_length=20)
        reviewed_on = DateField(index=True)
        goals_met = TextField(null=True)
        points = BigIntegerField(null=True)
        verdict = CharField(max_length=20, null=True)
        allowance = BigIntegerField(null=True)
        reviewer = CharField(max_length=50, null=True)
        class Meta:
            database, table_name, legacy_table_names = db, 'mentorship_review', False

    class Merge(Model):
        entity = CharField(max_length=40)
        kept = IntegerField()
        lost = IntegerField()
        deletion = IntegerField()
        change = IntegerField(null=True)
        moves = TextField()
        who = CharField(max_length=50)
        at = DateTimeField()
        undone_at = DateTimeField(null=True)
        class Meta:
            database, table_name, legacy_table_names = db, 'merge', False
            indexes = [(('entity', 'lost'), False), (('entity', 'kept'), False)]

    class MonthClose(Model):
        report = CharField(max_length=40)
        month = CharField(max_length=7)
        organisation = ForeignKeyField(Organisation, on_delete='RESTRICT', backref='+')
        closed_at = DateTimeField()
        who = CharField(max_length=50)
        trail = IntegerField()
        reopened_at = DateTimeField(null=True)
        reopened_by = CharField(max_length=50)
        reason = CharField(max_length=200)
        class Meta:
            database, table_name, legacy_table_names = db, 'month_close', False

    class MonthFigure(Model):
        close = ForeignKeyField(MonthClose, on_delete='CASCADE', backref='+')
        month = CharField(max_length=7)
        place = IntegerField()
        indicator = CharField(max_length=200)
        union = IntegerField(null=True)
        group = CharField(max_length=100)
        value = CharField(max_length=40)
        numerator = BigIntegerField()
        denominator = BigIntegerField(null=True)
        entity = CharField(max_length=40)
        counted = TextField()
        of = TextField()
        adds = CharField(max_length=40)
        rows = IntegerField(null=True)
        rows_below = IntegerField(null=True)
        class Meta:
            database, table_name, legacy_table_names = db, 'month_figure', False

    class MonthRows(Model):
        rows = IntegerField()
        block = IntegerField()
        bits = BigIntegerField()
        count = IntegerField()
        class Meta:
            database, table_name, legacy_table_names = db, 'month_rows', False
            indexes = [(('rows', 'block'), True)]

    class PersonalLink(Model):
        fingerprint = CharField(max_length=64, unique=True)
        purpose = CharField(max_length=40)
        entity = CharField(max_length=40)
        record = IntegerField()
        worker = ForeignKeyField(Worker, on_delete='CASCADE', backref='+')
        made_by = ForeignKeyField(Account, on_delete='SET NULL', backref='+', null=True)
        made_at = DateTimeField()
        expires_at = DateTimeField()
        revoked_at = DateTimeField(null=True)
        seen_at = DateTimeField(null=True)
        used_at = DateTimeField(null=True)
        uses_left = IntegerField()
        class Meta:
            database, table_name, legacy_table_names = db, 'personal_link', False
            indexes = [(('entity', 'record'), False)]

    class QualityCount(Model):
        month = CharField(max_length=7)
        organisation = IntegerField(null=True)
        entity = CharField(max_length=40)
        records = IntegerField()
        flawed = IntegerField()
        class Meta:
            database, table_name, legacy_table_names = db, 'quality_count', False
            indexes = [(('month', 'entity', 'organisation'), False)]

    class QualityRule(Model):
        key = CharField(max_length=120, null=True, unique=True)
        entity = CharField(max_length=40)
        defect = CharField(max_length=20)
        columns = CharField(max_length=200)
        parameter = CharField(max_length=100)
        state = CharField(max_length=20)
        since = DateTimeField()
        who = CharField(max_length=50)
        checked_at = DateTimeField(null=True)
        class Meta:
            database, table_name, legacy_table_names = db, 'quality_rule', False

    class QualityExemption(Model):
        rule = ForeignKeyField(QualityRule, on_delete='CASCADE', backref='+')
        record = IntegerField()
        reason = CharField(max_length=200)
        until = DateField()
        who = CharField(max_length=50)
        at = DateTimeField()
        class Meta:
            database, table_name, legacy_table_names = db, 'quality_exemption', False
            indexes = [(('rule', 'record'), True)]

    class QualityFinding(Model):
        rule = ForeignKeyField(QualityRule, on_delete='CASCADE', backref='+')
        entity = CharField(max_length=40)
        record = IntegerField()
        column = CharField(max_length=40)
        organisation = IntegerField(null=True)
        since = DateTimeField()
        class Meta:
            database, table_name, legacy_table_names = db, 'quality_finding', False
            indexes = [(('rule', 'column', 'record'), True), (('entity', 'record'), False), (('organisation', 'entity', 'record'), False)]

    class QualityRound(Model):
        who = CharField(max_length=50)
        asked_at = DateTimeField()
        ended_at = DateTimeField(null=True)
        findings = IntegerField()
        class Meta:
            database, table_name, legacy_table_names = db, 'quality_round', False

    class RecoveryCode(Model):
        account = ForeignKeyField(Account, on_delete='CASCADE', backref='+')
        code = CharField(max_length=64)
        used_at = DateTimeField(null=True)
        class Meta:
            database, table_name, legacy_table_names = db, 'recovery_code', False

    class RequestBudget(Model):
        account = CharField(max_length=200)
        side = CharField(max_length=10)
        left = FloatField()
        at = DateTimeField()
        class Meta:
            database, table_name, legacy_table_names = db, 'request_budget', False
            indexes = [(('account', 'side'), True)]

    class Stage(Model):
        version = IntegerField()
        created_at = DateTimeField()
        changed_at = DateTimeField(index=True)
        deleted_at = DateTimeField(null=True)
        deletion = IntegerField(null=True, index=True)
        contest = ForeignKeyField(Contest, on_delete='RESTRICT', backref='+')
        number = IntegerField()
        kind = CharField(max_length=20)
        held_on = DateField(null=True, index=True)
        place = CharField(max_length=100, null=True)
        promoted = IntegerField(null=True)
        class Meta:
            database, table_name, legacy_table_names = db, 'stage', False

    class Score(Model):
        version = IntegerField()
        created_at = DateTimeField()
        changed_at = DateTimeField(index=True)
        deleted_at = DateTimeField(null=True)
        deletion = IntegerField(null=True, index=True)
        entry = ForeignKeyField(Entry, on_delete='RESTRICT', backref='+')
        stage = ForeignKeyField(Stage, on_delete='RESTRICT', backref='+')
        theory = BigIntegerField(null=True)
        practice = BigIntegerField(null=True)
        total = BigIntegerField(null=True)
        place = IntegerField(null=True)
        state = CharField(max_length=20)
        class Meta:
            database, table_name, legacy_table_names = db, 'score', False

    class SentForm(Model):
        fingerprint = CharField(max_length=64, unique=True)
        content = CharField(max_length=64)
        record = IntegerField()
        at = DateTimeField(index=True)
        class Meta:
            database, table_name, legacy_table_names = db, 'sent_form', False

    class Session(Model):
        account = ForeignKeyField(Account, on_delete='CASCADE', backref='+')
        token = CharField(max_length=64, unique=True)
        started_at = DateTimeField()
        seen_at = DateTimeField(index=True)
        address = CharField(max_length=45)
        browser = CharField(max_length=200)
        class Meta:
            database, table_name, legacy_table_names = db, 'session', False

    class SharedSheet(Model):
        name = CharField(max_length=80, unique=True)
        entity = CharField(max_length=40)
        backend = CharField(max_length=20)
        locator = CharField(max_length=400)
        organisation = ForeignKeyField(Organisation, on_delete='RESTRICT', backref='+', null=True)
        account = ForeignKeyField(Account, on_delete='RESTRICT', backref='+', null=True)
        columns = TextField()
        editable = TextField()
        policies = TextField()
        may_delete = BooleanField()
        schedule = CharField(max_length=20)
        purpose = TextField()
        recipients = TextField()
        locale = CharField(max_length=20)
        paused = BooleanField()
        state = CharField(max_length=20)
        words = TextField()
        ran_at = DateTimeField(null=True)
        good_at = DateTimeField(null=True)
        generation = IntegerField()
        counter = IntegerField()
        epoch = IntegerField()
        still = TextField()
        created_at = DateTimeField()
        class Meta:
            database, table_name, legacy_table_names = db, 'shared_sheet', False

    class SheetConflict(Model):
        sheet = ForeignKeyField(SharedSheet, on_delete='CASCADE', backref='+')
        row = CharField(max_length=10)
        record = IntegerField()
        column = CharField(max_length=40)
        base = TextField()
        office = TextField()
        typed = TextField()
        state = CharField(max_length=20)
        settlement = CharField(max_length=20, null=True)
        who = CharField(max_length=50)
        at = DateTimeField()
        class Meta:
            database, table_name, legacy_table_names = db, 'sheet_conflict', False
            indexes = [(('sheet', 'state'), False)]

    class SheetGeneration(Model):
        sheet = ForeignKeyField(SharedSheet, on_delete='CASCADE', backref='+')
        number = IntegerField()
        parent = IntegerField()
        steps = TextField()
        at = DateTimeField()
        class Meta:
            database, table_name, legacy_table_names = db, 'sheet_generation', False
            indexes = [(('sheet', 'number'), True)]

    class SheetNotice(Model):
        sheet = ForeignKeyField(SharedSheet, on_delete='CASCADE', backref='+')
        row = CharField(max_length=10)
        matter = CharField(max_length=20)
        column = CharField(max_length=40)
        text = TextField()
        generation = IntegerField()
        at = DateTimeField()
        class Meta:
            database, table_name, legacy_table_names = db, 'sheet_notice', False

    class SheetProposal(Model):
        sheet = ForeignKeyField(SharedSheet, on_delete='CASCADE', backref='+')
        fingerprint = CharField(max_length=80)
        matter = CharField(max_length=20)
        row = CharField(max_length=10)
        record = IntegerField(null=True)
        column = CharField(max_length=40)
        text = TextField()
        state = CharField(max_length=20)
        approved = BooleanField(null=True)
        who = CharField(max_length=50)
        at = DateTimeField()
        class Meta:
            database, table_name, legacy_table_names = db, 'sheet_proposal', False
            indexes = [(('sheet', 'fingerprint'), False)]

    class SheetRow(Model):
        sheet = ForeignKeyField(SharedSheet, on_delete='CASCADE', backref='+')
        row = CharField(max_length=10)
        record = IntegerField(null=True)
        cells = TextField(null=True)
        seen = CharField(max_length=16)
        missing = IntegerField(null=True)
        gone = CharField(max_length=10)
        copy = CharField(max_length=16)
        taken = TextField()
        class Meta:
            database, table_name, legacy_table_names = db, 'sheet_row', False
            indexes = [(('sheet', 'row'), True)]

    class SheetRun(Model):
        sheet = ForeignKeyField(SharedSheet, on_delete='CASCADE', backref='+')
        at = DateTimeField(index=True)
        outcome = CharField(max_length=20)
        words = TextField()
        plan = TextField()
        reads = IntegerField()
        writes = IntegerField()
        to_records = IntegerField()
        to_sheet = IntegerField()
        class Meta:
            database, table_name, legacy_table_names = db, 'sheet_run', False

    class SignIn(Model):
        at = DateTimeField(index=True)
        account = ForeignKeyField(Account, on_delete='SET NULL', backref='+', null=True)
        name = CharField(max_length=50)
        key = CharField(max_length=64)
        outcome = CharField(max_length=20)
        address = CharField(max_length=45, index=True)
        browser = CharField(max_length=200)
        class Meta:
            database, table_name, legacy_table_names = db, 'sign_in', False
            indexes = [(('key', 'at'), False)]

    class Skill(Model):
        version = IntegerField()
        created_at = DateTimeField()
        changed_at = DateTimeField(index=True)
        deleted_at = DateTimeField(null=True)
        deletion = IntegerField(null=True, index=True)
        worker = ForeignKeyField(Worker, on_delete='RESTRICT', backref='+')
        trade = ForeignKeyField(Trade, on_delete='RESTRICT', backref='+')
        level = CharField(max_length=20)
        certificate = CharField(max_length=40, null=True)
        issued_by = CharField(max_length=100, null=True)
        issued_on = DateField(null=True, index=True)
        expires_on = DateField(null=True)
        class Meta:
            database, table_name, legacy_table_names = db, 'skill', False

    class TrailEnd(Model):
        number = IntegerField()
        seal = CharField(max_length=64)
        class Meta:
            database, table_name, legacy_table_names = db, 'trail_end', False

    class Trainer(Model):
        version = IntegerField()
        created_at = DateTimeField()
        changed_at = DateTimeField(index=True)
        deleted_at = DateTimeField(null=True)
        deletion = IntegerField(null=True, index=True)
        name = CharField(max_length=50)
        phone = CharField(max_length=30, null=True)
        organisation = ForeignKeyField(Organisation, on_delete='RESTRICT', backref='+')
        kind = CharField(max_length=20)
        worker = ForeignKeyField(Worker, on_delete='RESTRICT', backref='+', null=True)
        employer = CharField(max_length=100, null=True)
        trade = ForeignKeyField(Trade, on_delete='RESTRICT', backref='+', null=True)
        level = CharField(max_length=20, null=True)
        title = CharField(max_length=50, null=True)
        teaches = CharField(max_length=200, null=True)
        appointed_on = DateField(null=True, index=True)
        state = CharField(max_length=20)
        note = TextField(null=True)
        pinyin = CharField(max_length=200, index=True)
        class Meta:
            database, table_name, legacy_table_names = db, 'trainer', False

    class Transfer(Model):
        entity = CharField(max_length=40)
        record = IntegerField()
        version = IntegerField()
        origin = ForeignKeyField(Organisation, on_delete='RESTRICT', backref='+')
        target = ForeignKeyField(Organisation, on_delete='RESTRICT', backref='+')
        reason = CharField(max_length=200)
        released_by = CharField(max_length=50)
        released_at = DateTimeField()
        state = CharField(max_length=20)
        decided_by = CharField(max_length=50)
        decided_at = DateTimeField(null=True, index=True)
        answer = CharField(max_length=200)
        class Meta:
            database, table_name, legacy_table_names = db, 'transfer', False
            indexes = [(('entity', 'record'), False)]

    db.create_tables([Organisation, Account, Audit, Competition, Trade, Contest, MatchEvent, Enterprise, Worker, MatchProfile, Couple, Entry, EntryMember, FileImport, Honour, ImportHeading, ImportLine, Installation, LikelyPair, LinkTry, MatchChoice, MatchRegistration, MentorshipContract, MentorshipReview, Merge, MonthClose, MonthFigure, MonthRows, PersonalLink, QualityCount, QualityRule, QualityExemption, QualityFinding, QualityRound, RecoveryCode, RequestBudget, Stage, Score, SentForm, Session, SharedSheet, SheetConflict, SheetGeneration, SheetNotice, SheetProposal, SheetRow, SheetRun, SignIn, Skill, TrailEnd, Trainer, Transfer])
    db.execute_sql('CREATE UNIQUE INDEX IF NOT EXISTS "organisation_credit_code_live" ON "organisation" ("credit_code") WHERE ("deleted_at" IS NULL)')
    db.execute_sql('CREATE UNIQUE INDEX IF NOT EXISTS "organisation_parent_id_name_live" ON "organisation" ("parent_id", "name") WHERE ("deleted_at" IS NULL)')
    db.execute_sql('CREATE UNIQUE INDEX IF NOT EXISTS "trade_name_live" ON "trade" ("name") WHERE ("deleted_at" IS NULL)')
    db.execute_sql('CREATE UNIQUE INDEX IF NOT EXISTS "contest_competition_id_name_group_live" ON "contest" ("competition_id", "name", "group") WHERE ("deleted_at" IS NULL)')
    db.execute_sql('CREATE UNIQUE INDEX IF NOT EXISTS "enterprise_credit_code_live" ON "enterprise" ("credit_code") WHERE ("deleted_at" IS NULL)')
    db.execute_sql('CREATE UNIQUE INDEX IF NOT EXISTS "worker_id_number_live" ON "worker" ("id_number") WHERE ("deleted_at" IS NULL)')
    db.execute_sql('CREATE UNIQUE INDEX IF NOT EXISTS "match_profile_worker_id_live" ON "match_profile" ("worker_id") WHERE ("deleted_at" IS NULL)')
    db.execute_sql('CREATE UNIQUE INDEX IF NOT EXISTS "couple_first_id_second_id_paired_on_live" ON "couple" ("first_id", "second_id", "paired_on") WHERE ("deleted_at" IS NULL)')
    db.execute_sql('CREATE UNIQUE INDEX IF NOT EXISTS "entry_contest_id_number_live" ON "entry" ("contest_id", "number") WHERE ("deleted_at" IS NULL)')
    db.execute_sql('CREATE UNIQUE INDEX IF NOT EXISTS "entry_member_entry_id_worker_id_live" ON "entry_member" ("entry_id", "worker_id") WHERE ("deleted_at" IS NULL)')
    db.execute_sql('CREATE UNIQUE INDEX IF NOT EXISTS "honour_worker_id_title_awarded_on_live" ON "honour" ("worker_id", "title", "awarded_on") WHERE ("deleted_at" IS NULL)')
    db.execute_sql('CREATE UNIQUE INDEX IF NOT EXISTS "match_registration_event_id_profile_id_live" ON "match_registration" ("event_id", "profile_id") WHERE ("deleted_at" IS NULL)')
    db.execute_sql('CREATE UNIQUE INDEX IF NOT EXISTS "match_registration_event_id_badge_live" ON "match_registration" ("event_id", "badge") WHERE ("deleted_at" IS NULL)')
    db.execute_sql('CREATE UNIQUE INDEX IF NOT EXISTS "mentorship_review_contract_id_kind_reviewed_on_live" ON "mentorship_review" ("contract_id", "kind", "reviewed_on") WHERE ("deleted_at" IS NULL)')
    db.execute_sql('CREATE UNIQUE INDEX IF NOT EXISTS "month_close_in_force" ON "month_close" ("organisation_id", "report", "month") WHERE ("reopened_at" IS NULL)')
    db.execute_sql('CREATE UNIQUE INDEX IF NOT EXISTS "stage_contest_id_number_live" ON "stage" ("contest_id", "number") WHERE ("deleted_at" IS NULL)')
    db.execute_sql('CREATE UNIQUE INDEX IF NOT EXISTS "score_entry_id_stage_id_live" ON "score" ("entry_id", "stage_id") WHERE ("deleted_at" IS NULL)')
    db.execute_sql('CREATE UNIQUE INDEX IF NOT EXISTS "skill_certificate_live" ON "skill" ("certificate") WHERE ("deleted_at" IS NULL)')
    db.execute_sql('CREATE UNIQUE INDEX IF NOT EXISTS "skill_worker_id_trade_id_level_live" ON "skill" ("worker_id", "trade_id", "level") WHERE ("deleted_at" IS NULL)')
    db.execute_sql('CREATE UNIQUE INDEX IF NOT EXISTS "transfer_open" ON "transfer" ("entity", "record") WHERE ("decided_at" IS NULL)')
