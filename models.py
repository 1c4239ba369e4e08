"""Every entity, one short class each, in menu order under a banner per area; facts only.

A class holds, in this order: one sentence shown to users, the columns in the order a person fills them in,
`Meta`, and what can be said of this record alone (`complete` fills what follows from other columns,
`problems` names what contradicts). Questions about several records are `rules` and `reports`; writing is
`operations`.

Words of ours in `Meta`: `prefix` starts the code (`MC-17`), `title` names the list, `area` is the place in
the menu, `scope` the column that leads to the owning union (None: shared by all), `called` the columns that
name a record, `together` the columns that are unique together among live records, `runs` when a programme runs,
`participants` who takes part in one through this record, and what its union sees of them meanwhile, `alike` by which
columns two records look like one person.
"""

from base64 import b32encode
from datetime import datetime, timedelta, timezone
from secrets import token_bytes
from typing import NamedTuple

import peewee

import choices
from database import db
from documents import birth_date
from fields import (
    BooleanField,
    CharField,
    ChoiceField,
    ChoicesField,
    Column,
    CreditCodeField,
    DateField,
    DateTimeField,
    DecimalField,
    ForeignKeyField,
    IdNumberField,
    IntegerField,
    NameField,
    OrderField,
    PathField,
    PhoneField,
    PinyinField,
    TextField,
)
from language import lazy as _
from pinyin import reading
from rules import certificates, ledgers, named_service, post_titles
from rules.mentorship import months_after
from rules.programmes import Participants, Runs

CHINA = timezone(timedelta(hours=8))


def now():
    """The wall clock in China, where every union is."""
    return datetime.now(CHINA).replace(tzinfo=None, microsecond=0)


class Alike(NamedTuple):
    """Two records may be one person when these columns agree, and none of `unless` is filled in both and differs."""

    columns: tuple[str, ...]
    unless: tuple[str, ...] = ()


class Row(peewee.Model):
    """A row of bookkeeping: no screen, no code."""

    class Meta:
        database = db
        legacy_table_names = False


class Record(Row):
    """What every entity has: a code, a version, a place in the trash."""

    version = peewee.IntegerField(default=1)
    created_at = peewee.DateTimeField(default=now)
    changed_at = peewee.DateTimeField(default=now, index=True)
    deleted_at = peewee.DateTimeField(null=True)
    deletion = peewee.IntegerField(null=True, index=True)  # the audit row that put it in the trash

    class Meta:
        prefix, title, area, scope, called, together = "", "", None, None, ("name",), ()
        runs = participants = None
        alike = ()

    @property
    def code(self):
        return f"{self._meta.prefix}-{self.id}" if self.id else ""

    def __str__(self):
        fields = (self._meta.fields[name] for name in self._meta.called)
        return " · ".join(text for text in (named(self, field) for field in fields) if text)

    def complete(self):
        """Fill in what follows from the other columns."""

    def problems(self):
        """Yield (column, words) for each contradiction within this record."""
        return ()


def named(record, field):
    value = getattr(record, field.name)
    return str(value) if isinstance(value, Record) else field.show(value)


def columns(model) -> list[Column]:
    """The columns people see, in the order they fill them in."""
    return [field for field in model._meta.sorted_fields if isinstance(field, Column)]


# =================================================================================================
# Unions and enterprises
# =================================================================================================


class Organisation(Record):
    """A trade union organisation, from a national federation down to the union of one enterprise."""

    name = NameField(verbose_name=_("Union name"))
    kind = ChoiceField(choices.UnionKind, verbose_name=_("Kind of union"))
    parent = ForeignKeyField(
        "self", null=True, backref="branches", on_delete="RESTRICT", verbose_name=_("Superior union")
    )
    credit_code = CreditCodeField(null=True, distinct=True, verbose_name=_("Unified social credit code"))
    region = CharField(null=True, verbose_name=_("Region"))
    industries = ChoicesField(choices.Industry, verbose_name=_("Industries"))
    founded_on = DateField(null=True)
    chair = NameField(max_length=50, null=True, verbose_name=_("Chairperson"))
    phone = PhoneField(null=True, verbose_name=_("Office phone"))
    address = CharField(max_length=200, null=True)
    note = TextField(null=True)
    path = PathField(max_length=200, default="", index=True)
    pinyin = PinyinField(max_length=400, default="", index=True)

    class Meta:
        prefix, title, area, scope = "O", _("Unions"), choices.Area.UNIONS, ""
        together = [("parent", "name")]

    def complete(self):
        self.pinyin = reading(self.name)


class Enterprise(Record):
    """An employer whose workers a union organises or serves."""

    name = NameField(verbose_name=_("Enterprise name"))
    credit_code = CreditCodeField(null=True, distinct=True, verbose_name=_("Unified social credit code"))
    organisation = ForeignKeyField(Organisation, backref="enterprises", on_delete="RESTRICT")
    ownership = ChoiceField(choices.Ownership, null=True)
    industry = ChoiceField(choices.Industry, null=True)
    staff = IntegerField(null=True, high=2_000_000, verbose_name=_("Number of staff"))
    has_union = BooleanField(default=False, verbose_name=_("Has a union"))
    key = BooleanField(default=False, verbose_name=_("Key enterprise"))
    contact = NameField(max_length=50, null=True, verbose_name=_("Contact person"))
    phone = PhoneField(null=True)
    address = CharField(max_length=200, null=True)
    note = TextField(null=True)
    pinyin = PinyinField(max_length=400, default="", index=True)

    class Meta:
        prefix, title, area, scope = "E", _("Enterprises"), choices.Area.UNIONS, "organisation"

    def complete(self):
        self.pinyin = reading(self.name)


class Trade(Record):
    """An occupation in which people are trained, certified and compete; one list for all unions."""

    name = NameField(distinct=True, verbose_name=_("Trade name"))
    number = CharField(max_length=20, null=True, verbose_name=_("Occupation code"))
    industry = ChoiceField(choices.Industry, null=True)
    note = TextField(null=True)
    pinyin = PinyinField(max_length=400, default="", index=True)

    class Meta:
        prefix, title, area = "T", _("Trades"), choices.Area.UNIONS

    def complete(self):
        self.pinyin = reading(self.name)


# =================================================================================================
# Workers and skills
# =================================================================================================


class Worker(Record):
    """A worker in a union's register, member or not yet."""

    name = NameField(max_length=50, verbose_name=_("Full name"))
    phone = PhoneField(null=True, index=True, verbose_name=_("Mobile phone"))
    organisation = ForeignKeyField(Organisation, backref="workers", on_delete="RESTRICT")
    enterprise = ForeignKeyField(
        Enterprise, null=True, backref="workers", on_delete="RESTRICT", verbose_name=_("Employer")
    )
    trade = ForeignKeyField(Trade, null=True, backref="workers", on_delete="RESTRICT")
    post = CharField(max_length=50, null=True)
    sex = ChoiceField(choices.Sex, null=True)
    born_on = DateField(null=True, verbose_name=_("Date of birth"))
    id_kind = ChoiceField(
        choices.IdKind, default=choices.IdKind.RESIDENT, verbose_name=_("Kind of identity document")
    )
    id_number = IdNumberField(
        null=True, distinct=True, sensitive=True, verbose_name=_("Identity document number")
    )
    education = ChoiceField(choices.Education, null=True, verbose_name=_("Education level"))
    state = ChoiceField(choices.WorkState, verbose_name=_("Work status"))
    joined_on = DateField(null=True, verbose_name=_("Joined the union on"))
    address = CharField(max_length=200, null=True, sensitive=True, verbose_name=_("Home address"))
    note = TextField(null=True)
    pinyin = PinyinField(max_length=200, default="", index=True)

    class Meta:
        prefix, title, area, scope = "W", _("Workers"), choices.Area.PEOPLE, "organisation"
        alike = (
            Alike(("name", "phone"), unless=("id_number",)),
            Alike(("name", "born_on"), unless=("id_number",)),
            Alike(("pinyin", "enterprise"), unless=("id_number", "born_on", "phone")),
        )

    def complete(self):
        self.pinyin = reading(self.name)
        if self.has_resident_number():
            self.born_on = self.born_on or birth_date(self.id_number)
            self.sex = self.sex or sex_in(self.id_number)

    def has_resident_number(self):
        return self.id_kind == choices.IdKind.RESIDENT and len(self.id_number or "") == 18

    def problems(self):
        if self.id_number and self.id_kind == choices.IdKind.RESIDENT and len(self.id_number) != 18:
            yield (
                "id_number",
                _("is not a resident ID number of 18 digits; for another document choose its kind"),
            )
        if self.has_resident_number() and self.born_on and self.born_on != birth_date(self.id_number):
            yield "born_on", _("does not agree with the ID number")
        if self.has_resident_number() and self.sex and self.sex != sex_in(self.id_number):
            yield "sex", _("does not agree with the ID number")
        if self.born_on and self.born_on > now().date():
            yield "born_on", _("must not be in the future")


def sex_in(id_number):
    return choices.Sex.MALE if int(id_number[16]) % 2 else choices.Sex.FEMALE


class Skill(Record):
    """A trade that a worker has mastered, with its level on the eight-grade scale and the certificate."""

    worker = ForeignKeyField(Worker, backref="skills", on_delete="RESTRICT")
    trade = ForeignKeyField(Trade, backref="skills", on_delete="RESTRICT")
    level = ChoiceField(choices.SkillLevel, verbose_name=_("Skill level"))
    certificate = CharField(max_length=40, null=True, distinct=True, verbose_name=_("Certificate number"))
    issued_by = CharField(null=True)
    issued_on = DateField(null=True, index=True)
    expires_on = DateField(null=True)

    class Meta:
        prefix, title, area, scope = "S", _("Skills"), choices.Area.PEOPLE, "worker"
        called, together = ("worker", "trade", "level"), [("worker", "trade", "level")]

    def problems(self):
        if self.issued_on and self.expires_on and self.expires_on < self.issued_on:
            yield "expires_on", _("must not be before the day of issue")


class Cadre(Record):
    """A post that a worker holds in a union: its chair, a committee member, a full-time official."""

    organisation = ForeignKeyField(Organisation, backref="cadres", on_delete="RESTRICT")
    worker = ForeignKeyField(Worker, backref="cadre_posts", on_delete="RESTRICT")
    post = ChoiceField(choices.CadrePost, verbose_name=_("Union post"))
    since = DateField(null=True, verbose_name=_("In the union post since"))
    until = DateField(null=True, index=True, verbose_name=_("In the union post until"))
    note = TextField(null=True)

    class Meta:
        prefix, title, area, scope = "CD", _("Union cadres"), choices.Area.PEOPLE, "organisation"
        called, together = ("worker", "post"), [("organisation", "worker")]

    def problems(self):
        if self.since and self.until and self.until < self.since:
            yield "until", _("must not be before the start")


class SkillItem(Record):
    """An item of work that posts of a union ask for, such as “setting of relay protection”."""

    organisation = ForeignKeyField(Organisation, backref="skill_items", on_delete="RESTRICT")
    name = NameField(verbose_name=_("Item of work"))
    trade = ForeignKeyField(Trade, null=True, backref="skill_items", on_delete="RESTRICT")
    core = BooleanField(default=False, verbose_name=_("Core business"))
    note = TextField(null=True)
    pinyin = PinyinField(max_length=400, default="", index=True)

    class Meta:
        prefix, title, area, scope = "SI", _("Items of work"), choices.Area.PEOPLE, "organisation"
        together = [("organisation", "name")]

    def complete(self):
        self.pinyin = reading(self.name)


class Position(Record):
    """A post in a unit with the trade, the level and the items of work that it asks for."""

    organisation = ForeignKeyField(Organisation, backref="positions", on_delete="RESTRICT")
    name = NameField(verbose_name=_("Name of the post"))
    enterprise = ForeignKeyField(Enterprise, null=True, backref="positions", on_delete="RESTRICT")
    trade = ForeignKeyField(Trade, null=True, backref="positions", on_delete="RESTRICT")
    level = ChoiceField(choices.SkillLevel, null=True, verbose_name=_("Lowest skill level"))
    note = TextField(null=True)
    pinyin = PinyinField(max_length=400, default="", index=True)

    class Meta:
        prefix, title, area, scope = (
            "PO",
            _("Posts and what they ask for"),
            choices.Area.PEOPLE,
            "organisation",
        )
        together = [("organisation", "enterprise", "name")]

    def complete(self):
        self.pinyin = reading(self.name)


class PositionItem(Record):
    """An item of work that a post asks for, and how well it has to be mastered."""

    position = ForeignKeyField(
        Position, backref="items", on_delete="RESTRICT", verbose_name=_("Post in a unit")
    )
    item = ForeignKeyField(
        SkillItem, backref="positions", on_delete="RESTRICT", verbose_name=_("Item of work")
    )
    mastery = ChoiceField(choices.Mastery, verbose_name=_("Mastery asked for"))

    class Meta:
        prefix, title, area, scope = "PI", _("Items that posts ask for"), choices.Area.PEOPLE, "position"
        called, together = ("position", "item"), [("position", "item")]


class SkillProfile(Record):
    """What a worker brings and wishes: post, free time, family, what they want to learn, the job they look for."""

    worker = ForeignKeyField(Worker, backref="profiles", on_delete="RESTRICT")
    position = ForeignKeyField(
        Position, null=True, backref="holders", on_delete="RESTRICT", verbose_name=_("Post in a unit")
    )
    hired_on = DateField(null=True, index=True)
    free_times = ChoicesField(choices.FreeTime, verbose_name=_("Free time"))
    hours_a_week = IntegerField(null=True, low=1, high=80, verbose_name=_("Free hours a week"))
    cares = BooleanField(default=False, verbose_name=_("Cares for family"))
    place = CharField(null=True, verbose_name=_("Can attend in"))
    wish_trade = ForeignKeyField(
        Trade, null=True, backref="wished_by", on_delete="RESTRICT", verbose_name=_("Trade to learn")
    )
    wish_industry = ChoiceField(choices.Industry, null=True, verbose_name=_("Industry wished for"))
    wish = CharField(max_length=200, null=True, verbose_name=_("Wish in their own words"))
    in_pool = BooleanField(default=False, verbose_name=_("In the talent pool"))
    work_place = ChoiceField(choices.WorkPlace, null=True, verbose_name=_("Where they want to work"))
    wage = IntegerField(null=True, high=1_000_000, verbose_name=_("Wage wished for (yuan a month)"))
    asked_on = DateField(null=True, index=True, verbose_name=_("Profile taken on"))
    note = TextField(null=True)

    class Meta:
        prefix, title, area, scope = "PF", _("Skill profiles"), choices.Area.PEOPLE, "worker"
        called, together = ("worker",), [("worker",)]


class ItemMastery(Record):
    """How well a worker masters an item of work, as it was judged on a day."""

    worker = ForeignKeyField(Worker, backref="masteries", on_delete="RESTRICT")
    item = ForeignKeyField(
        SkillItem, backref="masteries", on_delete="RESTRICT", verbose_name=_("Item of work")
    )
    mastery = ChoiceField(choices.Mastery, verbose_name=_("Mastery reached"))
    judged_on = DateField(index=True)
    judged_by = NameField(max_length=50, null=True)

    class Meta:
        prefix, title, area, scope = "IM", _("Mastery of items"), choices.Area.PEOPLE, "worker"
        called, together = ("worker", "item"), [("worker", "item", "judged_on")]


