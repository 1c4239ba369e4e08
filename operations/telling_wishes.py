"""A worker says on a phone, by a personal link, when they are free and what they wish for: their own skill profile.

The post, and what the office knows of somebody, is not asked here.
"""

from choices import FreeTime, Industry
from models import SkillProfile, Worker, now
from operations.records import held, save_one
from operations.refusals import Invalid
from scope import Actor, Only, visible

ASKED = ("hours_a_week", "place", "wish_industry", "wish")


def only(_worker: int, worker: Worker) -> Only:
    """The person and their own profile."""
    return Only((("worker", "id", worker.id), ("skill_profile", "worker", worker.id)), "skill_profile")


def concerns(record, worker) -> bool:
    return record.id == worker.id


def people(record) -> list[Worker]:
    return [record]


def own(by) -> SkillProfile | None:
    return visible(SkillProfile, by).first()


def page(visit) -> dict:
    """What they said last, and the columns that are asked."""
    profile = own(visit.by)
    fields = {name: SkillProfile._meta.fields[name] for name in (*ASKED, "free_times", "cares")}
    return {"profile": profile, "fields": fields, "times": list(FreeTime), "industries": list(Industry)}


def tell(id: int, worker: Worker, by: Actor, typed: dict[str, str]) -> bool:
    """Keep what they say, whatever was known before; False where nothing changed."""
    held(Worker, id, by)
    profile = own(by) or SkillProfile(worker=worker.id)
    values = read(typed)
    if profile.id and all(getattr(profile, name) == value for name, value in values.items()):
        return False
    for name, value in values.items():
        setattr(profile, name, value)
    profile.asked_on = now().date()
    save_one(profile, by)
    return True


def read(typed):
    """What was typed as values; all that is wrong is said at once."""
    values, mistakes = {}, {}
    for name in ASKED:
        try:
            values[name] = SkillProfile._meta.fields[name].read(typed.get(name, "")[:500])
        except ValueError as mistake:
            mistakes[name] = str(mistake.args[0])
    if mistakes:
        raise Invalid(mistakes, SkillProfile)
    values["free_times"] = tuple(time for time in FreeTime if typed.get(f"free_{time}"))
    values["cares"] = bool(typed.get("cares"))
    return values
