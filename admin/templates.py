"""An empty workbook to fill in, of each entity, for the own union or one below. What it holds is `sync.rosters.template`."""

from dataclasses import replace
from datetime import date
from urllib.parse import quote

from flask import Response, abort, request
from flask_admin import expose

import scope
from admin.access import actor
from language import gettext
from models import Organisation
from sync.rosters.template import template

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class TemplateDoor:
    """GET /admin/<table>/template/xlsx/ with ?organisation=O-3 for a union below."""

    @expose("/template/xlsx/")
    def template_view(self):
        if not self.may_write():
            abort(403)
        content = template(self.model, self.template_actor())
        word = gettext("template")
        name = quote(f"{self.model._meta.title}-{word}-{date.today():%Y%m%d}.xlsx")
        headers = {"Content-Disposition": f"attachment; filename=template.xlsx; filename*=UTF-8''{name}"}
        return Response(content, mimetype=XLSX, headers=headers)

    def template_actor(self):
        """Whoever asks, narrowed to the union that is asked for. Unknown and foreign look alike."""
        code = request.args.get("organisation")
        if not code:
            return actor()
        union = scope.find(Organisation, code, actor()) or abort(404)
        return replace(actor(), root=union.path)