class LedgerEntry(Record):
    """A time for which a worker stands in one of the three ledgers of the labour register."""

    worker = ForeignKeyField(Worker, backref="ledger_entries", on_delete="RESTRICT")
    ledger = ChoiceField(choices.Ledger)
    since = DateField(index=True, verbose_name=_("In the ledger since"))
    way_in = ChoiceField(choices.LedgerWay, null=True, verbose_name=_("Came in by"))
    care = ChoiceField(choices.CareKind, null=True, sensitive=True, verbose_name=_("Kind of need"))
    place = ChoiceField(choices.WorkPlace, null=True, verbose_name=_("Place of work"))
    employer = CharField(null=True, verbose_name=_("Where they work"))
    help = CharField(max_length=200, null=True, verbose_name=_("Help agreed"))
    until = DateField(null=True, index=True, verbose_name=_("Left the ledger on"))
    way_out = ChoiceField(choices.LedgerWay, null=True, verbose_name=_("Left by"))
    note = TextField(null=True, sensitive=True)

    class Meta:
        prefix, title, area, scope = "LE", _("Ledger entries"), choices.Area.PEOPLE, "worker"
        called, together = ("worker", "ledger"), [("worker", "ledger", "since")]

    def problems(self):
        if self.until and self.until < self.since:
            yield "until", _("must not be before the start")
        if self.until and self.way_out is None:
            yield "way_out", _("is required: say how they left")
        if self.ledger == choices.Ledger.CARE and self.care is None:
            yield "care", _("is required: say why help is needed")
        for column, ways in (("way_in", ledgers.WAYS_IN), ("way_out", ledgers.WAYS_OUT)):
            if words := ledgers.wrong_way(self.ledger, getattr(self, column), ways):
                yield column, words


# One running entry per worker and ledger, and one of the two ledgers about work, also where two begin at the same instant.
LedgerEntry.add_index(
    LedgerEntry.index(
        LedgerEntry.worker, LedgerEntry.ledger, unique=True, name="ledger_entry_one_running",
        where=peewee.SQL("until IS NULL AND deleted_at IS NULL"),
    )
)  # fmt: skip
LedgerEntry.add_index(
    LedgerEntry.index(
        LedgerEntry.worker, unique=True, name="ledger_entry_one_about_work",
        where=peewee.SQL("until IS NULL AND deleted_at IS NULL AND ledger IN ('moved', 'jobless')"),
    )
)  # fmt: skip


class ServiceTeam(Record):
    """A labour service team: people of the register who go out to work together."""

    organisation = ForeignKeyField(Organisation, backref="service_teams", on_delete="RESTRICT")
    name = NameField(verbose_name=_("Service team"))
    trade = ForeignKeyField(Trade, null=True, backref="service_teams", on_delete="RESTRICT")
    leader = ForeignKeyField(
        Worker, null=True, backref="teams_led", on_delete="RESTRICT", verbose_name=_("Team leader")
    )
    place = ChoiceField(choices.WorkPlace, null=True, verbose_name=_("Place of work"))
    founded_on = DateField(null=True, index=True)
    disbanded_on = DateField(null=True, index=True)
    note = TextField(null=True)
    pinyin = PinyinField(max_length=400, default="", index=True)

    class Meta:
        prefix, title, area, scope = "SE", _("Service teams"), choices.Area.PEOPLE, "organisation"
        together = [("organisation", "name")]

    def complete(self):
        self.pinyin = reading(self.name)

    def problems(self):
        if self.founded_on and self.disbanded_on and self.disbanded_on < self.founded_on:
            yield "disbanded_on", _("must not be before the start")


class TeamMember(Record):
    """A worker in a labour service team."""

    team = ForeignKeyField(
        ServiceTeam, backref="members", on_delete="RESTRICT", verbose_name=_("Service team")
    )
    worker = ForeignKeyField(Worker, backref="team_places", on_delete="RESTRICT")
    joined_on = DateField(index=True, verbose_name=_("Joined the team on"))
    left_on = DateField(null=True, index=True, verbose_name=_("Left the team on"))

    class Meta:
        prefix, title, area, scope = "TM", _("Team members"), choices.Area.PEOPLE, "team"
        called, together = ("worker",), [("team", "worker", "joined_on")]

    def problems(self):
        if self.left_on and self.left_on < self.joined_on:
            yield "left_on", _("must not be before the start")


# One person in one team at a time, also where two take them in at the same instant.
TeamMember.add_index(
    TeamMember.index(
        TeamMember.worker, unique=True, name="team_member_one_team",
        where=peewee.SQL("left_on IS NULL AND deleted_at IS NULL"),
    )
)  # fmt: skip


# =================================================================================================
# Trainers
# =================================================================================================


class Trainer(Record):
    """A person who teaches: a full-time teacher, an enterprise expert, a model worker."""

    name = NameField(max_length=50, verbose_name=_("Full name"))
    phone = PhoneField(null=True)
    organisation = ForeignKeyField(Organisation, backref="trainers", on_delete="RESTRICT")
    kind = ChoiceField(choices.TrainerKind, verbose_name=_("Kind of trainer"))
    worker = ForeignKeyField(
        Worker, null=True, backref="trainer_posts", on_delete="RESTRICT", verbose_name=_("Worker record")
    )
    employer = CharField(null=True, verbose_name=_("Unit"))
    trade = ForeignKeyField(Trade, null=True, backref="trainers", on_delete="RESTRICT")
    level = ChoiceField(choices.SkillLevel, null=True, verbose_name=_("Skill level"))
    title = CharField(max_length=50, null=True, verbose_name=_("Professional title"))
    teaches = CharField(max_length=200, null=True, verbose_name=_("Subjects taught"))
    appointed_on = DateField(null=True, index=True)
    state = ChoiceField(choices.TrainerState, verbose_name=_("Trainer status"))
    note = TextField(null=True)
    pinyin = PinyinField(max_length=200, default="", index=True)

    class Meta:
        prefix, title, area, scope = "TR", _("Trainers"), choices.Area.TRAINERS, "organisation"
        alike = (Alike(("name", "phone")), Alike(("name", "worker")))

    def complete(self):
        self.pinyin = reading(self.name)


# =================================================================================================
# Training and certificates
# =================================================================================================


class Academy(Record):
    """A craftsman academy: a head academy or a branch, each with a speciality of its own."""

    name = NameField(verbose_name=_("Academy name"))
    organisation = ForeignKeyField(Organisation, backref="academies", on_delete="RESTRICT")
    parent = ForeignKeyField(
        "self", null=True, backref="branches", on_delete="RESTRICT", verbose_name=_("Head academy")
    )
    industry = ChoiceField(choices.Industry, null=True)
    speciality = CharField(null=True)
    place = CharField(null=True)
    founded_on = DateField(null=True, index=True)
    closed_on = DateField(null=True, index=True)
    note = TextField(null=True)
    pinyin = PinyinField(max_length=400, default="", index=True)

    class Meta:
        prefix, title, area, scope = "AC", _("Academies"), choices.Area.TRAINING, "organisation"

    def complete(self):
        self.pinyin = reading(self.name)


class Course(Record):
    """What is taught: trade and level, hours of theory and practice, for whom, in which ways."""

    name = NameField(verbose_name=_("Course name"))
    organisation = ForeignKeyField(Organisation, backref="courses", on_delete="RESTRICT")
    kind = ChoiceField(choices.CourseKind, verbose_name=_("Kind of course"))
    academy = ForeignKeyField(Academy, null=True, backref="courses", on_delete="RESTRICT")
    trade = ForeignKeyField(Trade, null=True, backref="courses", on_delete="RESTRICT")
    level = ChoiceField(choices.SkillLevel, null=True, verbose_name=_("Level taught"))
    item = ForeignKeyField(
        SkillItem, null=True, backref="courses", on_delete="RESTRICT", verbose_name=_("Item of work")
    )
    theory_hours = IntegerField(high=5000)
    practice_hours = IntegerField(high=5000)
    modes = ChoicesField(choices.TeachingMode, verbose_name=_("Ways of teaching"))
    flexible = BooleanField(default=False, verbose_name=_("Hours fit family duties"))
    lowest_education = ChoiceField(choices.Education, null=True, verbose_name=_("Lowest education"))
    lowest_level = ChoiceField(choices.SkillLevel, null=True, verbose_name=_("Level needed before"))
    kept_for = ChoiceField(choices.CourseGroup, null=True, verbose_name=_("Kept for"))
    basis = CharField(max_length=200, null=True, verbose_name=_("Legal basis"))
    pass_mark = IntegerField(default=60, high=100)
    attendance = IntegerField(default=80, high=100, verbose_name=_("Attendance needed (%)"))
    certified = BooleanField(default=True, verbose_name=_("Ends with a certificate"))
    valid_months = IntegerField(null=True, low=1, high=600, verbose_name=_("Certificate valid for (months)"))
    state = ChoiceField(choices.CourseState, verbose_name=_("Course status"))
    note = TextField(null=True)
    pinyin = PinyinField(max_length=400, default="", index=True)

    class Meta:
        prefix, title, area, scope = "CO", _("Courses"), choices.Area.TRAINING, "organisation"
        together = [("organisation", "name")]

    def complete(self):
        self.pinyin = reading(self.name)

    def problems(self):
        if self.kept_for is not None and not self.basis:
            yield "basis", _("is required for a course that is kept for a group")


class Demand(Record):
    """What a company or township asks to be taught: the trade, how many people, by when."""

    topic = CharField(verbose_name=_("What is asked for"))
    organisation = ForeignKeyField(Organisation, backref="demands", on_delete="RESTRICT")
    enterprise = ForeignKeyField(Enterprise, null=True, backref="demands", on_delete="RESTRICT")
    township = CharField(null=True)
    way = ChoiceField(choices.DemandWay, verbose_name=_("How it was raised"))
    raised_on = DateField(index=True)
    trade = ForeignKeyField(Trade, null=True, backref="demands", on_delete="RESTRICT")
    level = ChoiceField(choices.SkillLevel, null=True, verbose_name=_("Skill level"))
    people = IntegerField(low=1, high=1_000_000, verbose_name=_("People to be taught"))
    practice_hours = IntegerField(null=True, high=5000, verbose_name=_("Practice hours asked for"))
    wanted_by = DateField(null=True)
    state = ChoiceField(choices.DemandState, verbose_name=_("Demand status"))
    answered_on = DateField(null=True, index=True, typed=False)
    answer = CharField(max_length=200, null=True, verbose_name=_("Answer given"))
    note = TextField(null=True)

    class Meta:
        prefix, title, area, scope = "DM", _("Training demands"), choices.Area.TRAINING, "organisation"
        called = ("topic",)

    def problems(self):
        if self.state == choices.DemandState.DECLINED and not self.answer:
            yield "answer", _("is required when a demand cannot be met")


class TrainingClass(Record):
    """A course as it is held once: when and where, with how many seats, for which demand."""

    name = NameField(verbose_name=_("Class name"))
    organisation = ForeignKeyField(Organisation, backref="training_classes", on_delete="RESTRICT")
    course = ForeignKeyField(Course, backref="training_classes", on_delete="RESTRICT")
    demand = ForeignKeyField(
        Demand, null=True, typed=False, backref="training_classes", on_delete="RESTRICT",
        verbose_name=_("Training demand"),
    )  # fmt: skip
    starts_on = DateField(index=True)
    ends_on = DateField()
    place = CharField(null=True)
    mode = ChoiceField(choices.TeachingMode, null=True, verbose_name=_("Way of teaching"))
    held_at = ChoiceField(choices.FreeTime, null=True, verbose_name=_("Time of lessons"))
    capacity = IntegerField(low=1, high=100_000, verbose_name=_("Seats"))
    register_by = DateTimeField(null=True, verbose_name=_("Sign-up until"))
    theory_hours = IntegerField(null=True, high=5000)
    practice_hours = IntegerField(null=True, high=5000)
    trainer = ForeignKeyField(
        Trainer, null=True, backref="training_classes", on_delete="RESTRICT", verbose_name=_("Class teacher")
    )
    state = ChoiceField(choices.ClassState, verbose_name=_("Class status"))
    cancel_reason = CharField(
        max_length=200, null=True, typed=False, verbose_name=_("Why the class is cancelled")
    )
    note = TextField(null=True)
    pinyin = PinyinField(max_length=400, default="", index=True)

    class Meta:
        prefix, title, area, scope = "CL", _("Classes"), choices.Area.TRAINING, "organisation"
        together = [("organisation", "name")]
        runs = Runs((choices.ClassState.OPEN, choices.ClassState.RUNNING), ("ends_on",))

    def complete(self):
        self.pinyin = reading(self.name)
        if self.theory_hours is None and self.course_id:
            self.theory_hours = self.course.theory_hours
        if self.practice_hours is None and self.course_id:
            self.practice_hours = self.course.practice_hours

    def problems(self):
        if self.ends_on < self.starts_on:
            yield "ends_on", _("must not be before the start")


class Lesson(Record):
    """A lesson of a class: when, in which room, by whom, on what."""

    training_class = ForeignKeyField(
        TrainingClass, backref="lessons", on_delete="RESTRICT", verbose_name=_("Class")
    )
    starts_at = DateTimeField(index=True)
    ends_at = DateTimeField()
    kind = ChoiceField(choices.LessonKind, verbose_name=_("Kind of lesson"))
    topic = CharField(max_length=200, null=True)
    room = CharField(null=True)
    trainer = ForeignKeyField(
        Trainer, null=True, backref="lessons", on_delete="RESTRICT", verbose_name=_("Lesson trainer")
    )
    live = CharField(max_length=300, null=True, verbose_name=_("Address of the broadcast"))
    replay = CharField(max_length=300, null=True, verbose_name=_("Address of the replay"))
    secret = peewee.CharField(max_length=64, default="")  # of the rotating sign-in code

    class Meta:
        prefix, title, area, scope = "LN", _("Lessons"), choices.Area.TRAINING, "training_class"
        called, together = ("training_class", "starts_at"), [("training_class", "starts_at")]

    def complete(self):
        self.secret = self.secret or b32encode(token_bytes(20)).decode()

    def problems(self):
        if self.ends_at <= self.starts_at:
            yield "ends_at", _("must be after the start")
        elif self.ends_at > self.starts_at + timedelta(days=1):
            yield "ends_at", _("must not be more than a day after the start")


class Enrolment(Record):
    """A worker's place in a class, from sign-up to the result."""

    training_class = ForeignKeyField(
        TrainingClass, backref="enrolments", on_delete="RESTRICT", verbose_name=_("Class")
    )
    worker = ForeignKeyField(Worker, backref="enrolments", on_delete="RESTRICT")
    registered_on = DateField(null=True, index=True, verbose_name=_("Signed up on"))
    state = ChoiceField(choices.EnrolmentState, verbose_name=_("Enrolment status"))
    waiting_since = DateTimeField(null=True, typed=False)
    wish = CharField(null=True, verbose_name=_("Wish for the class"))
    wish_lesson = ForeignKeyField(
        Lesson, null=True, backref="wishes", on_delete="RESTRICT", verbose_name=_("Lesson on the wish")
    )
    theory = DecimalField(max_digits=5, decimal_places=1, high=100, null=True, verbose_name=_("Theory marks"))
    practice = DecimalField(
        max_digits=5, decimal_places=1, high=100, null=True, verbose_name=_("Practice marks")
    )
    result = ChoiceField(choices.Exam, null=True, verbose_name=_("Result of the assessment"))
    assessed_on = DateField(null=True, index=True)
    shortfall = TextField(null=True, typed=False, verbose_name=_("Why not completed"))
    note = TextField(null=True)

    class Meta:
        prefix, title, area, scope = "ER", _("Enrolments"), choices.Area.TRAINING, "training_class"
        called, together = ("worker", "training_class"), [("training_class", "worker")]
        participants = Participants(
            programme="training_class",
            person="worker",
            shows=("sex", "trade", "organisation", "phone"),
            own=("training_class", "worker", "state"),
        )


