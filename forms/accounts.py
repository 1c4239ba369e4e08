"""Forms of signing in, of a new password, of the second factor, and of accounts."""

from wtforms import Field, Form, PasswordField, StringField

from choices import Area
from language import lazy as _


class SignInForm(Form):
    """Who is there."""

    username = StringField(_("User name"))
    password = PasswordField(_("Password"))


class CodeForm(Form):
    """The second step of signing in."""

    code = StringField(_("One-time code or recovery code"))


class PasswordForm(Form):
    """A new password, typed twice."""

    old = PasswordField(_("Present password"))
    new = PasswordField(_("New password"))
    again = PasswordField(_("New password once more"))

    def mistakes(self):
        """Words for what is wrong, or nothing."""
        if self.new.data != self.again.data:
            yield _("The two new passwords differ.")


class Ticks(Field):
    """The boxes that were ticked."""

    def process_formdata(self, valuelist):
        self.data = valuelist


class AccountForm(Form):
    """What somebody may do, and for which union. `roles` are those that may be given here."""

    name = StringField(_("User name"))
    role = StringField(_("Role"))
    organisation = StringField(_("Union"))
    areas = Ticks(_("Areas of a clerk"))
    all_areas = tuple(Area)

    def __init__(self, formdata, roles, **more):
        super().__init__(formdata, **more)
        self.roles = roles

    def chosen_role(self):
        """The role that was chosen, or None when it is none of those offered."""
        return next((role for role in self.roles if role == self.role.data), None)

    def chosen_areas(self):
        return tuple(area for area in Area if area in (self.areas.data or ()))
