"""The screens: one view per entity, derived from its columns."""


def init_admin(app):
    """Put every screen under /admin/, and the doors in front of it."""