class Attendance(Record):
    """Whether somebody was at a lesson."""

    lesson = ForeignKeyField(Lesson, backref="attendances", on_delete="RESTRICT")
    enrolment = ForeignKeyField(Enrolment, backref="attendances", on_delete="RESTRICT")
    state = ChoiceField(choices.AttendanceState, verbose_name=_("Attendance"))
    came_at = DateTimeField(null=True, typed=False, verbose_name=_("Signed in at"))

    class Meta:
        prefix, title, area, scope = "AT", _("Attendance"), choices.Area.TRAINING, "lesson"
        called, together = ("enrolment", "lesson"), [("lesson", "enrolment")]


class Certificate(Record):
    """A certificate that a union issued for a class; anybody can check its number."""

    organisation = ForeignKeyField(Organisation, backref="certificates", on_delete="RESTRICT")
    number = CharField(
        max_length=40, null=True, distinct=True, typed=False, verbose_name=_("Certificate number")
    )
    worker = ForeignKeyField(Worker, backref="certificates", on_delete="RESTRICT")
    enrolment = ForeignKeyField(
        Enrolment, null=True, typed=False, backref="certificates", on_delete="RESTRICT"
    )
    trade = ForeignKeyField(Trade, null=True, backref="certificates", on_delete="RESTRICT")
    level = ChoiceField(choices.SkillLevel, null=True, verbose_name=_("Skill level"))
    title = CharField(verbose_name=_("Certified as"))
    issued_on = DateField(index=True)
    expires_on = DateField(null=True, index=True)
    revoked_on = DateField(null=True, index=True, typed=False)
    revoke_reason = CharField(max_length=200, null=True, typed=False, verbose_name=_("Reason of revoking"))

    class Meta:
        prefix, title, area, scope = "CE", _("Certificates"), choices.Area.TRAINING, "organisation"
        called = ("worker", "title")

    def complete(self):
        if not self.number and self.issued_on:
            self.number = certificates.number(self.issued_on.year)

    def problems(self):
        if self.expires_on and self.expires_on < self.issued_on:
            yield "expires_on", _("must not be before the day of issue")


# One certificate in force for a place in a class, also where two are issued at the same instant.
Certificate.add_index(
    Certificate.index(
        Certificate.enrolment, unique=True, name="certificate_in_force",
        where=peewee.SQL("revoked_on IS NULL AND deleted_at IS NULL"),
    )
)  # fmt: skip


class Revisit(Record):
    """That the union asked somebody after a class what they do with what they learned."""

    enrolment = ForeignKeyField(Enrolment, backref="revisits", on_delete="RESTRICT")
    done_on = DateField(index=True, verbose_name=_("Revisited on"))
    way = ChoiceField(choices.RevisitWay, verbose_name=_("Way of the revisit"))
    done_by = NameField(max_length=50, null=True, verbose_name=_("Revisited by"))
    used = BooleanField(default=False, verbose_name=_("Uses what was learned"))
    found = TextField(null=True, verbose_name=_("Finding"))

    class Meta:
        prefix, title, area, scope = "RV", _("Revisits"), choices.Area.TRAINING, "enrolment"
        called, together = ("enrolment", "done_on"), [("enrolment", "done_on")]


class Trip(Record):
    """A trip of the travelling academy: courses brought to companies and townships on a day."""

    name = NameField(verbose_name=_("Trip name"))
    organisation = ForeignKeyField(Organisation, backref="trips", on_delete="RESTRICT")
    held_on = DateField(index=True, verbose_name=_("Day of the trip"))
    vehicle = CharField(null=True)
    state = ChoiceField(choices.TripState, verbose_name=_("Trip status"))
    note = TextField(null=True)
    pinyin = PinyinField(max_length=400, default="", index=True)

    class Meta:
        prefix, title, area, scope = "TP", _("Trips of the academy"), choices.Area.TRAINING, "organisation"
        together = [("organisation", "name", "held_on")]

    def complete(self):
        self.pinyin = reading(self.name)


class TripStop(Record):
    """A stop of a trip: who asked, who teaches which course there, and the class that came of it."""

    trip = ForeignKeyField(Trip, backref="stops", on_delete="RESTRICT")
    number = IntegerField(low=1, high=50, verbose_name=_("Stop order"))
    demand = ForeignKeyField(
        Demand, null=True, backref="stops", on_delete="RESTRICT", verbose_name=_("Training demand")
    )
    township = CharField(null=True)
    place = CharField(null=True)
    course = ForeignKeyField(Course, backref="stops", on_delete="RESTRICT")
    trainer = ForeignKeyField(
        Trainer, null=True, backref="stops", on_delete="RESTRICT", verbose_name=_("Lecturer")
    )
    starts_at = DateTimeField(null=True)
    ends_at = DateTimeField(null=True)
    training_class = ForeignKeyField(
        TrainingClass, null=True, typed=False, backref="stops", on_delete="RESTRICT", verbose_name=_("Class")
    )

    class Meta:
        prefix, title, area, scope = "TS", _("Stops of trips"), choices.Area.TRAINING, "trip"
        called, together = ("trip", "number"), [("trip", "number")]


# =================================================================================================
# Jobs and job fairs
# =================================================================================================


class Fair(Record):
    """A job fair: on campus, on site or on air."""

    name = NameField(verbose_name=_("Fair name"))
    organisation = ForeignKeyField(Organisation, backref="fairs", on_delete="RESTRICT")
    kind = ChoiceField(choices.FairKind, verbose_name=_("Kind of fair"))
    hosts = CharField(max_length=200, null=True, verbose_name=_("Co-organisers"))
    place = CharField(null=True)
    starts_on = DateField(index=True)
    ends_on = DateField(null=True)
    visitors = IntegerField(null=True, high=10_000_000, verbose_name=_("Job seekers who came"))
    state = ChoiceField(choices.FairState, verbose_name=_("Fair status"))
    note = TextField(null=True)
    pinyin = PinyinField(max_length=400, default="", index=True)

    class Meta:
        prefix, title, area, scope = "F", _("Job fairs"), choices.Area.JOBS, "organisation"
        together = [("organisation", "name", "starts_on")]

    def complete(self):
        self.pinyin = reading(self.name)

    def problems(self):
        if self.ends_on and self.ends_on < self.starts_on:
            yield "ends_on", _("must not be before the start")


class FairPlan(Record):
    """How many fairs of a kind a union plans for a year."""

    organisation = ForeignKeyField(Organisation, backref="fair_plans", on_delete="RESTRICT")
    year = IntegerField(low=1950, high=2100)
    kind = ChoiceField(choices.FairKind, verbose_name=_("Kind of fair"))
    planned = IntegerField(high=1_000_000, verbose_name=_("Fairs planned"))

    class Meta:
        prefix, title, area, scope = "FP", _("Plans of fairs"), choices.Area.JOBS, "organisation"
        called, together = ("year", "kind"), [("organisation", "year", "kind")]


class FairFirm(Record):
    """A company at a job fair."""

    fair = ForeignKeyField(Fair, backref="firms", on_delete="RESTRICT", verbose_name=_("Job fair"))
    enterprise = ForeignKeyField(Enterprise, backref="fair_places", on_delete="RESTRICT")
    contact = NameField(max_length=50, null=True, verbose_name=_("Contact person"))
    phone = PhoneField(null=True)
    state = ChoiceField(choices.FirmState, verbose_name=_("Company status"))

    class Meta:
        prefix, title, area, scope = "FF", _("Companies at fairs"), choices.Area.JOBS, "fair"
        called, together = ("enterprise", "fair"), [("fair", "enterprise")]


class JobPost(Record):
    """A post that a company wants to fill: what it asks for and what it offers."""

    name = NameField(verbose_name=_("Post offered"))
    organisation = ForeignKeyField(Organisation, backref="job_posts", on_delete="RESTRICT")
    enterprise = ForeignKeyField(Enterprise, backref="job_posts", on_delete="RESTRICT")
    fair = ForeignKeyField(
        Fair, null=True, backref="job_posts", on_delete="RESTRICT", verbose_name=_("Job fair")
    )
    trade = ForeignKeyField(Trade, null=True, backref="job_posts", on_delete="RESTRICT")
    level = ChoiceField(choices.SkillLevel, null=True, verbose_name=_("Lowest skill level"))
    lowest_education = ChoiceField(choices.Education, null=True, verbose_name=_("Lowest education"))
    openings = IntegerField(low=1, high=100_000, verbose_name=_("People wanted"))
    wage_from = IntegerField(null=True, high=1_000_000, verbose_name=_("Wage from (yuan a month)"))
    wage_to = IntegerField(null=True, high=1_000_000, verbose_name=_("Wage to (yuan a month)"))
    place = CharField(null=True)
    work_place = ChoiceField(choices.WorkPlace, null=True, verbose_name=_("Place of work"))
    shifts = ChoicesField(choices.FreeTime, verbose_name=_("Working times"))
    posted_on = DateField(index=True)
    closes_on = DateField(null=True, index=True)
    state = ChoiceField(choices.JobPostState, verbose_name=_("Post status"))
    note = TextField(null=True)
    pinyin = PinyinField(max_length=400, default="", index=True)

    class Meta:
        prefix, title, area, scope = "JP", _("Posts offered"), choices.Area.JOBS, "organisation"
        called, together = ("name", "enterprise"), [("enterprise", "name", "posted_on")]
        runs = Runs((choices.JobPostState.OPEN, choices.JobPostState.FILLED), ("closes_on",))

    def complete(self):
        self.pinyin = reading(self.name)

    def problems(self):
        if self.wage_from is not None and self.wage_to is not None and self.wage_to < self.wage_from:
            yield "wage_to", _("must not be less than the lowest wage")


class LiveSession(Record):
    """A broadcast in which somebody presents posts."""

    name = NameField(verbose_name=_("Live session"))
    organisation = ForeignKeyField(Organisation, backref="live_sessions", on_delete="RESTRICT")
    fair = ForeignKeyField(
        Fair, null=True, backref="live_sessions", on_delete="RESTRICT", verbose_name=_("Job fair")
    )
    host = NameField(max_length=50, verbose_name=_("Host on air"))
    host_title = CharField(null=True, verbose_name=_("Office of the host"))
    platform = CharField(null=True)
    starts_at = DateTimeField(index=True)
    viewers = IntegerField(null=True, high=2_000_000_000)
    note = TextField(null=True)
    pinyin = PinyinField(max_length=400, default="", index=True)

    class Meta:
        prefix, title, area, scope = "LS", _("Live sessions"), choices.Area.JOBS, "organisation"
        together = [("organisation", "name", "starts_at")]

    def complete(self):
        self.pinyin = reading(self.name)


class LivePost(Record):
    """A post that was presented in a live session."""

    live = ForeignKeyField(LiveSession, backref="posts", on_delete="RESTRICT", verbose_name=_("Live session"))
    post = ForeignKeyField(JobPost, backref="shown_in", on_delete="RESTRICT", verbose_name=_("Post offered"))

    class Meta:
        prefix, title, area, scope = "LP", _("Posts on air"), choices.Area.JOBS, "live"
        called, together = ("live", "post"), [("live", "post")]


class Application(Record):
    """A worker's application for a post, up to the hiring."""

    post = ForeignKeyField(
        JobPost, backref="applications", on_delete="RESTRICT", verbose_name=_("Post offered")
    )
    worker = ForeignKeyField(Worker, backref="applications", on_delete="RESTRICT")
    applied_on = DateField(index=True)
    source = ChoiceField(choices.ApplicationSource, null=True, verbose_name=_("Came by"))
    live = ForeignKeyField(
        LiveSession, null=True, backref="applications", on_delete="RESTRICT", verbose_name=_("Live session")
    )
    state = ChoiceField(choices.ApplicationState, verbose_name=_("Application status"))
    intent_on = DateField(null=True, index=True, typed=False)
    decided_on = DateField(null=True, index=True, typed=False)
    note = TextField(null=True)

    class Meta:
        prefix, title, area, scope = "AP", _("Applications"), choices.Area.JOBS, "post"
        called, together = ("worker", "post"), [("post", "worker")]
        participants = Participants(
            programme="post",
            person="worker",
            shows=("trade", "education", "organisation", "phone"),
            own=("post", "worker", "state"),
        )


class Placement(Record):
    """That a worker began a job, and how it went on."""

    worker = ForeignKeyField(Worker, backref="placements", on_delete="RESTRICT")
    enterprise = ForeignKeyField(Enterprise, null=True, backref="placements", on_delete="RESTRICT")
    employer = CharField(null=True, verbose_name=_("Another employer"))
    job = CharField(null=True, verbose_name=_("Job taken"))
    application = ForeignKeyField(Application, null=True, backref="placements", on_delete="RESTRICT")
    training_class = ForeignKeyField(
        TrainingClass, null=True, backref="placements", on_delete="RESTRICT", verbose_name=_("Class before")
    )
    started_on = DateField(index=True, verbose_name=_("Started work on"))
    work_place = ChoiceField(choices.WorkPlace, null=True, verbose_name=_("Place of work"))
    wage = IntegerField(null=True, high=1_000_000, verbose_name=_("Wage (yuan a month)"))
    stayed = ChoiceField(
        choices.PlacementStep, null=True, typed=False, verbose_name=_("Last found at the job")
    )
    left_on = DateField(null=True, index=True, verbose_name=_("Left the job on"))
    leave_reason = CharField(max_length=200, null=True, verbose_name=_("Reason of leaving"))
    note = TextField(null=True)

    class Meta:
        prefix, title, area, scope = "PL", _("Placements"), choices.Area.JOBS, "worker"
        called = ("worker", "started_on")
        # One job counts for a class: the next one of the same person is no further success of it.
        together = [("worker", "started_on"), ("training_class", "worker")]

    def problems(self):
        if self.enterprise_id is None and not self.employer:
            yield "employer", _("or an enterprise is required")
        if self.left_on and self.left_on < self.started_on:
            yield "left_on", _("must not be before the start")


class PlacementCheck(Record):
    """Whether somebody was still at the job after one, three, six months."""

    placement = ForeignKeyField(Placement, backref="checks", on_delete="RESTRICT")
    step = ChoiceField(choices.PlacementStep, verbose_name=_("Month of the check"))
    done_on = DateField(index=True, verbose_name=_("Checked on"))
    still_there = BooleanField(default=False)
    asked_by = NameField(max_length=50, null=True, verbose_name=_("Who asked"))
    told = TextField(null=True, verbose_name=_("What they told"))

    class Meta:
        prefix, title, area, scope = "PC", _("Checks of placements"), choices.Area.JOBS, "placement"
        called, together = ("placement", "step"), [("placement", "step")]


