"""Forms of signing in and of a new password."""

from wtforms import Form, PasswordField, StringField

from language import lazy as _


class SignInForm(Form):
    """Who is there."""

    username = StringField(_("User name"))
    password = PasswordField(_("Password"))


class PasswordForm(Form):
    """A new password, typed twice."""

    old = PasswordField(_("Present password"))
    new = PasswordField(_("New password"))
    again = PasswordField(_("New password once more"))

    def mistakes(self):
        """Words for what is wrong, or nothing."""
        if self.new.data != self.again.data:
            yield _("The two new passwords differ.")
        if self.new.data == self.old.data:
            yield _("The new password must differ from the present one.")
