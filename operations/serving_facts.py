"""What is known of a graduate who is served by name, as `rules.named_service` sees it. Nothing here writes."""

from models import NamedService, ServiceStep
from rules.named_service import Step
from texts import tidy


def as_step(step: ServiceStep) -> Step:
    return Step(step.kind, step.done_on, step.post_id or tidy(step.content or "").casefold() or None)


def steps_of(service: int, but: int = 0) -> list[Step]:
    """The steps of a service, without one of them."""
    own = ServiceStep.select().where(ServiceStep.deleted_at.is_null(), ServiceStep.service == service)
    return [as_step(step) for step in own.where(ServiceStep.id != but)]


def steps_of_all(services: list[NamedService]) -> dict[int, list[Step]]:
    """{service: its steps}, in one query."""
    found = {service.id: [] for service in services}
    own = ServiceStep.select().where(ServiceStep.deleted_at.is_null(), ServiceStep.service.in_(list(found)))
    for step in own:
        found[step.service_id].append(as_step(step))
    return found