class NamedService(Record):
    """A poor graduate served by name: one policy talk, one guidance, three job offers, one training."""

    worker = ForeignKeyField(Worker, backref="named_services", on_delete="RESTRICT")
    school = CharField(null=True)
    graduated_on = DateField(null=True)
    care = ChoiceField(choices.CareKind, null=True, sensitive=True, verbose_name=_("Kind of need"))
    served_by = NameField(max_length=50, null=True)
    starts_on = DateField(index=True)
    due_on = DateField(null=True, index=True, verbose_name=_("To be complete by"))
    state = ChoiceField(choices.NamedServiceState, typed=False, verbose_name=_("Service status"))
    done_on = DateField(null=True, index=True, typed=False, verbose_name=_("Served in full on"))
    ended_on = DateField(null=True, index=True, typed=False, verbose_name=_("Service ended early on"))
    end_reason = CharField(
        max_length=200, null=True, typed=False, verbose_name=_("Why the service ended early")
    )
    note = TextField(null=True, sensitive=True)

    class Meta:
        prefix, title, area, scope = "NS", _("Graduates served by name"), choices.Area.JOBS, "worker"
        called, together = ("worker",), [("worker", "starts_on")]

    def complete(self):
        if self.starts_on and self.due_on is None:
            self.due_on = months_after(self.starts_on, named_service.MONTHS)

    def problems(self):
        if self.due_on and self.due_on < self.starts_on:
            yield "due_on", _("must not be before the start")


# A graduate is served once at a time.
NamedService.add_index(
    NamedService.index(
        NamedService.worker, unique=True, name="named_service_one_running",
        where=peewee.SQL("state = 'running' AND deleted_at IS NULL"),
    )
)  # fmt: skip


class ServiceStep(Record):
    """One thing done for a graduate who is served by name."""

    service = ForeignKeyField(
        NamedService, backref="steps", on_delete="RESTRICT", verbose_name=_("Graduate served by name")
    )
    kind = ChoiceField(choices.NamedServiceKind, verbose_name=_("Kind of step"))
    done_on = DateField(index=True, verbose_name=_("Done on"))
    post = ForeignKeyField(
        JobPost, null=True, backref="service_steps", on_delete="RESTRICT", verbose_name=_("Post offered")
    )
    training_class = ForeignKeyField(
        TrainingClass, null=True, backref="service_steps", on_delete="RESTRICT", verbose_name=_("Class")
    )
    content = CharField(max_length=200, null=True)

    class Meta:
        prefix, title, area, scope = "NT", _("Steps of named service"), choices.Area.JOBS, "service"
        called, together = ("service", "kind"), [("service", "kind", "post", "done_on")]

    def problems(self):
        if self.kind == choices.NamedServiceKind.OFFER and not (self.post_id or self.content):
            yield "post", _("is required for a job offer, or write in the content what was offered")


# =================================================================================================
# Mentorship
# =================================================================================================


class MentorshipContract(Record):
    """One mentor guides one apprentice through an agreed term, under one kind of contract."""

    organisation = ForeignKeyField(Organisation, backref="mentorship_contracts", on_delete="RESTRICT")
    mentor = ForeignKeyField(Worker, backref="contracts_as_mentor", on_delete="RESTRICT")
    apprentice = ForeignKeyField(Worker, backref="contracts_as_apprentice", on_delete="RESTRICT")
    kind = ChoiceField(
        choices.MentorshipKind, default=choices.MentorshipKind.MASTER, verbose_name=_("Kind of contract")
    )
    trade = ForeignKeyField(Trade, null=True, backref="mentorship_contracts", on_delete="RESTRICT")
    signed_on = DateField(null=True, index=True)
    starts_on = DateField()
    ends_on = DateField()
    goals = TextField(null=True)
    plan = TextField(null=True)
    state = ChoiceField(choices.ContractState, verbose_name=_("Contract status"))
    ended_on = DateField(null=True, index=True, verbose_name=_("Actually ended on"))
    ended_by = ChoiceField(choices.Party, null=True)
    end_reason = CharField(max_length=200, null=True, verbose_name=_("Reason of the end"))
    mentor_signed_at = DateTimeField(null=True, typed=False)
    apprentice_signed_at = DateTimeField(null=True, typed=False)
    certificate = CharField(
        max_length=40, null=True, distinct=True, typed=False, verbose_name=_("Completion certificate number")
    )
    note = TextField(null=True)

    class Meta:
        prefix, title, area, scope = "MC", _("Mentorship contracts"), choices.Area.MENTORSHIP, "organisation"
        called = ("mentor", "apprentice", "kind")

    def complete(self):
        if self.state in (choices.ContractState.COMPLETED, choices.ContractState.ENDED_EARLY):
            self.ended_on = self.ended_on or now().date()

    def problems(self):
        if self.mentor_id is not None and self.mentor_id == self.apprentice_id:
            yield "apprentice", _("must be another person than the mentor")
        if self.ends_on < self.starts_on:
            yield "ends_on", _("must not be before the start")
        if self.state == choices.ContractState.ENDED_EARLY and not self.end_reason:
            yield "end_reason", _("is required when a contract ends early")


# At most one running contract per apprentice and kind, also where two begin at the same instant.
MentorshipContract.add_index(
    MentorshipContract.index(
        MentorshipContract.apprentice, MentorshipContract.kind, unique=True, name="mentorship_contract_one_running",
        where=peewee.SQL("state = 'running' AND deleted_at IS NULL"),
    )
)  # fmt: skip


class MentorshipGoal(Record):
    """Something that the apprentice is to have reached by the end of the contract, or by a day before it."""

    contract = ForeignKeyField(
        MentorshipContract,
        backref="agreed_goals",
        on_delete="RESTRICT",
        verbose_name=_("Mentorship contract"),
    )
    goal = CharField(max_length=200, verbose_name=_("Goal"))
    measure = CharField(max_length=200, null=True, verbose_name=_("How it is judged"))
    due_on = DateField(null=True, verbose_name=_("To be reached by"))
    state = ChoiceField(choices.GoalState, verbose_name=_("Goal status"))
    judged_on = DateField(null=True, index=True, typed=False)

    class Meta:
        prefix, title, area, scope = "GG", _("Mentorship goals"), choices.Area.MENTORSHIP, "contract"
        called, together = ("goal",), [("contract", "goal")]


class MentorshipSession(Record):
    """One time that the mentor worked with the apprentice: when, how long, who, and on what."""

    contract = ForeignKeyField(
        MentorshipContract, backref="sessions", on_delete="RESTRICT", verbose_name=_("Mentorship contract")
    )
    held_on = DateField(index=True, verbose_name=_("Session held on"))
    hours = DecimalField(max_digits=4, decimal_places=1, low="0.5", high=24)
    guided_by = NameField(max_length=50, null=True, verbose_name=_("Guided by"))
    content = TextField(verbose_name=_("What was taught"))
    place = CharField(null=True)

    class Meta:
        prefix, title, area, scope = "GS", _("Mentorship sessions"), choices.Area.MENTORSHIP, "contract"
        called, together = ("contract", "held_on"), []

    def complete(self):
        self.guided_by = self.guided_by or self.contract.mentor.name


class MentorshipReview(Record):
    """A look at what mentor and apprentice have reached so far."""

    contract = ForeignKeyField(
        MentorshipContract, backref="reviews", on_delete="RESTRICT", verbose_name=_("Mentorship contract")
    )
    kind = ChoiceField(choices.ReviewKind, verbose_name=_("Kind of review"))
    reviewed_on = DateField(index=True)
    goals_met = TextField(null=True)
    points = DecimalField(max_digits=5, decimal_places=1, high=100, null=True)
    verdict = ChoiceField(choices.Verdict, null=True)
    allowance = DecimalField(null=True, verbose_name=_("Allowance in yuan"))
    reviewer = NameField(max_length=50, null=True)
    confirmed_by = NameField(max_length=50, null=True, typed=False, verbose_name=_("Stage confirmed by"))
    confirmed_on = DateField(null=True, index=True, typed=False, verbose_name=_("Stage confirmed on"))

    class Meta:
        prefix, title, area, scope = "MR", _("Mentorship reviews"), choices.Area.MENTORSHIP, "contract"
        called, together = ("contract", "kind", "reviewed_on"), [("contract", "kind", "reviewed_on")]


class MentorshipPolicy(Record):
    """What a union asks of mentorship from a day on; where a column is empty, the superior union's policy holds."""

    organisation = ForeignKeyField(Organisation, backref="mentorship_policies", on_delete="RESTRICT")
    starts_on = DateField(verbose_name=_("In force from"))
    kinds = ChoicesField(choices.MentorshipKind, verbose_name=_("Kinds of mentor each apprentice needs"))
    most_apprentices = IntegerField(
        null=True, low=1, high=50, verbose_name=_("Most apprentices of a mentor at the same time")
    )
    lowest_level = ChoiceField(
        choices.SkillLevel, null=True, verbose_name=_("Lowest skill level of a mentor")
    )
    level_gap = IntegerField(null=True, high=7, verbose_name=_("Grades a mentor stands above the apprentice"))
    shortest_term = IntegerField(null=True, low=1, high=120, verbose_name=_("Shortest term in months"))
    longest_term = IntegerField(null=True, low=1, high=120, verbose_name=_("Longest term in months"))
    log_days = IntegerField(
        null=True, low=1, high=366, verbose_name=_("Days within which a session is logged")
    )
    stages = ChoicesField(choices.ReviewKind, verbose_name=_("Stages confirmed before completion"))
    monthly_allowance = DecimalField(null=True, verbose_name=_("Allowance of a confirmed month in yuan"))
    middle_allowance = DecimalField(null=True, verbose_name=_("Allowance of the confirmed mid-term in yuan"))
    final_allowance = DecimalField(null=True, verbose_name=_("Allowance of the confirmed end in yuan"))
    note = TextField(null=True)

    class Meta:
        prefix, title, area, scope = "GP", _("Mentorship policies"), choices.Area.MENTORSHIP, "organisation"
        called, together = ("organisation", "starts_on"), [("organisation", "starts_on")]

    def problems(self):
        if self.shortest_term and self.longest_term and self.longest_term < self.shortest_term:
            yield "longest_term", _("must not be shorter than the shortest term")


# =================================================================================================
# Competitions
# =================================================================================================


class Competition(Record):
    """A skills competition with its contest events, run by one union."""

    name = NameField(verbose_name=_("Competition name"))
    organisation = ForeignKeyField(
        Organisation, backref="competitions", on_delete="RESTRICT", verbose_name=_("Organising union")
    )
    level = ChoiceField(choices.Level, verbose_name=_("Competition level"))
    hosts = CharField(max_length=200, null=True, verbose_name=_("Co-organisers"))
    place = CharField(null=True)
    academy = ForeignKeyField(Academy, null=True, backref="competitions", on_delete="RESTRICT")
    starts_on = DateField(index=True)
    ends_on = DateField(null=True)
    state = ChoiceField(choices.CompetitionState, verbose_name=_("Competition status"))
    one_event = BooleanField(default=False, verbose_name=_("A person enters one event only"))
    note = TextField(null=True)
    pinyin = PinyinField(max_length=400, default="", index=True)

    class Meta:
        prefix, title, area, scope = "C", _("Competitions"), choices.Area.COMPETITIONS, "organisation"
        runs = Runs((choices.CompetitionState.OPEN, choices.CompetitionState.RUNNING), ("ends_on",))

    def complete(self):
        self.pinyin = reading(self.name)

    def problems(self):
        if self.ends_on and self.ends_on < self.starts_on:
            yield "ends_on", _("must not be before the start")


class Contest(Record):
    """One event of a competition: a trade, a group, a size of team."""

    competition = ForeignKeyField(Competition, backref="contests", on_delete="RESTRICT")
    name = NameField(verbose_name=_("Contest event"))
    trade = ForeignKeyField(Trade, null=True, backref="contests", on_delete="RESTRICT")
    group = ChoiceField(
        choices.ContestGroup, default=choices.ContestGroup.WORKER, verbose_name=_("Contest group")
    )
    team_size = IntegerField(default=1, low=1, high=50)
    highest_age = IntegerField(null=True, low=16, high=100)
    unit_quota = IntegerField(null=True, low=1, high=1000, verbose_name=_("Entries allowed per unit"))
    delegation_quota = IntegerField(
        null=True, low=1, high=1000, verbose_name=_("Entries allowed per delegation")
    )
    theory_weight = IntegerField(default=30, high=100, verbose_name=_("Theory weight (%)"))
    tie_break = OrderField(
        choices.TieBreak,
        verbose_name=_("Equal marks are decided by, in this order"),
        help_text=_(
            "By commas: better practice marks, better theory marks, shorter time, earlier submission"
        ),
    )
    ties = ChoiceField(
        choices.TieRule, default=choices.TieRule.ALL, verbose_name=_("When the line runs through equal marks")
    )
    blind = BooleanField(default=False, verbose_name=_("Judges see contest numbers only"))
    own_unit = BooleanField(default=False, verbose_name=_("Judges may mark their own unit"))
    note = TextField(null=True)
    pinyin = PinyinField(max_length=400, default="", index=True)

    class Meta:
        prefix, title, area, scope = "CT", _("Contest events"), choices.Area.COMPETITIONS, "competition"
        called, together = ("name", "group"), [("competition", "name", "group")]

    def complete(self):
        self.pinyin = reading(self.name)


class Stage(Record):
    """A round of a contest event, from unit selection to the final."""

    contest = ForeignKeyField(
        Contest, backref="stages", on_delete="RESTRICT", verbose_name=_("Contest event")
    )
    number = IntegerField(low=1, high=20, default=1, verbose_name=_("Stage order"))
    kind = ChoiceField(choices.StageKind, verbose_name=_("Kind of stage"))
    held_on = DateField(null=True, index=True)
    place = CharField(null=True)
    promoted = IntegerField(null=True, low=1, high=10_000, verbose_name=_("Places in the next stage"))
    quota_for = ChoiceField(
        choices.Within, null=True, verbose_name=_("Places in the next stage are kept for")
    )
    quota = IntegerField(null=True, high=10_000, verbose_name=_("Places for each of them"))
    apart = BooleanField(default=False, verbose_name=_("Each of them is ranked by itself"))
    frozen_at = DateTimeField(null=True, typed=False, verbose_name=_("Ranking frozen at"))
    released_at = DateTimeField(null=True, typed=False, verbose_name=_("Ranking released at"))
    board = peewee.TextField(null=True)  # the ranking as it was frozen, as `operations.boards` writes it

    class Meta:
        prefix, title, area, scope = "ST", _("Contest stages"), choices.Area.COMPETITIONS, "contest"
        called, together = ("contest", "kind"), [("contest", "number")]

    def problems(self):
        if self.quota_for is None and (self.quota is not None or self.apart):
            yield "quota_for", _("is required: say whom the places are kept for")
        if self.apart and self.promoted is not None:
            yield "promoted", _("must be empty where each is ranked by itself: say the places for each")


class StageQuota(Record):
    """The places in the next stage that one unit or delegation has, where it is not what the others have."""

    stage = ForeignKeyField(Stage, backref="quotas", on_delete="RESTRICT", verbose_name=_("Contest stage"))
    name = CharField(verbose_name=_("Unit or delegation"))
    places = IntegerField(high=10_000, verbose_name=_("Places in the next stage"))

    class Meta:
        prefix, title, area, scope = "SQ", _("Places by unit"), choices.Area.COMPETITIONS, "stage"
        together = [("stage", "name")]


