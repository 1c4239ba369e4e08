"""The month of training: classes begun, person-times, hours, who completed, certificates. What counts, nothing of how."""

from choices import BEGUN, PLACED, AttendanceState, EnrolmentState, Exam
from filters import Condition
from language import lazy as _
from models import Academy, Attendance, Certificate, Enrolment, Lesson, TrainingClass
from reports.figures import Indicator, Report, at_hour_in_month, in_month, not_after, one_of, still_at_end

CLASS_BEGUN = one_of("state", *BEGUN)
OF_BEGUN = (one_of("state", *PLACED), one_of("training_class.state", *BEGUN))
CLASSES = (*in_month("starts_on"), CLASS_BEGUN)
PERSON_TIMES = (*in_month("training_class.starts_on"), *OF_BEGUN)
COMPLETED = (
    *in_month("training_class.starts_on"),
    Condition("state", "is", EnrolmentState.COMPLETED),
    one_of("training_class.state", *BEGUN),
)
STANDS = Condition("revoked_on", "empty", "yes")
EXAMINED = (*in_month("assessed_on"), *OF_BEGUN)
ASSESSED = (*EXAMINED, Condition("result", "empty", "no"))
PASSED = (*EXAMINED, Condition("result", "is", Exam.PASSED))
MARKED = (*at_hour_in_month("lesson.starts_at"), one_of("lesson.training_class.state", *BEGUN))
CAME = (*MARKED, one_of("state", AttendanceState.PRESENT, AttendanceState.LATE))

REPORT = Report(
    "training",
    _("Training of the month"),
    _("Classes begun and the places taken in them, hours, attendance, how many passed, certificates issued."),
    (
        Indicator(
            _("Academies at the end of the month"), Academy, (not_after("founded_on"), still_at_end("closed_on"))
        ),
        Indicator(_("Classes begun in the month"), TrainingClass, CLASSES),
        Indicator(_("Hours of theory in classes of the month"), TrainingClass, CLASSES, adds="theory_hours"),
        Indicator(_("Hours of practice in classes of the month"), TrainingClass, CLASSES, adds="practice_hours"),
        Indicator(_("Person-times trained in classes of the month"), Enrolment, PERSON_TIMES),
        Indicator(_("Person-times that completed classes of the month"), Enrolment, COMPLETED),
        Indicator(
            _("Lessons held in the month"), Lesson,
            (*at_hour_in_month("starts_at"), one_of("training_class.state", *BEGUN)),
        ),
        Indicator(_("Attendance at lessons of the month"), Attendance, CAME, of=MARKED),
        Indicator(_("Pass rate of assessments in the month"), Enrolment, PASSED, of=ASSESSED),
        Indicator(_("Certificates issued in the month"), Certificate, (*in_month("issued_on"), STANDS)),
    ),
)  # fmt: skip
