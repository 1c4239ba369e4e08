"""The area of each month report, and what makes its March: `AREAS[name](unions)` returns what must be printed."""

from tests import (
    month_demand,
    month_events,
    month_jobs,
    month_labour,
    month_people,
    month_studios,
    month_training,
)

AREAS = {
    "workers": month_people.workers,
    "trainers": month_people.trainers,
    "training": month_training.month,
    "mentorship": month_people.mentorship,
    "competitions": month_events.competitions,
    "matchmaking": month_events.matchmaking,
    "studios": month_studios.month,
    "jobs": month_jobs.month,
    "chain": month_jobs.chain,
    "ledgers": month_labour.ledgers,
    "named_service": month_labour.named_service,
    "demand": month_demand.month,
}