class Prize(Record):
    """What a place in the final of a contest event brings: an honour with its title."""

    contest = ForeignKeyField(
        Contest, backref="prizes", on_delete="RESTRICT", verbose_name=_("Contest event")
    )
    first_place = IntegerField(low=1, high=10_000, verbose_name=_("From place"))
    last_place = IntegerField(low=1, high=10_000, verbose_name=_("To place"))
    kind = ChoiceField(choices.HonourKind, verbose_name=_("Kind of honour"))
    title = CharField(verbose_name=_("Honour title"))
    level = ChoiceField(choices.Level, null=True, verbose_name=_("Honour level"))

    class Meta:
        prefix, title, area, scope = "PZ", _("Prizes"), choices.Area.COMPETITIONS, "contest"
        called, together = ("title",), [("contest", "title")]

    def problems(self):
        if self.last_place < self.first_place:
            yield "last_place", _("must not be before the first place")


class Entry(Record):
    """A contestant or team that a unit enters for a contest event."""

    contest = ForeignKeyField(
        Contest, backref="entries", on_delete="RESTRICT", verbose_name=_("Contest event")
    )
    name = NameField(verbose_name=_("Contestant or team"))
    number = CharField(max_length=20, null=True, verbose_name=_("Contest number"))
    unit = CharField(null=True, verbose_name=_("Entered by unit"))
    delegation = CharField(null=True, verbose_name=_("Delegation"))  # province, league or industry
    entered_on = DateField(null=True, index=True)
    state = ChoiceField(choices.EntryState, verbose_name=_("Entry status"))
    reason = CharField(max_length=200, null=True, verbose_name=_("Why refused or out"))
    note = TextField(null=True)
    pinyin = PinyinField(max_length=400, default="", index=True)

    class Meta:
        prefix, title, area, scope = "EN", _("Contest entries"), choices.Area.COMPETITIONS, "contest"
        together = [("contest", "number")]

    def complete(self):
        self.pinyin = reading(self.name)


class EntryMember(Record):
    """A worker in a contest entry."""

    entry = ForeignKeyField(Entry, backref="members", on_delete="RESTRICT", verbose_name=_("Contest entry"))
    worker = ForeignKeyField(Worker, backref="entries", on_delete="RESTRICT")
    captain = BooleanField(default=False, verbose_name=_("Team captain"))

    class Meta:
        prefix, title, area, scope = "EM", _("Entry members"), choices.Area.COMPETITIONS, "entry"
        called, together = ("worker",), [("entry", "worker")]
        participants = Participants(
            programme="entry.contest.competition",
            person="worker",
            shows=("sex", "trade", "organisation", "phone"),
            own=("entry", "worker", "captain"),
        )


class Score(Record):
    """The marks of an entry in one stage."""

    entry = ForeignKeyField(Entry, backref="scores", on_delete="RESTRICT", verbose_name=_("Contest entry"))
    stage = ForeignKeyField(Stage, backref="scores", on_delete="RESTRICT", verbose_name=_("Contest stage"))
    theory = DecimalField(max_digits=5, decimal_places=2, high=100, null=True, verbose_name=_("Theory marks"))
    practice = DecimalField(
        max_digits=5, decimal_places=2, high=100, null=True, verbose_name=_("Practice marks")
    )
    total = DecimalField(max_digits=5, decimal_places=2, high=100, null=True, verbose_name=_("Total marks"))
    seconds = IntegerField(null=True, high=10_000_000, verbose_name=_("Time taken in seconds"))
    submitted_at = DateTimeField(null=True, verbose_name=_("Work submitted at"))
    place = IntegerField(null=True, low=1, high=10_000, verbose_name=_("Place reached"))
    decided_by = ChoiceField(
        choices.TieBreak, null=True, typed=False, verbose_name=_("Equal marks decided by")
    )
    goes_on = BooleanField(null=True, typed=False, verbose_name=_("Goes on to the next stage"))
    state = ChoiceField(choices.ScoreState, verbose_name=_("Score status"))
    added_up_by = CharField(max_length=50, null=True, typed=False)
    confirmed_by = CharField(max_length=50, null=True, typed=False)
    by_verb = False  # set while the judges' marks are added up, confirmed or corrected: nobody types these

    class Meta:
        prefix, title, area, scope = "SC", _("Scores"), choices.Area.COMPETITIONS, "entry"
        called, together = ("entry", "total"), [("entry", "stage")]


class Criterion(Record):
    """Something that judges look at in a contest event, and how many of its module's 100 marks it is worth."""

    contest = ForeignKeyField(
        Contest, backref="criteria", on_delete="RESTRICT", verbose_name=_("Contest event")
    )
    module = ChoiceField(choices.Module, default=choices.Module.PRACTICE, verbose_name=_("Contest module"))
    name = NameField(verbose_name=_("Marking criterion"))
    kind = ChoiceField(
        choices.CriterionKind, default=choices.CriterionKind.JUDGEMENT, verbose_name=_("Kind of criterion")
    )
    weight = DecimalField(max_digits=5, low="0.01", high=100, verbose_name=_("Weight (of 100)"))
    worst = DecimalField(max_digits=9, null=True, verbose_name=_("Value that earns nothing"))
    best = DecimalField(max_digits=9, null=True, verbose_name=_("Value that earns all marks"))
    guide = TextField(null=True, verbose_name=_("What to look at"))
    pinyin = PinyinField(max_length=400, default="", index=True)

    class Meta:
        prefix, title, area, scope = "CR", _("Marking criteria"), choices.Area.COMPETITIONS, "contest"
        together = [("contest", "name")]

    def complete(self):
        self.pinyin = reading(self.name)

    def problems(self):
        measured = self.kind == choices.CriterionKind.MEASURED
        if measured and (self.worst is None or self.best is None):
            yield "best", _("and the value that earns nothing are required for a measured criterion")
        elif measured and self.worst == self.best:
            yield "best", _("must differ from the value that earns nothing")


class Judge(Record):
    """A judge of one criterion at a stage of a contest."""

    stage = ForeignKeyField(Stage, backref="judges", on_delete="RESTRICT", verbose_name=_("Contest stage"))
    criterion = ForeignKeyField(
        Criterion, backref="judges", on_delete="RESTRICT", verbose_name=_("Marking criterion")
    )
    worker = ForeignKeyField(Worker, backref="judged", on_delete="RESTRICT", verbose_name=_("Judge"))

    class Meta:
        prefix, title, area, scope = "JG", _("Judges"), choices.Area.COMPETITIONS, "stage"
        called, together = ("worker", "criterion"), [("stage", "criterion", "worker")]


class Mark(Record):
    """What one judge gave an entry for one criterion."""

    score = ForeignKeyField(Score, backref="marks", on_delete="RESTRICT", verbose_name=_("Score"))
    judge = ForeignKeyField(
        Judge, backref="marks", on_delete="RESTRICT", verbose_name=_("Judge of the criterion")
    )
    value = DecimalField(max_digits=9, null=True, verbose_name=_("Judgement or measured value"))
    state = ChoiceField(choices.MarkState, verbose_name=_("Mark status"), typed=False)
    reason = CharField(max_length=200, null=True, typed=False, verbose_name=_("Reason"))
    by_verb = False  # set while it is corrected

    class Meta:
        prefix, title, area, scope = "MK", _("Marks"), choices.Area.COMPETITIONS, "score"
        called, together = ("judge", "value"), [("score", "judge")]

    def problems(self):
        if self.value is None and self.state == choices.MarkState.GIVEN:
            yield "value", _("is required")


class KeyPost(Record):
    """A post so important to its unit that its best people are honoured month by month."""

    name = NameField(max_length=50, verbose_name=_("Key post"))
    organisation = ForeignKeyField(Organisation, backref="key_posts", on_delete="RESTRICT")
    enterprise = ForeignKeyField(
        Enterprise, null=True, backref="key_posts", on_delete="RESTRICT", verbose_name=_("Employer")
    )
    trade = ForeignKeyField(Trade, null=True, backref="key_posts", on_delete="RESTRICT")
    in_force = BooleanField(default=True, verbose_name=_("Still a key post"))
    note = TextField(null=True)
    pinyin = PinyinField(max_length=200, default="", index=True)

    class Meta:
        prefix, title, area, scope = "KP", _("Key posts"), choices.Area.COMPETITIONS, "organisation"
        together = [("organisation", "name")]

    def complete(self):
        self.pinyin = reading(self.name)


class Honour(Record):
    """A title or award that a worker holds."""

    worker = ForeignKeyField(Worker, backref="honours", on_delete="RESTRICT")
    kind = ChoiceField(choices.HonourKind, verbose_name=_("Kind of honour"))
    title = CharField(verbose_name=_("Honour title"))
    level = ChoiceField(choices.Level, null=True, verbose_name=_("Honour level"))
    awarded_on = DateField(index=True)
    awarded_by = CharField(null=True)
    post = CharField(max_length=50, null=True, verbose_name=_("Post held"))
    contest = ForeignKeyField(
        Contest, null=True, backref="honours", on_delete="RESTRICT", verbose_name=_("Won in contest event")
    )
    reason = TextField(null=True)
    key_post = ForeignKeyField(
        KeyPost,
        null=True,
        backref="honours",
        on_delete="RESTRICT",
        verbose_name=_("Champion of the key post"),
    )
    period = CharField(max_length=7, null=True, verbose_name=_("Month or year of the title"))

    class Meta:
        prefix, title, area, scope = "H", _("Honours"), choices.Area.COMPETITIONS, "worker"
        called = ("worker", "title")
        together = [("worker", "title", "awarded_on"), ("key_post", "kind", "period")]

    def complete(self):
        self.period = post_titles.period(self.period) if self.period else None

    def problems(self):
        title = next((one for one in choices.PostTitle if one == self.kind.value), None)
        if self.key_post_id and title is None:
            yield "kind", _("must be post expert of the month or craftsman of the year for a key post")
        elif self.key_post_id and (words := post_titles.misfit(title, self.period or "")):
            yield "period", words


class Nomination(Record):
    """Somebody who is to be the champion of a key post for a month or a year, and why."""

    key_post = ForeignKeyField(
        KeyPost, backref="nominations", on_delete="RESTRICT", verbose_name=_("Key post of the nomination")
    )
    title = ChoiceField(
        choices.PostTitle, default=choices.PostTitle.MONTHLY_EXPERT, verbose_name=_("Nominated as")
    )
    period = CharField(max_length=10, verbose_name=_("Month or year"))
    worker = ForeignKeyField(
        Worker, backref="nominations", on_delete="RESTRICT", verbose_name=_("Person nominated")
    )
    reason = TextField(verbose_name=_("Reason of the nomination"))
    score = ForeignKeyField(
        Score,
        null=True,
        backref="nominations",
        on_delete="RESTRICT",
        verbose_name=_("Result that speaks for it"),
    )
    state = ChoiceField(choices.NominationState, verbose_name=_("Nomination status"), typed=False)
    approved_by = CharField(max_length=50, null=True, typed=False)
    notice_from = DateField(null=True, typed=False, index=True, verbose_name=_("On view from"))
    notice_until = DateField(null=True, typed=False, verbose_name=_("On view until"))
    answer = CharField(max_length=200, null=True, typed=False, verbose_name=_("Why it was refused"))

    class Meta:
        prefix, title, area, scope = "NM", _("Nominations"), choices.Area.COMPETITIONS, "key_post"
        called, together = ("worker", "key_post", "period"), [("key_post", "title", "period", "worker")]

    def complete(self):
        self.period = post_titles.period(self.period)

    def problems(self):
        if words := post_titles.misfit(self.title, self.period):
            yield "period", words


# =================================================================================================
# Studios and expert service
# =================================================================================================


class Studio(Record):
    """A studio in which a model worker or craftsman and their team solve problems of production."""

    name = NameField(verbose_name=_("Studio name"))
    organisation = ForeignKeyField(Organisation, backref="studios", on_delete="RESTRICT")
    kind = ChoiceField(choices.StudioKind, verbose_name=_("Kind of studio"))
    level = ChoiceField(choices.Level, null=True, verbose_name=_("Studio level"))
    leader = ForeignKeyField(
        Worker, backref="studios_led", on_delete="RESTRICT", verbose_name=_("Studio leader")
    )
    trade = ForeignKeyField(Trade, null=True, backref="studios", on_delete="RESTRICT")
    enterprise = ForeignKeyField(
        Enterprise, null=True, backref="studios", on_delete="RESTRICT", verbose_name=_("Host enterprise")
    )
    academy = ForeignKeyField(Academy, null=True, backref="studios", on_delete="RESTRICT")
    founded_on = DateField(null=True, index=True, verbose_name=_("Studio founded on"))
    place = CharField(null=True)
    focus = TextField(null=True, verbose_name=_("What the studio works on"))
    state = ChoiceField(choices.StudioState, verbose_name=_("Studio status"))
    closed_on = DateField(null=True, index=True)
    close_reason = CharField(max_length=200, null=True, verbose_name=_("Reason of closing"))
    note = TextField(null=True)
    pinyin = PinyinField(max_length=400, default="", index=True)

    class Meta:
        prefix, title, area, scope = "SU", _("Studios"), choices.Area.STUDIOS, "organisation"

    def complete(self):
        self.pinyin = reading(self.name)

    def problems(self):
        if self.closed_on and self.founded_on and self.closed_on < self.founded_on:
            yield "closed_on", _("must not be before the day of founding")
        if self.state == choices.StudioState.CLOSED and not self.close_reason:
            yield "close_reason", _("is required for a closed studio")


class StudioMember(Record):
    """A worker who belongs to a studio's team."""

    studio = ForeignKeyField(Studio, backref="members", on_delete="RESTRICT")
    worker = ForeignKeyField(Worker, backref="studio_places", on_delete="RESTRICT")
    part = CharField(max_length=50, null=True, verbose_name=_("Part in the team"))
    joined_on = DateField(null=True, verbose_name=_("Joined the team on"))
    left_on = DateField(null=True, verbose_name=_("Left the team on"))

    class Meta:
        prefix, title, area, scope = "SM", _("Studio members"), choices.Area.STUDIOS, "studio"
        called, together = ("worker", "studio"), [("studio", "worker")]

    def problems(self):
        if self.joined_on and self.left_on and self.left_on < self.joined_on:
            yield "left_on", _("must not be before the day of joining")


class StudioResult(Record):
    """Something a studio has achieved, with what it is worth."""

    studio = ForeignKeyField(Studio, backref="results", on_delete="RESTRICT")
    name = NameField(max_length=200, verbose_name=_("Result"))
    kind = ChoiceField(choices.ResultKind, verbose_name=_("Kind of result"))
    achieved_on = DateField(index=True)
    benefit = IntegerField(null=True, high=2_000_000_000, verbose_name=_("Benefit in yuan"))
    number = CharField(max_length=40, null=True, verbose_name=_("Patent or document number"))
    evidence = CharField(max_length=200, null=True, verbose_name=_("Evidence of the result"))
    state = ChoiceField(choices.ResultState, typed=False, verbose_name=_("Result status"))
    note = TextField(null=True)
    pinyin = PinyinField(max_length=800, default="", index=True)

    class Meta:
        prefix, title, area, scope = "SR", _("Studio results"), choices.Area.STUDIOS, "studio"
        together = [("studio", "name")]

    def complete(self):
        self.pinyin = reading(self.name)

    def problems(self):
        if self.state == choices.ResultState.CONFIRMED and not self.evidence:
            yield "evidence", _("is required for a confirmed result")


