"""The rows behind a closed figure in the list of their entity: `?figure=12`, and what became of them since."""

from types import SimpleNamespace

from flask import request

import reports
import scope
from admin.access import actor
from language import gettext
from operations import trash
from reports import frozen
from rows import with_links

SHOWN = 50


def asked():
    return request.args.get("figure", "").strip()[:20]


def narrow(query, model):
    """The rows of the closed figure in the address, where there is one. Raises ValueError in words for another's."""
    if not asked():
        return query
    figure, side = found(model) or (None, 0)
    if figure is None:
        raise ValueError(gettext("There is no such closed figure."))
    return query.where(frozen.inside(model.id, figure, side))


def found(model):
    """(figure, side) of this entity that the address names."""
    named = frozen.named(asked(), actor()) if asked() else None
    return named if named and named[0].entity == model._meta.table_name else None


def told(model):
    """What the list says above the rows of a closed figure; None where it is of no such."""
    if (named := found(model)) is None:
        return None
    figure, side = named
    here = scope.visible(model, actor()).where(frozen.inside(model.id, figure, side))
    trashed = trash.trashed(model, actor(), model.id).where(frozen.inside(model.id, figure, side))
    report = reports.find(figure.close.report)
    count, left = frozen.how_many(figure, side), trashed.count()
    return SimpleNamespace(
        address=asked(), figure=figure, close=figure.close, closed_at=figure.close.closed_at, report=report,
        label=frozen.labels(report).get(figure.indicator, figure.indicator) if report else figure.indicator,
        count=count, trashed=with_links(model, [id for (id,) in trashed.limit(SHOWN).tuples()], actor()), left=left,
        elsewhere=max(count - here.count() - left, 0), link=link(figure, side),
        changed=here.where(model.changed_at > figure.close.closed_at).count(),
    )  # fmt: skip


def link(figure, side):
    """(entity, conditions) of the list as it is now."""
    return figure.entity, frozen.conditions(figure.of if side else figure.counted)
