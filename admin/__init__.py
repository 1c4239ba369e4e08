"""The screens: one view per entity, derived from its columns; and the doors in front of them."""

from flask_admin import Admin

from admin import (
    cadres,
    certificates,
    classes,
    competitions,
    demand,
    fairs,
    labour,
    matchmaking,
    mentorship,
    people,
    placements,
    register,
    studios,
    trainers,
    training,
    unions,
)
from admin.accounts import AccountsView
from admin.base import RecordView
from admin.boards import init_boards
from admin.cadres import init_cadres
from admin.champions import init_champions
from admin.contract_years import init_contract_years
from admin.demand_pages import init_demand_pages
from admin.doors import init_doors
from admin.drawing import init_drawing
from admin.duplicates import init_duplicates
from admin.gaps import init_gaps
from admin.home import HomeView
from admin.imports import ImportsView
from admin.job_pages import init_jobs
from admin.job_years import init_job_years
from admin.labour_pages import init_labour
from admin.links import init_links
from admin.matching import init_matching
from admin.months import init_months
from admin.myself import myself
from admin.pairing import init_pairing
from admin.personal import init_personal
from admin.quality import init_quality
from admin.recommending import init_recommending
from admin.reports import init_reports
from admin.seasons import init_seasons
from admin.sheets import SheetsView
from admin.sign_ins import SignInsView
from admin.tasks import init_tasks
from admin.teaching import init_teaching
from admin.trail import TrailView
from admin.training_figures import init_training_figures
from admin.transfers import TransfersView, init_transfers
from admin.verifying import init_verifying

SCREENS: dict[type, type[RecordView]] = (
    unions.SCREENS
    | people.SCREENS
    | register.SCREENS
    | labour.SCREENS
    | trainers.SCREENS
    | training.SCREENS
    | classes.SCREENS
    | certificates.SCREENS
    | demand.SCREENS
    | cadres.SCREENS
    | fairs.SCREENS
    | placements.SCREENS
    | mentorship.SCREENS
    | competitions.SCREENS
    | matchmaking.SCREENS
    | studios.SCREENS
)


def init_admin(app):
    """Put every screen under /admin/, and the doors in front of it."""
    init_doors(app)
    init_drawing(app)
    desk = Admin(app, name="Gongyou", index_view=HomeView(url="/admin"))
    for model, view in SCREENS.items():
        desk.add_view(view(model))
    desk.add_view(SheetsView(name="sheets", endpoint="sheets", url="/admin/sheets"))
    desk.add_view(TransfersView(name="transfers", endpoint="transfers", url="/admin/transfers"))
    desk.add_view(ImportsView(name="imports", endpoint="imports", url="/admin/imports"))
    desk.add_view(TrailView(name="trail", endpoint="trail", url="/admin/trail"))
    desk.add_view(AccountsView(name="accounts", endpoint="accounts", url="/admin/accounts"))
    desk.add_view(SignInsView(name="sign_ins", endpoint="sign_ins", url="/admin/sign-ins"))
    init_reports(app)
    init_quality(app)
    init_months(app)
    init_duplicates(app)
    init_tasks(app)
    init_boards(app)
    init_teaching(app)
    init_training_figures(app)
    init_links(app)
    init_pairing(app)
    init_contract_years(app)
    init_recommending(app)
    init_seasons(app)
    init_gaps(app)
    init_matching(app)
    init_jobs(app)
    init_job_years(app)
    init_personal(app)
    init_labour(app)
    init_champions(app)
    init_transfers(app)
    init_verifying(app)
    init_demand_pages(app)
    init_cadres(app)
    app.register_blueprint(myself)