class StudioVisit(Record):
    """A group that came to see a studio."""

    studio = ForeignKeyField(Studio, backref="visits", on_delete="RESTRICT")
    visited_on = DateField(index=True)
    kind = ChoiceField(choices.VisitKind, verbose_name=_("Kind of visit"))
    guests = CharField(verbose_name=_("Who came"))
    people = IntegerField(low=1, high=100_000, verbose_name=_("Visitors"))
    note = TextField(null=True)

    class Meta:
        prefix, title, area, scope = "SV", _("Studio visits"), choices.Area.STUDIOS, "studio"
        called, together = ("guests", "visited_on"), [("studio", "visited_on", "guests")]


class ExpertRequest(Record):
    """A problem for which a unit asks the union for an expert."""

    organisation = ForeignKeyField(Organisation, backref="expert_requests", on_delete="RESTRICT")
    enterprise = ForeignKeyField(
        Enterprise, backref="expert_requests", on_delete="RESTRICT", verbose_name=_("Asked by")
    )
    asked_on = DateField(index=True)
    source = ChoiceField(choices.DemandSource, verbose_name=_("How it was asked"))
    subject = CharField(verbose_name=_("Problem"))
    description = TextField(null=True)
    trade = ForeignKeyField(Trade, null=True, backref="expert_requests", on_delete="RESTRICT")
    expert = ForeignKeyField(Worker, null=True, backref="requests_served", on_delete="RESTRICT")
    assigned_on = DateField(null=True, index=True, verbose_name=_("Expert named on"))
    state = ChoiceField(choices.ProblemState, verbose_name=_("Request status"))
    closed_on = DateField(null=True, index=True, verbose_name=_("Solved or ended on"))
    outcome = TextField(null=True, verbose_name=_("Solution, or reason of the end"))
    benefit = IntegerField(null=True, high=2_000_000_000, verbose_name=_("Benefit in yuan"))

    class Meta:
        prefix, title, area, scope = "XR", _("Expert requests"), choices.Area.STUDIOS, "organisation"
        called = ("subject",)

    def problems(self):
        if self.closed_on and self.closed_on < self.asked_on:
            yield "closed_on", _("must not be before the day of asking")
        if self.state in choices.WITH_EXPERT and not self.expert_id:
            yield "expert", _("is required once an expert is at work")
        if self.state in choices.ENDED and not self.outcome:
            yield "outcome", _("is required when a request ends")


class ExpertService(Record):
    """A visit, training or consultation that an expert gives to a unit."""

    organisation = ForeignKeyField(Organisation, backref="expert_services", on_delete="RESTRICT")
    expert = ForeignKeyField(Worker, backref="services_given", on_delete="RESTRICT")
    request = ForeignKeyField(
        ExpertRequest, null=True, backref="services", on_delete="RESTRICT", verbose_name=_("Expert request")
    )
    enterprise = ForeignKeyField(
        Enterprise, null=True, backref="services", on_delete="RESTRICT", verbose_name=_("Unit served")
    )
    kind = ChoiceField(choices.ServiceKind, verbose_name=_("Kind of service"))
    held_on = DateField(index=True, verbose_name=_("Served on"))
    subject = CharField(null=True, verbose_name=_("Subject of the service"))
    people = IntegerField(default=0, high=100_000, verbose_name=_("Person-times reached"))

    class Meta:
        prefix, title, area, scope = "XS", _("Expert services"), choices.Area.STUDIOS, "organisation"
        called = ("expert", "kind", "held_on")
        together = [("expert", "held_on", "kind", "subject")]


# =================================================================================================
# Matchmaking
# =================================================================================================


class MatchProfile(Record):
    """A single worker who looks for a partner through the union, once verified."""

    worker = ForeignKeyField(Worker, backref="match_profiles", on_delete="RESTRICT", distinct=True)
    single_state = ChoiceField(
        choices.SingleState, null=True, sensitive=True, verbose_name=_("Marital status")
    )
    height = IntegerField(null=True, low=100, high=250, sensitive=True, verbose_name=_("Height in cm"))
    lives_in = CharField(max_length=50, null=True, verbose_name=_("Lives in"))
    traits = ChoicesField(choices.MatchTrait, sensitive=True, verbose_name=_("Tells of themselves"))
    hobbies = CharField(max_length=200, null=True, sensitive=True)
    wish_age_from = IntegerField(
        null=True, low=18, high=100, sensitive=True, verbose_name=_("Partner's age from")
    )
    wish_age_to = IntegerField(
        null=True, low=18, high=100, sensitive=True, verbose_name=_("Partner's age to")
    )
    wish_height_from = IntegerField(
        null=True, low=100, high=250, sensitive=True, verbose_name=_("Partner's height from")
    )
    wish_height_to = IntegerField(
        null=True, low=100, high=250, sensitive=True, verbose_name=_("Partner's height to")
    )
    wish_education = ChoiceField(
        choices.Education, null=True, sensitive=True, verbose_name=_("Partner's education at least")
    )
    wish_places = CharField(
        max_length=200, null=True, sensitive=True, verbose_name=_("Partner lives in one of")
    )
    accepts = ChoicesField(choices.SingleState, sensitive=True, verbose_name=_("Marital statuses accepted"))
    no_gos = ChoicesField(choices.MatchTrait, sensitive=True, verbose_name=_("Not acceptable at all"))
    wishes = TextField(null=True, sensitive=True, verbose_name=_("Hopes for a partner"))
    refuses = TextField(null=True, sensitive=True, verbose_name=_("Not acceptable"))
    matchmaker = NameField(max_length=50, null=True)
    evidence = CharField(
        max_length=200, null=True, sensitive=True, verbose_name=_("Evidence of being single")
    )
    verified_by = NameField(max_length=50, null=True)
    verified_until = DateField(null=True)
    verified_at = DateTimeField(null=True, typed=False, verbose_name=_("Checked at"))
    consented_on = DateField(null=True, verbose_name=_("Consent given on"))
    state = ChoiceField(choices.ProfileState, verbose_name=_("Profile status"))

    class Meta:
        prefix, title, area, scope = "MP", _("Matchmaking profiles"), choices.Area.MATCHMAKING, "worker"
        called = ("worker",)

    def problems(self):
        if self.state == choices.ProfileState.VERIFIED and not self.verified_by:
            yield "verified_by", _("is required for a verified profile")
        if self.state == choices.ProfileState.VERIFIED and not self.evidence:
            yield "evidence", _("is required for a verified profile")
        for low, high in (("wish_age_from", "wish_age_to"), ("wish_height_from", "wish_height_to")):
            least, most = getattr(self, low), getattr(self, high)
            if least and most and least > most:
                yield high, _("must not be lower than where it begins")


class MatchPolicy(Record):
    """How a union, and those below it without rules of their own, checks single people and suggests them."""

    organisation = ForeignKeyField(Organisation, backref="match_policies", on_delete="RESTRICT")
    holds_from = DateField(verbose_name=_("In force from"))
    another_verifies = BooleanField(default=False, verbose_name=_("Checked by another than who entered it"))
    good_for = IntegerField(default=12, low=1, high=60, verbose_name=_("A check is good for so many months"))
    note = TextField(null=True)

    class Meta:
        prefix, title, area, scope = "MY", _("Matchmaking rules"), choices.Area.MATCHMAKING, "organisation"
        called, together = ("organisation", "holds_from"), [("organisation", "holds_from")]


class MatchSuggestion(Record):
    """Two people whom a matchmaker suggests to each other, and what came of it; not who of them did not wish to."""

    organisation = ForeignKeyField(Organisation, backref="match_suggestions", on_delete="RESTRICT")
    first = ForeignKeyField(
        MatchProfile, backref="suggestions_as_first", on_delete="RESTRICT", verbose_name=_("One person")
    )
    second = ForeignKeyField(
        MatchProfile,
        backref="suggestions_as_second",
        on_delete="RESTRICT",
        verbose_name=_("The other person"),
    )
    suggested_on = DateField(index=True)
    points = IntegerField(null=True, high=1000, verbose_name=_("Points of the suggestion"))
    reasons = TextField(null=True, sensitive=True, verbose_name=_("Why these two"))
    again_because = CharField(max_length=200, null=True, verbose_name=_("Suggested again because"))
    state = ChoiceField(choices.SuggestionState, verbose_name=_("Suggestion status"))
    note = TextField(null=True, sensitive=True)

    class Meta:
        prefix, title, area, scope = "MS", _("Suggestions"), choices.Area.MATCHMAKING, "organisation"
        called, together = ("first", "second"), [("first", "second", "suggested_on")]

    def problems(self):
        if self.first_id is not None and self.first_id == self.second_id:
            yield "second", _("must be another person than the first")


class MatchEvent(Record):
    """A gathering at which single workers meet."""

    name = NameField(verbose_name=_("Event name"))
    organisation = ForeignKeyField(
        Organisation, backref="match_events", on_delete="RESTRICT", verbose_name=_("Organising union")
    )
    theme = CharField(null=True)
    starts_at = DateTimeField(index=True)
    place = CharField(null=True)
    places_men = IntegerField(default=50, high=10_000, verbose_name=_("Places for men"))
    places_women = IntegerField(default=50, high=10_000, verbose_name=_("Places for women"))
    fair = CharField(null=True, verbose_name=_("A site of the fair"))
    register_by = DateTimeField(null=True)
    choose_by = DateTimeField(null=True)
    most_choices = IntegerField(default=3, low=1, high=10, verbose_name=_("Choices for each person"))
    choosing_at = DateTimeField(null=True, typed=False, verbose_name=_("Choosing opened at"))
    paired_at = DateTimeField(null=True, typed=False, verbose_name=_("Pairs worked out at"))
    wiped_at = DateTimeField(null=True, typed=False, verbose_name=_("Choices wiped at"))
    visitors = IntegerField(null=True, high=1_000_000, verbose_name=_("Person-times served"))
    state = ChoiceField(choices.EventState, verbose_name=_("Event status"))
    note = TextField(null=True)
    pinyin = PinyinField(max_length=400, default="", index=True)

    class Meta:
        prefix, title, area, scope = "ME", _("Matchmaking events"), choices.Area.MATCHMAKING, "organisation"
        runs = Runs(
            (choices.EventState.OPEN, choices.EventState.CLOSED, choices.EventState.HELD),
            ("starts_at", "choose_by"),
        )

    def complete(self):
        self.pinyin = reading(self.name)

    def problems(self):
        if self.register_by and self.register_by > self.starts_at:
            yield "register_by", _("must not be after the event starts")


class MatchRegistration(Record):
    """A person's place at a matchmaking event."""

    event = ForeignKeyField(
        MatchEvent, backref="registrations", on_delete="RESTRICT", verbose_name=_("Matchmaking event")
    )
    profile = ForeignKeyField(
        MatchProfile, backref="registrations", on_delete="RESTRICT", verbose_name=_("Matchmaking profile")
    )
    badge = IntegerField(null=True, low=1, high=10_000, verbose_name=_("Badge number"))
    registered_on = DateField(null=True, index=True)
    state = ChoiceField(choices.RegistrationState, verbose_name=_("Registration status"))
    came_at = DateTimeField(null=True, typed=False, verbose_name=_("Checked in at"))

    class Meta:
        prefix, title, area, scope = "MG", _("Event registrations"), choices.Area.MATCHMAKING, "event"
        called, together = ("profile", "event"), [("event", "profile"), ("event", "badge")]
        participants = Participants(
            programme="event", person="profile.worker", shows=("sex",), own=("profile", "badge", "state")
        )


class Couple(Record):
    """Two people whom the union brought together, followed to marriage."""

    organisation = ForeignKeyField(Organisation, backref="couples", on_delete="RESTRICT")
    event = ForeignKeyField(
        MatchEvent, null=True, backref="couples", on_delete="RESTRICT", verbose_name=_("Met at event")
    )
    first = ForeignKeyField(
        MatchProfile, backref="couples_as_first", on_delete="RESTRICT", verbose_name=_("First partner")
    )
    second = ForeignKeyField(
        MatchProfile, backref="couples_as_second", on_delete="RESTRICT", verbose_name=_("Second partner")
    )
    paired_on = DateField(index=True)
    state = ChoiceField(choices.CoupleState, verbose_name=_("Couple status"))
    registered_on = DateField(null=True, index=True, verbose_name=_("Marriage registered on"))
    wedding = CharField(null=True, verbose_name=_("Group wedding"))
    wedding_on = DateField(null=True, index=True, verbose_name=_("Group wedding on"))
    note = TextField(null=True, sensitive=True)

    class Meta:
        prefix, title, area, scope = "CP", _("Couples"), choices.Area.MATCHMAKING, "organisation"
        called, together = ("first", "second"), [("first", "second", "paired_on")]

    def problems(self):
        if self.first_id is not None and self.first_id == self.second_id:
            yield "second", _("must be another person than the first partner")
        if self.registered_on and self.registered_on < self.paired_on:
            yield "registered_on", _("must not be before the day they were paired")


class MatchFollowUp(Record):
    """That the union asked a couple how they are, and what they told."""

    couple = ForeignKeyField(Couple, backref="follow_ups", on_delete="RESTRICT")
    step = ChoiceField(choices.FollowUpStep, verbose_name=_("When they were asked"))
    done_on = DateField(index=True, verbose_name=_("Asked how they are on"))
    asked_by = NameField(max_length=50, null=True)
    told = TextField(null=True, sensitive=True, verbose_name=_("What they told"))

    class Meta:
        prefix, title, area, scope = "MF", _("Follow-ups of couples"), choices.Area.MATCHMAKING, "couple"
        called, together = ("couple", "step"), [("couple", "step")]


class MatchChoice(Row):
    """Whom somebody would like to meet again. Private: no screen, export, sheet, history, trash or backup.

    The row in which somebody chose themselves says that choosing has begun: it is lost where choices are lost.
    """

    event = peewee.ForeignKeyField(MatchEvent, on_delete="CASCADE")
    chooser = peewee.ForeignKeyField(MatchProfile, on_delete="CASCADE")
    chosen = peewee.ForeignKeyField(MatchProfile, on_delete="CASCADE")
    place = peewee.IntegerField(default=1)  # 1: whom they would like best

    class Meta:
        indexes = [(("event", "chooser", "chosen"), True)]


class MatchBlock(Row):
    """Whom somebody never wants to be suggested to or paired with. As private as a choice, but kept until taken back."""

    profile = peewee.ForeignKeyField(MatchProfile, on_delete="CASCADE")
    whom = peewee.ForeignKeyField(
        MatchProfile, null=True, on_delete="CASCADE"
    )  # named by a badge at an event
    phone = peewee.CharField(max_length=20, default="")  # or by telephone, on the register or not
    words = peewee.CharField(max_length=100)  # as they named the person


# =================================================================================================
# The desk itself: who works here, what was done
# =================================================================================================


