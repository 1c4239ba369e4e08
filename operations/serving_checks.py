"""What follows from the steps of a named service: it is served in full once nothing is lacking, and stays so.

They have the form of `checks`; what is lacking is decided in `rules.named_service`.
"""

import models
from choices import Act, NamedServiceState
from language import gettext
from language import lazy as _
from models import NamedService
from operations import serving_facts as facts
from operations.refusals import Refused
from operations.trail import note
from rules import named_service as rules
from scope import SYSTEM


def still_whole(step, stored):
    """What was served in full keeps the steps that made it so."""
    for service in {step.service_id, stored.service_id if stored else step.service_id}:
        kept = facts.steps_of(service, step.id or 0)
        after = [*kept, facts.as_step(step)] if service == step.service_id else kept
        if was_done(service) and rules.missing(after):
            yield "kind", _("was needed for “served in full”: take the service up again first")


def was_done(service):
    own = NamedService.select().where(NamedService.id == service, NamedService.deleted_at.is_null())
    return own.where(NamedService.state == NamedServiceState.DONE).exists()


def refuse_gap(step):
    """A step that was needed goes to the trash only after the service was taken up again."""
    if was_done(step.service_id) and rules.missing(facts.steps_of(step.service_id)):
        raise Refused(
            gettext(
                "The graduate was served in full with this step: take the service up again, then remove it."
            )
        )


def settle(step, stored):
    """With the last step that was lacking a running service is served in full; the desk says so, whatever the door."""
    service = NamedService.get_by_id(step.service_id)
    day = rules.complete_on(facts.steps_of(service.id))
    if service.state == NamedServiceState.RUNNING and day:
        changes = {
            "state": [service.state.value, NamedServiceState.DONE.value], "done_on": ["", day.isoformat()],
        }  # fmt: skip
        service.state, service.done_on = NamedServiceState.DONE, day
        service.version, service.changed_at = service.version + 1, models.now()
        service.save(only=["state", "done_on", "version", "changed_at"])
        note(service, Act.CHANGED, SYSTEM.through("serving"), changes)


OF_STEPS, AFTER_STEPS, GONE_STEPS = [still_whole], [settle], [refuse_gap]
