"""The form in which a table is shared, and the one in which the settings of a shared sheet are changed."""

from wtforms import BooleanField, Field, Form, StringField

from choices import Policy, Schedule
from forms.accounts import Ticks
from language import lazy as _
from models import columns

FOLDER, GOOGLE = "folder", "google"


class Policies(Field):
    """{column: policy} from one list per column; what is none of the words is to ask."""

    def process(self, formdata, *args, **more):
        super().process(formdata, *args, **more)
        if formdata is not None:
            start = f"{self.name}-"
            sent = {name.removeprefix(start): formdata[name] for name in formdata if name.startswith(start)}
            self.data = {column: policy for column, policy in sent.items() if policy in set(Policy)}


class SettingsForm(Form):
    """What may be changed of a sheet that is shared already. `fields` are the columns it may carry."""

    columns = Ticks(_("Columns"))
    editable = Ticks(_("May be edited in it"))
    policy = Policies(_("Where both changed a cell"))
    may_delete = BooleanField(_("Missing rows go to the trash by themselves"))
    schedule = StringField(_("Schedule"))
    purpose = StringField(_("Purpose"))
    recipients = StringField(_("Recipients"))
    schedules, policies = tuple(Schedule), tuple(Policy)

    def __init__(self, formdata, fields, **more):
        super().__init__(formdata, **more)
        self.fields = fields

    def carried(self):
        """The names of the columns that go."""
        return [field.name for field in self.fields if field.name in (self.columns.data or ())]

    def settings(self) -> dict:
        """As `sharing` takes them. What is ticked beside a column that does not go is left out."""
        carried = self.carried()
        return {
            "editable": [name for name in self.editable.data or () if name in carried],
            "policies": {
                name: policy for name, policy in (self.policy.data or {}).items() if name in carried
            },
            "may_delete": bool(self.may_delete.data),
            "schedule": next((one for one in Schedule if one == self.schedule.data), Schedule.EVERY),
            "purpose": self.purpose.data or "",
            "recipients": self.recipients.data or "",
        }


class SharingForm(SettingsForm):
    """A table to be shared: which rows and columns, and where."""

    name = StringField(_("Name"))
    organisation = StringField(_("Union"))
    place = StringField(_("Where"))
    folder = StringField(_("Folder"))
    per_unit = BooleanField(_("One workbook for each union right below"))
    spreadsheet = StringField(_("Spreadsheet"))

    def __init__(self, formdata, model, **more):
        super().__init__(formdata, columns(model), **more)
        if formdata is None:
            self.columns.data = [field.name for field in self.fields if not field.sensitive]
