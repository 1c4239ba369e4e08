"""The month of the trainer pool: what is counted, nothing of how."""

from choices import SkillLevel, TrainerKind, TrainerState
from filters import Condition
from language import lazy as _
from models import Trainer
from reports.figures import Indicator, Report, in_month, not_after, one_of

POOL = (not_after("appointed_on"), one_of("state", TrainerState.ACTIVE, TrainerState.PAUSED))
TEACHING = (not_after("appointed_on"), Condition("state", "is", TrainerState.ACTIVE))
HIGHLY = (*POOL, one_of("level", *(level for level in SkillLevel if level >= SkillLevel.SENIOR)))

REPORT = Report(
    "trainers",
    _("Trainers of the month"),
    _("Who is in the trainer pool at the end of the month, by kind, and who was appointed."),
    (
        Indicator(_("Trainers in the pool"), Trainer, POOL),
        *(
            Indicator(
                _("Trainers: %(kind)s", kind=kind.words), Trainer, (*POOL, Condition("kind", "is", kind))
            )
            for kind in TrainerKind
        ),
        Indicator(_("Trainers teaching at present"), Trainer, TEACHING),
        Indicator(_("Trainers appointed in the month"), Trainer, in_month("appointed_on")),
        Indicator(_("Share of highly skilled trainers"), Trainer, HIGHLY, of=POOL),
    ),
)
