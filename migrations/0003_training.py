from peewee import *


def up(migrator, db):
    class Organisation(Model):
        class Meta:
            database, table_name, legacy_table_names = db, 'organisation', False

    class Account(Model):
        class Meta:
            database, table_name, legacy_table_names = db, 'account', False

    class Enterprise(Model):
        class Meta:
            database, table_name, legacy_table_names = db, 'enterprise', False

    class Trade(Model):
        class Meta:
            database, table_name, legacy_table_names = db, 'trade', False

    class Worker(Model):
        class Meta:
            database, table_name, legacy_table_names = db, 'worker', False

    class Trainer(Model):
        class Meta:
            database, table_name, legacy_table_names = db, 'trainer', False

    class Academy(Model):
        version = IntegerField()
        created_at = DateTimeField()
        changed_at = DateTimeField(index=True)
        deleted_at = DateTimeField(null=True)
        deletion = IntegerField(null=True, index=True)
        name = CharField(max_length=100)
        organisation = ForeignKeyField(Organisation, on_delete='RESTRICT', backref='+')
        parent = ForeignKeyField('self', on_delete='RESTRICT', backref='+', null=True)
        industry = CharField(max_length=20, null=True)
        speciality = CharField(max_length=100, null=True)
        place = CharField(max_length=100, null=True)
        founded_on = DateField(null=True, index=True)
        closed_on = DateField(null=True, index=True)
        note = TextField(null=True)
        pinyin = CharField(max_length=400, index=True)
        class Meta:
            database, table_name, legacy_table_names = db, 'academy', False

    class Fair(Model):
        version = IntegerField()
        created_at = DateTimeField()
        changed_at = DateTimeField(index=True)
        deleted_at = DateTimeField(null=True)
        deletion = IntegerField(null=True, index=True)
        name = CharField(max_length=100)
        organisation = ForeignKeyField(Organisation, on_delete='RESTRICT', backref='+')
        kind = CharField(max_length=20)
        hosts = CharField(max_length=200, null=True)
        place = CharField(max_length=100, null=True)
        starts_on = DateField(index=True)
        ends_on = DateField(null=True)
        visitors = IntegerField(null=True)
        state = CharField(max_length=20)
        note = TextField(null=True)
        pinyin = CharField(max_length=400, index=True)
        class Meta:
            database, table_name, legacy_table_names = db, 'fair', False

    class JobPost(Model):
        version = IntegerField()
        created_at = DateTimeField()
        changed_at = DateTimeField(index=True)
        deleted_at = DateTimeField(null=True)
        deletion = IntegerField(null=True, index=True)
        name = CharField(max_length=100)
        organisation = ForeignKeyField(Organisation, on_delete='RESTRICT', backref='+')
        enterprise = ForeignKeyField(Enterprise, on_delete='RESTRICT', backref='+')
        fair = ForeignKeyField(Fair, on_delete='RESTRICT', backref='+', null=True)
        trade = ForeignKeyField(Trade, on_delete='RESTRICT', backref='+', null=True)
        level = CharField(max_length=20, null=True)
        lowest_education = CharField(max_length=20, null=True)
        openings = IntegerField()
        wage_from = IntegerField(null=True)
        wage_to = IntegerField(null=True)
        place = CharField(max_length=100, null=True)
        work_place = CharField(max_length=20, null=True)
        shifts = CharField(max_length=200)
        posted_on = DateField(index=True)
        closes_on = DateField(null=True, index=True)
        state = CharField(max_length=20)
        note = TextField(null=True)
        pinyin = CharField(max_length=400, index=True)
        class Meta:
            database, table_name, legacy_table_names = db, 'job_post', False

    class LiveSession(Model):
        version = IntegerField()
        created_at = DateTimeField()
        changed_at = DateTimeField(index=True)
        deleted_at = DateTimeField(null=True)
        deletion = IntegerField(null=True, index=True)
        name = CharField(max_length=100)
        organisation = ForeignKeyField(Organisation, on_delete='RESTRICT', backref='+')
        fair = ForeignKeyField(Fair, on_delete='RESTRICT', backref='+', null=True)
        host = CharField(max_length=50)
        host_title = CharField(max_length=100, null=True)
        platform = CharField(max_length=100, null=True)
        starts_at = DateTimeField(index=True)
        viewers = IntegerField(null=True)
        note = TextField(null=True)
        pinyin = CharField(max_length=400, index=True)
        class Meta:
            database, table_name, legacy_table_names = db, 'live_session', False

    class Application(Model):
        version = IntegerField()
        created_at = DateTimeField()
        changed_at = DateTimeField(index=True)
        deleted_at = DateTimeField(null=True)
        deletion = IntegerField(null=True, index=True)
        post = ForeignKeyField(JobPost, on_delete='RESTRICT', backref='+')
        worker = ForeignKeyField(Worker, on_delete='RESTRICT', backref='+')
        applied_on = DateField(index=True)
        source = CharField(max_length=20, null=True)
        live = ForeignKeyField(LiveSession, on_delete='RESTRICT', backref='+', null=True)
        state = CharField(max_length=20)
        intent_on = DateField(null=True, index=True)
        decided_on = DateField(null=True, index=True)
        note = TextField(null=True)
        class Meta:
            database, table_name, legacy_table_names = db, 'application', False

    class SkillItem(Model):
        version = IntegerField()
        created_at = DateTimeField()
        changed_at = DateTimeField(index=True)
        deleted_at = DateTimeField(null=True)
        deletion = IntegerField(null=True, index=True)
        organisation = ForeignKeyField(Organisation, on_delete='RESTRICT', backref='+')
        name = CharField(max_length=100)
        trade = ForeignKeyField(Trade, on_delete='RESTRICT', backref='+', null=True)
        core = BooleanField()
        note = TextField(null=True)
        pinyin = CharField(max_length=400, index=True)
        class Meta:
            database, table_name, legacy_table_names = db, 'skill_item', False

    class Course(Model):
        version = IntegerField()
        created_at = DateTimeField()
        changed_at = DateTimeField(index=True)
        deleted_at = DateTimeField(null=True)
        deletion = IntegerField(null=True, index=True)
        name = CharField(max_length=100)
        organisation = ForeignKeyField(Organisation, on_delete='RESTRICT', backref='+')
        kind = CharField(max_length=20)
        academy = ForeignKeyField(Academy, on_delete='RESTRICT', backref='+', null=True)
        trade = ForeignKeyField(Trade, on_delete='RESTRICT', backref='+', null=True)
        level = CharField(max_length=20, null=True)
        item = ForeignKeyField(SkillItem, on_delete='RESTRICT', backref='+', null=True)
        theory_hours = IntegerField()
        practice_hours = IntegerField()
        modes = CharField(max_length=200)
        flexible = BooleanField()
        lowest_education = CharField(max_length=20, null=True)
        lowest_level = CharField(max_length=20, null=True)
        kept_for = CharField(max_length=20, null=True)
        basis = CharField(max_length=200, null=True)
        pass_mark = IntegerField()
        attendance = IntegerField()
        certified = BooleanField()
        valid_months = IntegerField(null=True)
        state = CharField(max_length=20)
        note = TextField(null=True)
        pinyin = CharField(max_length=400, index=True)
        class Meta:
            database, table_name, legacy_table_names = db, 'course', False

    class Demand(Model):
        version = IntegerField()
        created_at = DateTimeField()
        changed_at = DateTimeField(index=True)
        deleted_at = DateTimeField(null=True)
        deletion = IntegerField(null=True, index=True)
        topic = CharField(max_length=100)
        organisation = ForeignKeyField(Organisation, on_delete='RESTRICT', backref='+')
        enterprise = ForeignKeyField(Enterprise, on_delete='RESTRICT', backref='+', null=True)
        township = CharField(max_length=100, null=True)
        way = CharField(max_length=20)
        raised_on = DateField(index=True)
        trade = ForeignKeyField(Trade, on_delete='RESTRICT', backref='+', null=True)
        level = CharField(max_length=20, null=True)
        people = IntegerField()
        practice_hours = IntegerField(null=True)
        wanted_by = DateField(null=True)
        state = CharField(max_length=20)
        answered_on = DateField(null=True, index=True)
        answer = CharField(max_length=200, null=True)
        note = TextField(null=True)
        class Meta:
            database, table_name, legacy_table_names = db, 'demand', False

    class TrainingClass(Model):
        version = IntegerField()
        created_at = DateTimeField()
        changed_at = DateTimeField(index=True)
        deleted_at = DateTimeField(null=True)
        deletion = IntegerField(null=True, index=True)
        name = CharField(max_length=100)
        organisation = ForeignKeyField(Organisation, on_delete='RESTRICT', backref='+')
        course = ForeignKeyField(Course, on_delete='RESTRICT', backref='+')
        demand = ForeignKeyField(Demand, on_delete='RESTRICT', backref='+', null=True)
        starts_on = DateField(index=True)
        ends_on = DateField()
        place = CharField(max_length=100, null=True)
        mode = CharField(max_length=20, null=True)
        held_at = CharField(max_length=20, null=True)
        capacity = IntegerField()
        register_by = DateTimeField(null=True)
        theory_hours = IntegerField(null=True)
        practice_hours = IntegerField(null=True)
        trainer = ForeignKeyField(Trainer, on_delete='RESTRICT', backref='+', null=True)
        state = CharField(max_length=20)
        cancel_reason = CharField(max_length=200, null=True)
        note = TextField(null=True)
        pinyin = CharField(max_length=400, index=True)
        class Meta:
            database, table_name, legacy_table_names = db, 'training_class', False

    class Lesson(Model):
        version = IntegerField()
        created_at = DateTimeField()
        changed_at = DateTimeField(index=True)
        deleted_at = DateTimeField(null=True)
        deletion = IntegerField(null=True, index=True)
        training_class = ForeignKeyField(TrainingClass, on_delete='RESTRICT', backref='+')
        starts_at = DateTimeField(index=True)
        ends_at = DateTimeField()
        kind = CharField(max_length=20)
        topic = CharField(max_length=200, null=True)
        room = CharField(max_length=100, null=True)
        trainer = ForeignKeyField(Trainer, on_delete='RESTRICT', backref='+', null=True)
        live = CharField(max_length=300, null=True)
        replay = CharField(max_length=300, null=True)
        secret = CharField(max_length=64)
        class Meta:
            database, table_name, legacy_table_names = db, 'lesson', False

    class Enrolment(Model):
        version = IntegerField()
        created_at = DateTimeField()
        changed_at = DateTimeField(index=True)
        deleted_at = DateTimeField(null=True)
        deletion = IntegerField(null=True, index=True)
        training_class = ForeignKeyField(TrainingClass, on_delete='RESTRICT', backref='+')
        worker = ForeignKeyField(Worker, on_delete='RESTRICT', backref='+')
        registered_on = DateField(null=True, index=True)
        state = CharField(max_length=20)
        waiting_since = DateTimeField(null=True)
        wish = CharField(max_length=100, null=True)
        wish_lesson = ForeignKeyField(Lesson, on_delete='RESTRICT', backref='+', null=True)
        theory = BigIntegerField(null=True)
        practice = BigIntegerField(null=True)
        result = CharField(max_length=20, null=True)
        assessed_on = DateField(null=True, index=True)
        shortfall = TextField(null=True)
        note = TextField(null=True)
        class Meta:
            database, table_name, legacy_table_names = db, 'enrolment', False

    class Attendance(Model):
        version = IntegerField()
        created_at = DateTimeField()
        changed_at = DateTimeField(index=True)
        deleted_at = DateTimeField(null=True)
        deletion = IntegerField(null=True, index=True)
        lesson = ForeignKeyField(Lesson, on_delete='RESTRICT', backref='+')
        enrolment = ForeignKeyField(Enrolment, on_delete='RESTRICT', backref='+')
        state = CharField(max_length=20)
        came_at = DateTimeField(null=True)
        class Meta:
            database, table_name, legacy_table_names = db, 'attendance', False

    class Cadre(Model):
        version = IntegerField()
        created_at = DateTimeField()
        changed_at = DateTimeField(index=True)
        deleted_at = DateTimeField(null=True)
        deletion = IntegerField(null=True, index=True)
        organisation = ForeignKeyField(Organisation, on_delete='RESTRICT', backref='+')
        worker = ForeignKeyField(Worker, on_delete='RESTRICT', backref='+')
        post = CharField(max_length=20)
        since = DateField(null=True)
        until = DateField(null=True, index=True)
        note = TextField(null=True)
        class Meta:
            database, table_name, legacy_table_names = db, 'cadre', False

    class Certificate(Model):
        version = IntegerField()
        created_at = DateTimeField()
        changed_at = DateTimeField(index=True)
        deleted_at = DateTimeField(null=True)
        deletion = IntegerField(null=True, index=True)
        organisation = ForeignKeyField(Organisation, on_delete='RESTRICT', backref='+')
        number = CharField(max_length=40, null=True)
        worker = ForeignKeyField(Worker, on_delete='RESTRICT', backref='+')
        enrolment = ForeignKeyField(Enrolment, on_delete='RESTRICT', backref='+', null=True)
        trade = ForeignKeyField(Trade, on_delete='RESTRICT', backref='+', null=True)
        level = CharField(max_length=20, null=True)
        title = CharField(max_length=100)
        issued_on = DateField(index=True)
        expires_on = DateField(null=True, index=True)
        revoked_on = DateField(null=True, index=True)
        revoke_reason = CharField(max_length=200, null=True)
        class Meta:
            database, table_name, legacy_table_names = db, 'certificate', False

    class FairFirm(Model):
        version = IntegerField()
        created_at = DateTimeField()
        changed_at = DateTimeField(index=True)
        deleted_at = DateTimeField(null=True)
        deletion = IntegerField(null=True, index=True)
        fair = ForeignKeyField(Fair, on_delete='RESTRICT', backref='+')
        enterprise = ForeignKeyField(Enterprise, on_delete='RESTRICT', backref='+')
        contact = CharField(max_length=50, null=True)
        phone = CharField(max_length=30, null=True)
        state = CharField(max_length=20)
        class Meta:
            database, table_name, legacy_table_names = db, 'fair_firm', False

    class FairPlan(Model):
        version = IntegerField()
        created_at = DateTimeField()
        changed_at = DateTimeField(index=True)
        deleted_at = DateTimeField(null=True)
        deletion = IntegerField(null=True, index=True)
        organisation = ForeignKeyField(Organisation, on_delete='RESTRICT', backref='+')
        year = IntegerField()
        kind = CharField(max_length=20)
        planned = IntegerField()
        class Meta:
            database, table_name, legacy_table_names = db, 'fair_plan', False

    class ItemMastery(Model):
        version = IntegerField()
        created_at = DateTimeField()
        changed_at = DateTimeField(index=True)
        deleted_at = DateTimeField(null=True)
        deletion = IntegerField(null=True, index=True)
        worker = ForeignKeyField(Worker, on_delete='RESTRICT', backref='+')
        item = ForeignKeyField(SkillItem, on_delete='RESTRICT', backref='+')
        mastery = CharField(max_length=20)
        judged_on = DateField(index=True)
        judged_by = CharField(max_length=50, null=True)
        class Meta:
            database, table_name, legacy_table_names = db, 'item_mastery', False

    class LedgerEntry(Model):
        version = IntegerField()
        created_at = DateTimeField()
        changed_at = DateTimeField(index=True)
        deleted_at = DateTimeField(null=True)
        deletion = IntegerField(null=True, index=True)
        worker = ForeignKeyField(Worker, on_delete='RESTRICT', backref='+')
        ledger = CharField(max_length=20)
        since = DateField(index=True)
        way_in = CharField(max_length=20, null=True)
        care = CharField(max_length=20, null=True)
        place = CharField(max_length=20, null=True)
        employer = CharField(max_length=100, null=True)
        help = CharField(max_length=200, null=True)
        until = DateField(null=True, index=True)
        way_out = CharField(max_length=20, null=True)
        note = TextField(null=True)
        class Meta:
            database, table_name, legacy_table_names = db, 'ledger_entry', False

    class LivePost(Model):
        version = IntegerField()
        created_at = DateTimeField()
        changed_at = DateTimeField(index=True)
        deleted_at = DateTimeField(null=True)
        deletion = IntegerField(null=True, index=True)
        live = ForeignKeyField(LiveSession, on_delete='RESTRICT', backref='+')
        post = ForeignKeyField(JobPost, on_delete='RESTRICT', backref='+')
        class Meta:
            database, table_name, legacy_table_names = db, 'live_post', False

    class NamedService(Model):
        version = IntegerField()
        created_at = DateTimeField()
        changed_at = DateTimeField(index=True)
        deleted_at = DateTimeField(null=True)
        deletion = IntegerField(null=True, index=True)
        worker = ForeignKeyField(Worker, on_delete='RESTRICT', backref='+')
        school = CharField(max_length=100, null=True)
        graduated_on = DateField(null=True)
        care = CharField(max_length=20, null=True)
        served_by = CharField(max_length=50, null=True)
        starts_on = DateField(index=True)
        due_on = DateField(null=True, index=True)
        state = CharField(max_length=20)
        done_on = DateField(null=True, index=True)
        ended_on = DateField(null=True, index=True)
        end_reason = CharField(max_length=200, null=True)
        note = TextField(null=True)
        class Meta:
            database, table_name, legacy_table_names = db, 'named_service', False

    class Placement(Model):
        version = IntegerField()
        created_at = DateTimeField()
        changed_at = DateTimeField(index=True)
        deleted_at = DateTimeField(null=True)
        deletion = IntegerField(null=True, index=True)
        worker = ForeignKeyField(Worker, on_delete='RESTRICT', backref='+')
        enterprise = ForeignKeyField(Enterprise, on_delete='RESTRICT', backref='+', null=True)
        employer = CharField(max_length=100, null=True)
        job = CharField(max_length=100, null=True)
        application = ForeignKeyField(Application, on_delete='RESTRICT', backref='+', null=True)
        training_class = ForeignKeyField(TrainingClass, on_delete='RESTRICT', backref='+', null=True)
        started_on = DateField(index=True)
        work_place = CharField(max_length=20, null=True)
        wage = IntegerField(null=True)
        stayed = CharField(max_length=20, null=True)
        left_on = DateField(null=True, index=True)
        leave_reason = CharField(max_length=200, null=True)
        note = TextField(null=True)
        class Meta:
            database, table_name, legacy_table_names = db, 'placement', False

    class PlacementCheck(Model):
        version = IntegerField()
        created_at = DateTimeField()
        changed_at = DateTimeField(index=True)
        deleted_at = DateTimeField(null=True)
        deletion = IntegerField(null=True, index=True)
        placement = ForeignKeyField(Placement, on_delete='RESTRICT', backref='+')
        step = CharField(max_length=20)
        done_on = DateField(index=True)
        still_there = BooleanField()
        asked_by = CharField(max_length=50, null=True)
        told = TextField(null=True)
        class Meta:
            database, table_name, legacy_table_names = db, 'placement_check', False

    class Position(Model):
        version = IntegerField()
        created_at = DateTimeField()
        changed_at = DateTimeField(index=True)
        deleted_at = DateTimeField(null=True)
        deletion = IntegerField(null=True, index=True)
        organisation = ForeignKeyField(Organisation, on_delete='RESTRICT', backref='+')
        name = CharField(max_length=100)
        enterprise = ForeignKeyField(Enterprise, on_delete='RESTRICT', backref='+', null=True)
        trade = ForeignKeyField(Trade, on_delete='RESTRICT', backref='+', null=True)
        level = CharField(max_length=20, null=True)
        note = TextField(null=True)
        pinyin = CharField(max_length=400, index=True)
        class Meta:
            database, table_name, legacy_table_names = db, 'position', False

    class PositionItem(Model):
        version = IntegerField()
        created_at = DateTimeField()
        changed_at = DateTimeField(index=True)
        deleted_at = DateTimeField(null=True)
        deletion = IntegerField(null=True, index=True)
        position = ForeignKeyField(Position, on_delete='RESTRICT', backref='+')
        item = ForeignKeyField(SkillItem, on_delete='RESTRICT', backref='+')
        mastery = CharField(max_length=20)
        class Meta:
            database, table_name, legacy_table_names = db, 'position_item', False

    class Revisit(Model):
        version = IntegerField()
        created_at = DateTimeField()
        changed_at = DateTimeField(index=True)
        deleted_at = DateTimeField(null=True)
        deletion = IntegerField(null=True, index=True)
        enrolment = ForeignKeyField(Enrolment, on_delete='RESTRICT', backref='+')
        done_on = DateField(index=True)
        way = CharField(max_length=20)
        done_by = CharField(max_length=50, null=True)
        used = BooleanField()
        found = TextField(null=True)
        class Meta:
            database, table_name, legacy_table_names = db, 'revisit', False

    class SeasonRun(Model):
        organisation = ForeignKeyField(Organisation, on_delete='CASCADE', backref='+')
        first = DateField()
        last = DateField()
        account = ForeignKeyField(Account, on_delete='SET NULL', backref='+', null=True)
        acting = ForeignKeyField(Account, on_delete='SET NULL', backref='+', null=True)
        who = CharField(max_length=50)
        locale = CharField(max_length=20)
        state = CharField(max_length=20)
        words = TextField()
        people = IntegerField()
        placed = IntegerField()
        classes = IntegerField()
        seats = IntegerField()
        done = IntegerField()
        total = IntegerField()
        stop = BooleanField()
        beat_at = DateTimeField(null=True)
        asked_at = DateTimeField()
        ended_at = DateTimeField(null=True)
        class Meta:
            database, table_name, legacy_table_names = db, 'season_run', False

    class SeasonSeat(Model):
        run = ForeignKeyField(SeasonRun, on_delete='CASCADE', backref='+')
        worker = IntegerField()
        training_class = IntegerField(null=True)
        points = IntegerField()
        state = CharField(max_length=20)
        words = CharField(max_length=500)
        class Meta:
            database, table_name, legacy_table_names = db, 'season_seat', False
            indexes = [(('run', 'training_class'), False)]

    class ServiceStep(Model):
        version = IntegerField()
        created_at = DateTimeField()
        changed_at = DateTimeField(index=True)
        deleted_at = DateTimeField(null=True)
        deletion = IntegerField(null=True, index=True)
        service = ForeignKeyField(NamedService, on_delete='RESTRICT', backref='+')
        kind = CharField(max_length=20)
        done_on = DateField(index=True)
        post = ForeignKeyField(JobPost, on_delete='RESTRICT', backref='+', null=True)
        training_class = ForeignKeyField(TrainingClass, on_delete='RESTRICT', backref='+', null=True)
        content = CharField(max_length=200, null=True)
        class Meta:
            database, table_name, legacy_table_names = db, 'service_step', False

    class ServiceTeam(Model):
        version = IntegerField()
        created_at = DateTimeField()
        changed_at = DateTimeField(index=True)
        deleted_at = DateTimeField(null=True)
        deletion = IntegerField(null=True, index=True)
        organisation = ForeignKeyField(Organisation, on_delete='RESTRICT', backref='+')
        name = CharField(max_length=100)
        trade = ForeignKeyField(Trade, on_delete='RESTRICT', backref='+', null=True)
        leader = ForeignKeyField(Worker, on_delete='RESTRICT', backref='+', null=True)
        place = CharField(max_length=20, null=True)
        founded_on = DateField(null=True, index=True)
        disbanded_on = DateField(null=True, index=True)
        note = TextField(null=True)
        pinyin = CharField(max_length=400, index=True)
        class Meta:
            database, table_name, legacy_table_names = db, 'service_team', False

    class SkillProfile(Model):
        version = IntegerField()
        created_at = DateTimeField()
        changed_at = DateTimeField(index=True)
        deleted_at = DateTimeField(null=True)
        deletion = IntegerField(null=True, index=True)
        worker = ForeignKeyField(Worker, on_delete='RESTRICT', backref='+')
        position = ForeignKeyField(Position, on_delete='RESTRICT', backref='+', null=True)
        hired_on = DateField(null=True, index=True)
        free_times = CharField(max_length=200)
        hours_a_week = IntegerField(null=True)
        cares = BooleanField()
        place = CharField(max_length=100, null=True)
        wish_trade = ForeignKeyField(Trade, on_delete='RESTRICT', backref='+', null=True)
        wish_industry = CharField(max_length=20, null=True)
        wish = CharField(max_length=200, null=True)
        in_pool = BooleanField()
        work_place = CharField(max_length=20, null=True)
        wage = IntegerField(null=True)
        asked_on = DateField(null=True, index=True)
        note = TextField(null=True)
        class Meta:
            database, table_name, legacy_table_names = db, 'skill_profile', False

    class TeamMember(Model):
        version = IntegerField()
        created_at = DateTimeField()
        changed_at = DateTimeField(index=True)
        deleted_at = DateTimeField(null=True)
        deletion = IntegerField(null=True, index=True)
        team = ForeignKeyField(ServiceTeam, on_delete='RESTRICT', backref='+')
        worker = ForeignKeyField(Worker, on_delete='RESTRICT', backref='+')
        joined_on = DateField(index=True)
        left_on = DateField(null=True, index=True)
        class Meta:
            database, table_name, legacy_table_names = db, 'team_member', False

    class Trip(Model):
        version = IntegerField()
        created_at = DateTimeField()
        changed_at = DateTimeField(index=True)
        deleted_at = DateTimeField(null=True)
        deletion = IntegerField(null=True, index=True)
        name = CharField(max_length=100)
        organisation = ForeignKeyField(Organisation, on_delete='RESTRICT', backref='+')
        held_on = DateField(index=True)
        vehicle = CharField(max_length=100, null=True)
        state = CharField(max_length=20)
        note = TextField(null=True)
        pinyin = CharField(max_length=400, index=True)
        class Meta:
            database, table_name, legacy_table_names = db, 'trip', False

    class TripStop(Model):
        version = IntegerField()
        created_at = DateTimeField()
        changed_at = DateTimeField(index=True)
        deleted_at = DateTimeField(null=True)
        deletion = IntegerField(null=True, index=True)
        trip = ForeignKeyField(Trip, on_delete='RESTRICT', backref='+')
        number = IntegerField()
        demand = ForeignKeyField(Demand, on_delete='RESTRICT', backref='+', null=True)
        township = CharField(max_length=100, null=True)
        place = CharField(max_length=100, null=True)
        course = ForeignKeyField(Course, on_delete='RESTRICT', backref='+')
        trainer = ForeignKeyField(Trainer, on_delete='RESTRICT', backref='+', null=True)
        starts_at = DateTimeField(null=True)
        ends_at = DateTimeField(null=True)
        training_class = ForeignKeyField(TrainingClass, on_delete='RESTRICT', backref='+', null=True)
        class Meta:
            database, table_name, legacy_table_names = db, 'trip_stop', False

    db.create_tables([Academy, Fair, JobPost, LiveSession, Application, SkillItem, Course, Demand, TrainingClass, Lesson, Enrolment, Attendance, Cadre, Certificate, FairFirm, FairPlan, ItemMastery, LedgerEntry, LivePost, NamedService, Placement, PlacementCheck, Position, PositionItem, Revisit, SeasonRun, SeasonSeat, ServiceStep, ServiceTeam, SkillProfile, TeamMember, Trip, TripStop])
    db.execute_sql('CREATE UNIQUE INDEX IF NOT EXISTS "fair_organisation_id_name_starts_on_live" ON "fair" ("organisation_id", "name", "starts_on") WHERE ("deleted_at" IS NULL)')
    db.execute_sql('CREATE UNIQUE INDEX IF NOT EXISTS "job_post_enterprise_id_name_posted_on_live" ON "job_post" ("enterprise_id", "name", "posted_on") WHERE ("deleted_at" IS NULL)')
    db.execute_sql('CREATE UNIQUE INDEX IF NOT EXISTS "live_session_organisation_id_name_starts_at_live" ON "live_session" ("organisation_id", "name", "starts_at") WHERE ("deleted_at" IS NULL)')
    db.execute_sql('CREATE UNIQUE INDEX IF NOT EXISTS "application_post_id_worker_id_live" ON "application" ("post_id", "worker_id") WHERE ("deleted_at" IS NULL)')
    db.execute_sql('CREATE UNIQUE INDEX IF NOT EXISTS "skill_item_organisation_id_name_live" ON "skill_item" ("organisation_id", "name") WHERE ("deleted_at" IS NULL)')
    db.execute_sql('CREATE UNIQUE INDEX IF NOT EXISTS "course_organisation_id_name_live" ON "course" ("organisation_id", "name") WHERE ("deleted_at" IS NULL)')
    db.execute_sql('CREATE UNIQUE INDEX IF NOT EXISTS "training_class_organisation_id_name_live" ON "training_class" ("organisation_id", "name") WHERE ("deleted_at" IS NULL)')
    db.execute_sql('CREATE UNIQUE INDEX IF NOT EXISTS "lesson_training_class_id_starts_at_live" ON "lesson" ("training_class_id", "starts_at") WHERE ("deleted_at" IS NULL)')
    db.execute_sql('CREATE UNIQUE INDEX IF NOT EXISTS "enrolment_training_class_id_worker_id_live" ON "enrolment" ("training_class_id", "worker_id") WHERE ("deleted_at" IS NULL)')
    db.execute_sql('CREATE UNIQUE INDEX IF NOT EXISTS "attendance_lesson_id_enrolment_id_live" ON "attendance" ("lesson_id", "enrolment_id") WHERE ("deleted_at" IS NULL)')
    db.execute_sql('CREATE UNIQUE INDEX IF NOT EXISTS "cadre_organisation_id_worker_id_live" ON "cadre" ("organisation_id", "worker_id") WHERE ("deleted_at" IS NULL)')
    db.execute_sql('CREATE UNIQUE INDEX IF NOT EXISTS "certificate_in_force" ON "certificate" ("enrolment_id") WHERE revoked_on IS NULL AND deleted_at IS NULL')
    db.execute_sql('CREATE UNIQUE INDEX IF NOT EXISTS "certificate_number_live" ON "certificate" ("number") WHERE ("deleted_at" IS NULL)')
    db.execute_sql('CREATE UNIQUE INDEX IF NOT EXISTS "fair_firm_fair_id_enterprise_id_live" ON "fair_firm" ("fair_id", "enterprise_id") WHERE ("deleted_at" IS NULL)')
    db.execute_sql('CREATE UNIQUE INDEX IF NOT EXISTS "fair_plan_organisation_id_year_kind_live" ON "fair_plan" ("organisation_id", "year", "kind") WHERE ("deleted_at" IS NULL)')
    db.execute_sql('CREATE UNIQUE INDEX IF NOT EXISTS "item_mastery_worker_id_item_id_judged_on_live" ON "item_mastery" ("worker_id", "item_id", "judged_on") WHERE ("deleted_at" IS NULL)')
    db.execute_sql('CREATE UNIQUE INDEX IF NOT EXISTS "ledger_entry_one_running" ON "ledger_entry" ("worker_id", "ledger") WHERE until IS NULL AND deleted_at IS NULL')
    db.execute_sql('CREATE UNIQUE INDEX IF NOT EXISTS "ledger_entry_one_about_work" ON "ledger_entry" ("worker_id") WHERE until IS NULL AND deleted_at IS NULL AND ledger IN (\'moved\', \'jobless\')')
    db.execute_sql('CREATE UNIQUE INDEX IF NOT EXISTS "ledger_entry_worker_id_ledger_since_live" ON "ledger_entry" ("worker_id", "ledger", "since") WHERE ("deleted_at" IS NULL)')
    db.execute_sql('CREATE UNIQUE INDEX IF NOT EXISTS "live_post_live_id_post_id_live" ON "live_post" ("live_id", "post_id") WHERE ("deleted_at" IS NULL)')
    db.execute_sql('CREATE UNIQUE INDEX IF NOT EXISTS "named_service_one_running" ON "named_service" ("worker_id") WHERE state = \'running\' AND deleted_at IS NULL')
    db.execute_sql('CREATE UNIQUE INDEX IF NOT EXISTS "named_service_worker_id_starts_on_live" ON "named_service" ("worker_id", "starts_on") WHERE ("deleted_at" IS NULL)')
    db.execute_sql('CREATE UNIQUE INDEX IF NOT EXISTS "placement_worker_id_started_on_live" ON "placement" ("worker_id", "started_on") WHERE ("deleted_at" IS NULL)')
    db.execute_sql('CREATE UNIQUE INDEX IF NOT EXISTS "placement_training_class_id_worker_id_live" ON "placement" ("training_class_id", "worker_id") WHERE ("deleted_at" IS NULL)')
    db.execute_sql('CREATE UNIQUE INDEX IF NOT EXISTS "placement_check_placement_id_step_live" ON "placement_check" ("placement_id", "step") WHERE ("deleted_at" IS NULL)')
    db.execute_sql('CREATE UNIQUE INDEX IF NOT EXISTS "position_organisation_id_enterprise_id_name_live" ON "position" ("organisation_id", "enterprise_id", "name") WHERE ("deleted_at" IS NULL)')
    db.execute_sql('CREATE UNIQUE INDEX IF NOT EXISTS "position_item_position_id_item_id_live" ON "position_item" ("position_id", "item_id") WHERE ("deleted_at" IS NULL)')
    db.execute_sql('CREATE UNIQUE INDEX IF NOT EXISTS "revisit_enrolment_id_done_on_live" ON "revisit" ("enrolment_id", "done_on") WHERE ("deleted_at" IS NULL)')
    db.execute_sql('CREATE UNIQUE INDEX IF NOT EXISTS "service_step_service_id_kind_post_id_done_on_live" ON "service_step" ("service_id", "kind", "post_id", "done_on") WHERE ("deleted_at" IS NULL)')
    db.execute_sql('CREATE UNIQUE INDEX IF NOT EXISTS "service_team_organisation_id_name_live" ON "service_team" ("organisation_id", "name") WHERE ("deleted_at" IS NULL)')
    db.execute_sql('CREATE UNIQUE INDEX IF NOT EXISTS "skill_profile_worker_id_live" ON "skill_profile" ("worker_id") WHERE ("deleted_at" IS NULL)')
    db.execute_sql('CREATE UNIQUE INDEX IF NOT EXISTS "team_member_one_team" ON "team_member" ("worker_id") WHERE left_on IS NULL AND deleted_at IS NULL')
    db.execute_sql('CREATE UNIQUE INDEX IF NOT EXISTS "team_member_team_id_worker_id_joined_on_live" ON "team_member" ("team_id", "worker_id", "joined_on") WHERE ("deleted_at" IS NULL)')
    db.execute_sql('CREATE UNIQUE INDEX IF NOT EXISTS "trip_organisation_id_name_held_on_live" ON "trip" ("organisation_id", "name", "held_on") WHERE ("deleted_at" IS NULL)')
    db.execute_sql('CREATE UNIQUE INDEX IF NOT EXISTS "trip_stop_trip_id_number_live" ON "trip_stop" ("trip_id", "number") WHERE ("deleted_at" IS NULL)')
    # competition column academy_id: was None, shall be INTEGER NULL
    migrator.migrate(migrator.add_column('competition', 'academy_id', ForeignKeyField(Academy, on_delete='RESTRICT', backref='+', null=True, index=False, field=Academy.id)))
    # competition index competition_academy_id: was None, shall be CREATE INDEX "competition_academy_id" ON "competition" ("academy_id")
    db.execute_sql('CREATE INDEX "competition_academy_id" ON "competition" ("academy_id")')
    # competition link academy_id: was None, shall be academy.id ON DELETE RESTRICT ON UPDATE NO ACTION
    # enterprise column key: was None, shall be INTEGER NOT NULL
    migrator.migrate(migrator.add_column('enterprise', 'key', BooleanField(default=False)))
    # personal_link column worker_id: was INTEGER NOT NULL, shall be INTEGER NULL
    migrator.migrate(migrator.drop_not_null('personal_link', 'worker_id'))
    # studio column academy_id: was None, shall be INTEGER NULL
    migrator.migrate(migrator.add_column('studio', 'academy_id', ForeignKeyField(Academy, on_delete='RESTRICT', backref='+', null=True, index=False, field=Academy.id)))
    # studio index studio_academy_id: was None, shall be CREATE INDEX "studio_academy_id" ON "studio" ("academy_id")
    db.execute_sql('CREATE INDEX "studio_academy_id" ON "studio" ("academy_id")')
    # studio link academy_id: was None, shall be academy.id ON DELETE RESTRICT ON UPDATE NO ACTION