class Account(Row):
    """Somebody who signs in."""

    name = peewee.CharField(max_length=50, unique=True)
    password = peewee.CharField(max_length=200)
    role = ChoiceField(choices.Role)
    organisation = peewee.ForeignKeyField(Organisation, null=True, on_delete="RESTRICT")
    areas = ChoicesField(choices.Area)
    must_change = peewee.BooleanField(default=False)
    locked = peewee.BooleanField(default=False)
    second_factor = peewee.CharField(max_length=64, default="")  # the secret of the one-time codes; "" none
    last_code = peewee.BigIntegerField(default=0)  # the half minute of the newest code that was taken
    created_at = peewee.DateTimeField(default=now)


class RecoveryCode(Row):
    """Stands once for a one-time code when the phone is lost; kept as a hash."""

    account = peewee.ForeignKeyField(Account, on_delete="CASCADE")
    code = peewee.CharField(max_length=64)
    used_at = peewee.DateTimeField(null=True)


class Session(Row):
    """A browser in which somebody is signed in; the browser holds the token, we hold its hash."""

    account = peewee.ForeignKeyField(Account, on_delete="CASCADE")
    token = peewee.CharField(max_length=64, unique=True)
    started_at = peewee.DateTimeField()
    seen_at = peewee.DateTimeField(index=True)
    address = peewee.CharField(max_length=45, default="")
    browser = peewee.CharField(max_length=200, default="")


class SignIn(Row):
    """One line of the sign-in log: who came to the door, from where, and what came of it."""

    at = peewee.DateTimeField(index=True)
    account = peewee.ForeignKeyField(Account, null=True, on_delete="SET NULL")
    name = peewee.CharField(
        max_length=50, default=""
    )  # empty where nobody is called so: it may be a password
    key = peewee.CharField(max_length=64)  # hash of what was typed as the name
    outcome = ChoiceField(choices.SignInOutcome)
    address = peewee.CharField(max_length=45, default="", index=True)
    browser = peewee.CharField(max_length=200, default="")

    class Meta:
        indexes = [(("key", "at"), False)]


class Audit(Row):
    """What was done to a record: by whom, through which door, each changed column before and after.

    Written by `operations.trail` alone: each row gets the next number, and a seal over its own content and the
    seal of the row before it.
    """

    at = peewee.DateTimeField(default=now, index=True)
    account = peewee.ForeignKeyField(Account, null=True, on_delete="RESTRICT")
    who = peewee.CharField(max_length=50)
    via = peewee.CharField(max_length=120)
    act = ChoiceField(choices.Act)
    entity = peewee.CharField(max_length=40)
    record = peewee.BigIntegerField(null=True)
    version = peewee.IntegerField(null=True)  # of the record, once it was written
    organisation = peewee.IntegerField(null=True, index=True)  # the union it belonged to at the time
    changes = peewee.TextField(default="{}")  # JSON {column: [before, after]} in plain text; null: erased
    commitments = peewee.TextField(default="{}")  # JSON {sensitive column: [[salt, digest], [salt, digest]]}
    seal = peewee.CharField(max_length=64)

    class Meta:
        indexes = [(("entity", "record", "id"), False)]


class TrailEnd(Row):
    """Number and seal of the last row of the trail: one row, which each writer holds until it is done."""

    number = peewee.IntegerField(default=0)
    seal = peewee.CharField(max_length=64, default="")


class SentForm(Row):
    """A form that did its work, so that it does not do it twice. Of the form only fingerprints are kept."""

    fingerprint = peewee.CharField(max_length=64, unique=True)
    content = peewee.CharField(max_length=64)
    record = peewee.IntegerField()  # what it made or changed
    at = peewee.DateTimeField(default=now, index=True)


class PersonalLink(Row):
    """An address for one person without an account: one purpose, one record. Of the address only a fingerprint is kept."""

    fingerprint = peewee.CharField(max_length=64, unique=True)
    purpose = peewee.CharField(max_length=40)
    entity = peewee.CharField(max_length=40)
    record = peewee.IntegerField()
    worker = peewee.ForeignKeyField(
        Worker, null=True, on_delete="CASCADE"
    )  # for whom; nobody: for whoever the record itself stands for, such as a company
    made_by = peewee.ForeignKeyField(Account, null=True, on_delete="SET NULL")
    made_at = peewee.DateTimeField(default=now)
    expires_at = peewee.DateTimeField()
    revoked_at = peewee.DateTimeField(null=True)
    seen_at = peewee.DateTimeField(null=True)
    used_at = peewee.DateTimeField(null=True)
    uses_left = peewee.IntegerField()

    class Meta:
        indexes = [(("entity", "record"), False)]


class LinkTry(Row):
    """How often somebody knocked at personal links within some minutes; whoever it was is kept as a fingerprint."""

    fingerprint = peewee.CharField(max_length=64, unique=True)
    count = peewee.IntegerField(default=0)
    at = peewee.DateTimeField(default=now, index=True)


class Transfer(Row):
    """A record that its union released to another, and what came of it. Whom it is about is not kept here, only its code."""

    entity = peewee.CharField(max_length=40)
    record = peewee.IntegerField()
    version = peewee.IntegerField()  # of the record when it was released
    origin = peewee.ForeignKeyField(Organisation, on_delete="RESTRICT", backref="+")
    target = peewee.ForeignKeyField(Organisation, on_delete="RESTRICT", backref="+")
    reason = peewee.CharField(max_length=200)
    released_by = peewee.CharField(max_length=50)
    released_at = peewee.DateTimeField(default=now)
    state = ChoiceField(choices.TransferState)
    decided_by = peewee.CharField(max_length=50, default="")
    decided_at = peewee.DateTimeField(null=True, index=True)
    answer = peewee.CharField(max_length=200, default="")  # why it was declined

    class Meta:
        indexes = [(("entity", "record"), False)]

    @property
    def code(self):
        """The code of the record."""
        return f"{BY_TABLE[self.entity]._meta.prefix}-{self.record}"


# A record waits for one union at a time.
Transfer.add_index(
    Transfer.index(
        Transfer.entity, Transfer.record,
        unique=True, where=Transfer.decided_at.is_null(), name="transfer_open",
    )
)  # fmt: skip


# =================================================================================================
# Data quality: what a value must not be, where it is nevertheless, what was let pass
# =================================================================================================


class QualityRule(Row):
    """What values of an entity must not be. How it is asked is `quality`; built-in ones have a key, own ones none."""

    key = peewee.CharField(max_length=120, null=True, unique=True)
    entity = peewee.CharField(max_length=40)
    defect = ChoiceField(choices.Defect)
    columns = peewee.CharField(max_length=200, default="")  # names with commas; "" the record as a whole
    parameter = peewee.CharField(max_length=100, default="")
    state = ChoiceField(choices.RuleState)
    since = peewee.DateTimeField(default=now)  # in this state
    who = peewee.CharField(max_length=50, default="system")
    checked_at = peewee.DateTimeField(null=True)  # when records were last read through for it


class QualityFinding(Row):
    """A value that breaks a rule: where it stands, never what it is. Written by `operations.findings` alone."""

    rule = peewee.ForeignKeyField(QualityRule, on_delete="CASCADE")
    entity = peewee.CharField(max_length=40)
    record = peewee.IntegerField()
    column = peewee.CharField(max_length=40, default="")
    organisation = peewee.IntegerField(null=True)  # the union that the record belongs to
    since = peewee.DateTimeField(default=now)

    class Meta:
        indexes = [
            (("rule", "column", "record"), True),
            (("entity", "record"), False),
            (("organisation", "entity", "record"), False),
        ]


class QualityExemption(Row):
    """Somebody said why a record may break a rule, and until when; after that day it counts again by itself."""

    rule = peewee.ForeignKeyField(QualityRule, on_delete="CASCADE")
    record = peewee.IntegerField()
    reason = peewee.CharField(max_length=200)
    until = peewee.DateField()
    who = peewee.CharField(max_length=50)
    at = peewee.DateTimeField(default=now)

    class Meta:
        indexes = [(("rule", "record"), True)]


class QualityCount(Row):
    """How a union's records of an entity stood at the last look in a month."""

    month = peewee.CharField(max_length=7)
    organisation = peewee.IntegerField(null=True)
    entity = peewee.CharField(max_length=40)
    records = peewee.IntegerField()
    flawed = peewee.IntegerField()  # records with a finding that counts

    class Meta:
        indexes = [(("month", "entity", "organisation"), False)]


class QualityRound(Row):
    """A look through the whole desk: asked for, begun, done."""

    who = peewee.CharField(max_length=50)
    asked_at = peewee.DateTimeField(default=now)
    ended_at = peewee.DateTimeField(null=True)
    findings = peewee.IntegerField(default=0)


# =================================================================================================
# Duplicates: which records may be the same, which were made one
# =================================================================================================


class LikelyPair(Row):
    """Two records that may be one person, or of which somebody said that they are not; the lower number first."""

    entity = peewee.CharField(max_length=40)
    first = peewee.IntegerField()
    second = peewee.IntegerField(index=True)
    why = peewee.CharField(max_length=100, default="")  # the columns that are the same, with commas
    state = ChoiceField(choices.Likeness, default=choices.Likeness.SUSPECTED)
    who = peewee.CharField(max_length=50, default="system")
    at = peewee.DateTimeField(default=now)

    class Meta:
        indexes = [(("entity", "first", "second"), True)]


class Merge(Row):
    """Two records made one: what must be known to make them two again. Values stand in the trail alone."""

    entity = peewee.CharField(max_length=40)
    kept = peewee.IntegerField()
    lost = peewee.IntegerField()
    deletion = peewee.IntegerField()  # the line of the trail that put the lost one in the trash
    change = peewee.IntegerField(null=True)  # the line that tells which columns the kept one took over
    moves = peewee.TextField(default="[]")  # JSON [[table, id, column]]: links that led to the lost one
    who = peewee.CharField(max_length=50)
    at = peewee.DateTimeField(default=now)
    undone_at = peewee.DateTimeField(null=True)

    class Meta:
        indexes = [(("entity", "lost"), False), (("entity", "kept"), False)]


# =================================================================================================
# Shared sheets: what each carries, what was agreed, what waits for a person
# =================================================================================================


class SharedSheet(Row):
    """A table shared with a union as a sheet: which rows, which columns, who stands behind what is typed."""

    name = peewee.CharField(max_length=80, index=True)  # two unions may each have one called so
    entity = peewee.CharField(max_length=40)
    backend = peewee.CharField(max_length=20, default="folder")
    locator = peewee.CharField(max_length=400)  # relative to the folder of shared workbooks where it is in it
    organisation = peewee.ForeignKeyField(Organisation, null=True, on_delete="RESTRICT")
    account = peewee.ForeignKeyField(Account, null=True, on_delete="RESTRICT")  # null: the system shared it
    columns = peewee.TextField(default="[]")  # JSON list of names, in the order of the sheet
    editable = peewee.TextField(default="[]")  # JSON list of names
    policies = peewee.TextField(default="{}")  # JSON {name: policy} where it is not to ask
    may_delete = peewee.BooleanField(default=False)
    schedule = ChoiceField(choices.Schedule, default=choices.Schedule.EVERY)
    purpose = peewee.TextField(default="")  # what for these rows leave
    recipients = peewee.TextField(default="")  # who gets to see them
    locale = peewee.CharField(max_length=20)
    paused = peewee.BooleanField(default=False)
    paused_by = peewee.CharField(max_length=50, default="")
    paused_at = peewee.DateTimeField(null=True)
    paused_why = peewee.TextField(default="")
    state = ChoiceField(choices.SheetState, default=choices.SheetState.NEW)
    words = peewee.TextField(default="")  # what the last run has to say as a whole
    ran_at = peewee.DateTimeField(null=True)
    good_at = peewee.DateTimeField(null=True)
    generation = peewee.IntegerField(default=0)  # the newest one that was seen in the sheet
    counter = peewee.IntegerField(default=0)  # the newest one that was given out
    epoch = peewee.IntegerField(default=0)  # one more with each run; an older run gives way
    still = peewee.TextField(default="")  # JSON of what was so when both sides were last seen at rest
    shape = peewee.TextField(null=True)  # JSON of how it was last made, where its columns changed since
    ended_at = peewee.DateTimeField(null=True)  # nothing leaves any more; the line stays for the register
    created_at = peewee.DateTimeField(default=now)


class UnitSheet(Row):
    """A sheet that was made for one unit: `series` is shared with each union below its own, in a sheet each."""

    series = peewee.ForeignKeyField(SharedSheet, on_delete="CASCADE", backref="+")
    sheet = peewee.ForeignKeyField(SharedSheet, on_delete="CASCADE", unique=True, backref="+")


class Installation(Row):
    """A desk that may touch the shared sheets of this database; a copy of it is another one."""

    fingerprint = peewee.CharField(max_length=64, unique=True)
    at = peewee.DateTimeField(default=now)


class RequestBudget(Row):
    """How many requests an account at Google may still make at once; it fills up again by the minute."""

    account = peewee.CharField(max_length=200)
    side = peewee.CharField(max_length=10)  # reads, writes
    left = peewee.FloatField()
    at = peewee.DateTimeField(default=now)

    class Meta:
        indexes = [(("account", "side"), True)]


class SheetRow(Row):
    """What is known of one row of a sheet; `cells` is what both sides last agreed on (null: nothing yet)."""

    sheet = peewee.ForeignKeyField(SharedSheet, on_delete="CASCADE")
    row = peewee.CharField(max_length=10)  # the hidden id
    record = peewee.IntegerField(null=True)  # null: the id was given, the record is still to be made
    cells = peewee.TextField(null=True)  # JSON {column: plain text}
    seen = peewee.CharField(max_length=16, default="")  # fingerprint of the row as it stands in the sheet
    missing = peewee.IntegerField(null=True)  # the run in which it was first not there
    gone = peewee.CharField(max_length=10, default="")  # how it went: office, sheet, elsewhere
    copy = peewee.CharField(max_length=16, default="")  # fingerprint while it is an exact copy of another row
    taken = peewee.TextField(default="{}")  # JSON of values taken from the sheet that it has not been told of
    was = peewee.CharField(
        max_length=16, null=True
    )  # fingerprint of the row when it went, if it was put back

    class Meta:
        indexes = [(("sheet", "row"), True)]


class SheetGeneration(Row):
    """What one batch changed in what is agreed, so that the number found in a sheet selects its base."""

    sheet = peewee.ForeignKeyField(SharedSheet, on_delete="CASCADE")
    number = peewee.IntegerField()
    parent = peewee.IntegerField()
    steps = peewee.TextField(default="{}")  # JSON {row: [before, after]}
    at = peewee.DateTimeField(default=now)

    class Meta:
        indexes = [(("sheet", "number"), True)]


class SheetCopy(Row):
    """A copy of a sheet's workbook, as a sync drive leaves one, whose edits went into the sheet."""

    sheet = peewee.ForeignKeyField(SharedSheet, on_delete="CASCADE")
    name = peewee.CharField(max_length=255)
    mark = peewee.CharField(max_length=64)  # of its bytes
    generation = peewee.IntegerField(null=True)  # the batch that carried its edits; null: there were none
    taken = peewee.BooleanField(default=False)  # that batch was seen in the sheet
    told = peewee.TextField(default="{}")  # JSON: cells, rows, left
    aside = peewee.CharField(max_length=400, default="")  # where it lies now
    at = peewee.DateTimeField(default=now)

    class Meta:
        indexes = [(("sheet", "mark"), False)]


