"""The month of workers and skills: what is counted, nothing of how."""

from choices import Sex, SkillLevel, WorkState
from filters import Condition
from language import lazy as _
from models import Skill, Worker
from reports.figures import Indicator, Report, by_end, in_month, not_after, one_of, valid_at_end

HIGH = [level for level in SkillLevel if level >= SkillLevel.SENIOR]  # 高技能: senior worker and above
AT_WORK = (WorkState.EMPLOYED, WorkState.LEAVE, WorkState.UNEMPLOYED)  # all but the retired
REGISTERED = (not_after("joined_on"), one_of("state", *AT_WORK))
WOMEN = Condition("sex", "is", Sex.FEMALE)
MEMBERS = (by_end("joined_on"), one_of("state", *AT_WORK))
PROVEN = (Condition("certificate", "empty", "no"), one_of("worker.state", *AT_WORK))
CERTIFIED = (not_after("issued_on"), valid_at_end("expires_on"), *PROVEN)
HIGHLY = (*CERTIFIED, one_of("level", *HIGH))

REPORT = Report(
    "workers",
    _("Workers and skills of the month"),
    _("Who is on the register at the end of the month, who joined, and what they can prove to have learnt."),
    (
        Indicator(_("Workers on the register"), Worker, REGISTERED),
        Indicator(_("Women on the register"), Worker, (*REGISTERED, WOMEN)),
        Indicator(_("Union members"), Worker, MEMBERS),
        Indicator(_("Share of union members"), Worker, MEMBERS, of=REGISTERED),
        Indicator(_("Joined the union in the month"), Worker, in_month("joined_on")),
        Indicator(_("Certified skills"), Skill, CERTIFIED),
        *(
            Indicator(
                _("Certified skills: %(level)s", level=level.words),
                Skill,
                (*CERTIFIED, Condition("level", "is", level)),
            )
            for level in SkillLevel
        ),
        Indicator(_("High skills (senior worker and above)"), Skill, HIGHLY),
        Indicator(_("Share of high skills"), Skill, HIGHLY, of=CERTIFIED),
        Indicator(
            _("Certificates issued in the month"),
            Skill,
            (*in_month("issued_on"), *PROVEN),
        ),
    ),
)
