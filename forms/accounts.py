"""Forms of signing in, of a new password, of the second factor, and of accounts."""

from wtforms import Form, PasswordField, SelectField, SelectMultipleField, StringField

from choices import Area, Role
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


class AccountForm(Form):
    """What somebody may do, and for which union."""

    name = StringField(_("User name"))
    role = SelectField(_("Role"), validate_choice=False)
    organisation = StringField(_("Union"))
    areas = SelectMultipleField(
        _("Areas of a clerk"), choices=[(a.value, a.words) for a in Area], validate_choice=False
    )

    def offer(self, roles):
        """The roles that may be given here."""
        self.role.choices = [(role.value, role.words) for role in roles]
        return self

    def chosen_role(self):
        """The role that was chosen, or None when it is none of those offered."""
        offered = [value for value, _words in self.role.choices]
        return Role(self.role.data) if self.role.data in offered else None

    def chosen_areas(self):
        known = [area.value for area in Area]
        return tuple(Area(value) for value in self.areas.data or () if value in known)