class SheetConflict(Row):
    """A cell that office and sheet changed differently."""

    sheet = peewee.ForeignKeyField(SharedSheet, on_delete="CASCADE")
    row = peewee.CharField(max_length=10)
    record = peewee.IntegerField()
    column = peewee.CharField(max_length=40)
    base = peewee.TextField()
    office = peewee.TextField()
    typed = peewee.TextField()
    state = ChoiceField(choices.Waiting)
    settlement = ChoiceField(choices.Policy, null=True)
    who = peewee.CharField(max_length=50, default="")
    at = peewee.DateTimeField(default=now)

    class Meta:
        indexes = [(("sheet", "state"), False)]


class SheetNotice(Row):
    """What was done to something a person typed; shown in its row until the person clears the status cell."""

    sheet = peewee.ForeignKeyField(SharedSheet, on_delete="CASCADE")
    row = peewee.CharField(max_length=10)
    matter = ChoiceField(choices.Matter)
    column = peewee.CharField(max_length=40, default="")
    text = peewee.TextField()
    generation = peewee.IntegerField()  # the batch that brings it into the sheet
    line = peewee.IntegerField(null=True)  # where its row was last seen
    at = peewee.DateTimeField(default=now)


class SheetFinding(Row):
    """What the last run found wrong in a row and nobody has mended yet; `at` is since when."""

    sheet = peewee.ForeignKeyField(SharedSheet, on_delete="CASCADE")
    matter = ChoiceField(choices.Matter)
    line = peewee.IntegerField(null=True)
    row = peewee.CharField(max_length=10, default="")
    record = peewee.IntegerField(null=True)
    column = peewee.CharField(max_length=40, default="")
    text = peewee.TextField()
    at = peewee.DateTimeField(default=now)

    class Meta:
        indexes = [(("sheet", "matter"), False)]


class SheetProposal(Row):
    """A change found in a sheet that only a person may let pass."""

    sheet = peewee.ForeignKeyField(SharedSheet, on_delete="CASCADE")
    fingerprint = peewee.CharField(max_length=80)
    matter = ChoiceField(choices.Matter)
    row = peewee.CharField(max_length=10, default="")
    record = peewee.IntegerField(null=True)
    column = peewee.CharField(max_length=40, default="")
    text = peewee.TextField()
    state = ChoiceField(choices.Waiting)
    approved = peewee.BooleanField(null=True)
    who = peewee.CharField(max_length=50, default="")
    at = peewee.DateTimeField(default=now)

    class Meta:
        indexes = [(("sheet", "fingerprint"), False)]


class SheetRun(Row):
    """A run that did or said something."""

    sheet = peewee.ForeignKeyField(SharedSheet, on_delete="CASCADE")
    at = peewee.DateTimeField(default=now, index=True)
    outcome = ChoiceField(choices.SheetState)
    words = peewee.TextField(default="")
    plan = peewee.TextField(default="[]")  # JSON list of what was done and said, row by row
    reads = peewee.IntegerField(default=0)
    writes = peewee.IntegerField(default=0)
    to_records = peewee.IntegerField(default=0)
    to_sheet = peewee.IntegerField(default=0)
    who = peewee.CharField(max_length=50, default="")  # asked for it; nobody: the schedule


class AskedRun(Row):
    """A run of a sheet that somebody asked for on screen. The worker does it, and they are told how it went."""

    sheet = peewee.ForeignKeyField(SharedSheet, on_delete="CASCADE")
    going = peewee.IntegerField(
        null=True, unique=True
    )  # the sheet's number until it is over: two presses, one run
    account = peewee.ForeignKeyField(Account, null=True, on_delete="CASCADE")
    who = peewee.CharField(max_length=50)
    dry = peewee.BooleanField(default=False)  # nothing is written: `plan` says what would be
    state = ChoiceField(choices.AskedState, index=True)
    tries = peewee.IntegerField(default=0)
    asked_at = peewee.DateTimeField(default=now)
    ended_at = peewee.DateTimeField(null=True)
    outcome = ChoiceField(choices.SheetState, null=True)
    words = peewee.TextField(default="")
    plan = peewee.TextField(default="{}")  # JSON, as in a SheetRun
    run = peewee.ForeignKeyField(SheetRun, null=True, on_delete="SET NULL")
    told = peewee.BooleanField(default=False)


# =================================================================================================
# Months that were closed: the figures of a report as they stood, and the rows behind them
# =================================================================================================


class MonthClose(Row):
    """A union's month of one report, closed: from then on its figures stand. Reopened ones stay as history."""

    report = peewee.CharField(max_length=40)
    month = peewee.CharField(max_length=7)
    organisation = peewee.ForeignKeyField(Organisation, on_delete="RESTRICT")
    closed_at = peewee.DateTimeField(default=now)
    who = peewee.CharField(max_length=50)
    trail = peewee.IntegerField()  # the last line of the trail: what comes after it is later
    reopened_at = peewee.DateTimeField(null=True)
    reopened_by = peewee.CharField(max_length=50, default="")
    reason = peewee.CharField(max_length=200, default="")  # of the reopening


class MonthFigure(Row):
    """One figure as it stood when a month was closed: of that month, or of an earlier one as corrected by then."""

    close = peewee.ForeignKeyField(MonthClose, on_delete="CASCADE")
    month = peewee.CharField(max_length=7)
    place = peewee.IntegerField()  # in the order of the report
    indicator = peewee.CharField(max_length=200)  # its label in English, by which it is known again
    union = peewee.IntegerField(null=True)  # of the group; null: the whole
    group = peewee.CharField(max_length=100, default="")  # the union's name at the time
    value = peewee.CharField(max_length=40)
    numerator = peewee.BigIntegerField()
    denominator = peewee.BigIntegerField(null=True)
    entity = peewee.CharField(max_length=40)
    counted = peewee.TextField()  # JSON [[column, question, text]]: the conditions that the rows meet
    of = peewee.TextField(default="")  # the same of the denominator; "" where there is none
    adds = peewee.CharField(max_length=40, default="")  # the column added up, where rows are not counted
    rows = peewee.IntegerField(null=True)  # the number of the set of rows behind it
    rows_below = peewee.IntegerField(null=True)  # the same of the denominator


class MonthRows(Row):
    """Sixty ids in a row of those behind a figure: which of them, as bits. Figures of the same conditions share a set."""

    rows = peewee.IntegerField()  # the number of the set
    block = peewee.IntegerField()  # the first of the ids, by sixty
    bits = peewee.BigIntegerField()
    count = peewee.IntegerField()

    class Meta:
        indexes = [(("rows", "block"), True)]


# =================================================================================================
# Files brought in: what was read in each, what was decided, what was done
# =================================================================================================


class FileImport(Row):
    """A file of records that somebody brings in, from the upload to the last row, and back again."""

    entity = peewee.CharField(max_length=40)
    account = peewee.ForeignKeyField(Account, null=True, on_delete="SET NULL")  # null: a command
    who = peewee.CharField(max_length=50)
    acting = peewee.ForeignKeyField(
        Account, null=True, on_delete="SET NULL", backref="+"
    )  # with whose rights the work at hand is done
    organisation = peewee.ForeignKeyField(
        Organisation, null=True, on_delete="SET NULL", backref="+"
    )  # for whom they worked
    into = peewee.ForeignKeyField(
        Organisation, null=True, on_delete="SET NULL", backref="+"
    )  # the union of new records, where the file names none
    name = peewee.CharField(max_length=200)  # as the person calls the file
    stored = peewee.CharField(max_length=80, default="")  # the copy in the folder of imports; "" once deleted
    tab = peewee.CharField(max_length=100, default="")
    heading_line = peewee.IntegerField(null=True)  # where the headings end
    columns = peewee.TextField(default="{}")  # JSON {position: column}
    key = peewee.CharField(max_length=200, default="[]")  # JSON list of columns that tell whose row it is
    blanks = peewee.BooleanField(default=False)  # a blank cell empties the record's, too
    narrowed = peewee.TextField(default="{}")  # JSON: search and filters of the list it was begun from
    locale = peewee.CharField(max_length=20)
    state = ChoiceField(choices.ImportState)
    words = peewee.TextField(default="")  # what is to be said of the file as a whole
    done = peewee.IntegerField(default=0)  # rows of the work at hand
    total = peewee.IntegerField(default=0)
    stop = peewee.BooleanField(default=False)  # somebody asked for it: heeded between two chunks
    epoch = peewee.IntegerField(default=0)  # one more with each look-through; an older one gives way
    beat_at = peewee.DateTimeField(null=True)  # when somebody last worked at it
    made_at = peewee.DateTimeField(default=now, index=True)
    done_at = peewee.DateTimeField(null=True)
    emptied_at = peewee.DateTimeField(null=True)  # values and file were deleted: no way back from then on


class ImportLine(Row):
    """One row of a file: which record it is, what it would change, what came of it."""

    file = peewee.ForeignKeyField(FileImport, on_delete="CASCADE")
    line = peewee.IntegerField()
    outcome = ChoiceField(choices.ImportOutcome)
    state = ChoiceField(choices.LineState, default=choices.LineState.WAITING)
    record = peewee.IntegerField(null=True)
    version = peewee.IntegerField(
        null=True
    )  # of the record when it was looked at; once landed, as we left it
    identity = peewee.CharField(max_length=40, default="")  # the same in rows that stand for the same record
    mark = peewee.CharField(max_length=16, default="")  # fingerprint of what the row holds
    cells = peewee.TextField(default="{}")  # JSON {column: [before, after]} in plain text
    problems = peewee.TextField(default="{}")  # JSON {column: words}

    class Meta:
        indexes = [
            (("file", "line"), True),
            (("file", "outcome", "state", "line"), False),
            (("file", "identity"), False),
            (("file", "record"), False),
        ]


class ImportHeading(Row):
    """A heading that somebody matched by hand, remembered for the next file of the same union."""

    entity = peewee.CharField(max_length=40)
    organisation = peewee.ForeignKeyField(Organisation, null=True, on_delete="CASCADE", backref="+")
    text = peewee.CharField(max_length=200)
    column = peewee.CharField(max_length=40)  # "": left out

    class Meta:
        indexes = [(("entity", "organisation", "text"), False)]


# =================================================================================================
# A season's classes given out at once: a proposal, and what came of it
# =================================================================================================


class SeasonRun(Row):
    """The classes of some weeks given out to the people of a union: proposed by the worker, let in by a person."""

    organisation = peewee.ForeignKeyField(Organisation, on_delete="CASCADE")
    first = peewee.DateField()
    last = peewee.DateField()
    account = peewee.ForeignKeyField(Account, null=True, on_delete="SET NULL")
    acting = peewee.ForeignKeyField(
        Account, null=True, on_delete="SET NULL", backref="+"
    )  # with whose rights
    who = peewee.CharField(max_length=50)
    locale = peewee.CharField(max_length=20)
    state = ChoiceField(choices.SeasonState)
    words = peewee.TextField(default="")
    people = peewee.IntegerField(default=0)
    placed = peewee.IntegerField(default=0)
    classes = peewee.IntegerField(default=0)
    seats = peewee.IntegerField(default=0)
    done = peewee.IntegerField(default=0)  # of the work at hand
    total = peewee.IntegerField(default=0)
    stop = peewee.BooleanField(default=False)  # somebody asked for it: heeded between two chunks
    beat_at = peewee.DateTimeField(null=True)  # when somebody last worked at it
    asked_at = peewee.DateTimeField(default=now)
    ended_at = peewee.DateTimeField(null=True)


class SeasonSeat(Row):
    """What a person gets in a season: a class with its points, or none; then `points` counts those that would suit."""

    run = peewee.ForeignKeyField(SeasonRun, on_delete="CASCADE")
    worker = peewee.IntegerField()  # numbers, not links: the rows go with the run, whatever becomes of people
    training_class = peewee.IntegerField(null=True)
    points = peewee.IntegerField()
    state = ChoiceField(choices.SeatState)
    words = peewee.CharField(max_length=500, default="")

    class Meta:
        indexes = [(("run", "training_class"), False)]


# =================================================================================================

RECORDS = [
    *(Organisation, Enterprise, Trade),
    *(
        Worker,
        Skill,
        SkillProfile,
        Position,
        SkillItem,
        PositionItem,
        ItemMastery,
        LedgerEntry,
        ServiceTeam,
        TeamMember,
        Cadre,
    ),
    *(Trainer,),
    *(
        Academy,
        Course,
        Demand,
        TrainingClass,
        Lesson,
        Enrolment,
        Attendance,
        Certificate,
        Revisit,
        Trip,
        TripStop,
    ),
    *(
        Fair,
        FairPlan,
        FairFirm,
        JobPost,
        LiveSession,
        LivePost,
        Application,
        Placement,
        PlacementCheck,
        NamedService,
        ServiceStep,
    ),
    *(MentorshipContract, MentorshipGoal, MentorshipSession, MentorshipReview, MentorshipPolicy),
    *(
        Competition,
        Contest,
        Criterion,
        Stage,
        StageQuota,
        Prize,
        Judge,
        Entry,
        EntryMember,
        Score,
        Mark,
        KeyPost,
        Honour,
        Nomination,
    ),
    *(MatchPolicy, MatchProfile, MatchSuggestion, MatchEvent, MatchRegistration, Couple, MatchFollowUp),
    *(Studio, StudioMember, StudioResult, StudioVisit, ExpertRequest, ExpertService),
]
BOOKKEEPING = [
    *(MatchChoice, MatchBlock, Account, RecoveryCode, Session, SignIn, Audit, TrailEnd),
    *(SentForm, PersonalLink, LinkTry, Transfer),
    *(QualityRule, QualityFinding, QualityExemption, QualityCount, QualityRound),
    *(LikelyPair, Merge),
    *(
        Installation,
        RequestBudget,
        SharedSheet,
        UnitSheet,
        SheetRow,
        SheetGeneration,
        SheetCopy,
        SheetConflict,
        SheetNotice,
        SheetFinding,
        SheetProposal,
        SheetRun,
        AskedRun,
    ),
    *(MonthClose, MonthFigure, MonthRows),
    *(FileImport, ImportLine, ImportHeading),
    *(SeasonRun, SeasonSeat),
]
# What nobody but the person who said it may ever see: links lead out of them, never to a page.
PRIVATE = (MatchChoice, MatchBlock)
BY_TABLE = {model._meta.table_name: model for model in RECORDS}
BY_PREFIX = {model._meta.prefix: model for model in RECORDS}


def add_live_uniques(model):
    """Uniqueness among live records only: what lies in the trash must not block its successor."""
    alone = [(field.name,) for field in columns(model) if field.distinct]
    for names in [*alone, *model._meta.together]:
        fields = [model._meta.fields[name] for name in names]
        # A name of its own: a link has a plain index too, and `IF NOT EXISTS` keeps the first of a name.
        name = "_".join([model._meta.table_name, *(field.column_name for field in fields), "live"])
        model.add_index(model.index(*fields, unique=True, where=model.deleted_at.is_null(), name=name))


for model in RECORDS:
    add_live_uniques(model)

# One close of a month in force; those that were reopened stay beside it.
MonthClose.add_index(
    MonthClose.index(
        MonthClose.organisation, MonthClose.report, MonthClose.month, unique=True,
        where=MonthClose.reopened_at.is_null(), name="month_close_in_force",
    )
)  # fmt: skip
