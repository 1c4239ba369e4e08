"""Sessions end: by idleness, by age, by their owner, by a new password. The sign-in log tells of them."""

import pytest
from front_door import PASSWORD, Person
from make import make

import config
import jobs
import scope
from choices import Role, SignInOutcome
from models import Account, Organisation, Session, SignIn
from operations import accounts, signin_log


@pytest.fixture
def office(desk, clock):
    make(Organisation)
    return Person(desk, "office")


@pytest.fixture
def elsewhere(desk, office):
    """The same person at another computer."""
    person = Person.__new__(Person)
    person.desk, person.client = desk, desk.test_client()
    person.sign_in("office", PASSWORD)
    return person


def inside(person):
    return person.get("/admin/").status_code == 200


def test_a_session_ends_after_half_an_hour_without_a_click(office, clock):
    for _click in range(4):
        clock.forward(minutes=29)
        assert inside(office)
    clock.forward(minutes=30)
    assert not inside(office)


def test_a_session_ends_after_twelve_hours_in_any_case(office, clock):
    for _click in range(12 * 3 - 1):
        clock.forward(minutes=20)
        assert inside(office)
    clock.forward(minutes=20)
    assert not inside(office)


def test_how_long_is_a_setting(office, clock, settings):
    object.__setattr__(settings, "idle_minutes", 5)
    clock.forward(minutes=4)
    assert inside(office)
    clock.forward(minutes=5)
    assert not inside(office)


@pytest.mark.parametrize("name", ["GONGYOU_IDLE_MINUTES", "GONGYOU_SESSION_HOURS", "GONGYOU_SIGN_IN_MONTHS"])
@pytest.mark.parametrize("text", ["0", "soon", "-1", "100000"])
def test_a_span_that_cannot_be_is_refused_in_words(tmp_path, name, text):
    with pytest.raises(ValueError, match=name):
        config.load({"GONGYOU_INSTANCE": str(tmp_path), name: text})


def test_a_click_is_written_down_once_a_minute_at_most(office, clock):
    first = Session.get().seen_at
    clock.forward(seconds=59)
    assert inside(office)
    assert Session.get().seen_at == first
    clock.forward(seconds=1)
    assert inside(office)
    assert Session.get().seen_at == clock.moment


def test_the_database_does_not_know_the_token(office):
    with office.client.session_transaction() as cookie:
        token = cookie["_user_id"]
    assert token
    assert Session.select().where(Session.token == token).count() == 0
    stored = Session.get().token
    with office.client.session_transaction() as cookie:
        cookie["_user_id"] = stored
    assert not inside(office)


# Own sessions --------------------------------------------------------------------------------------


def test_a_person_sees_the_own_sessions_and_ends_one(office, elsewhere):
    assert office.text("/sessions").count('name="id"') == 1
    other = Session.select().order_by(Session.id.desc()).first()
    token = office.form("/password")["csrf_token"]
    office.client.post("/sessions/end", data={"id": other.id, "csrf_token": token})
    assert inside(office)
    assert not inside(elsewhere)


def test_all_others_end_at_once(office, elsewhere):
    token = office.form("/password")["csrf_token"]
    office.client.post("/sessions/end-others", data={"csrf_token": token})
    assert (inside(office), inside(elsewhere)) == (True, False)


def test_nobody_ends_a_session_of_somebody_else(desk, office):
    other = Person(desk, "other")
    theirs = Session.select().join(Account).where(Account.name == "office").get()
    token = other.form("/password")["csrf_token"]
    other.client.post("/sessions/end", data={"id": theirs.id, "csrf_token": token})
    assert inside(office)
    assert other.client.post("/sessions/end", data={"id": "x", "csrf_token": token}).status_code == 400


def test_signing_out_ends_the_session_itself_not_only_the_cookie(office):
    cookie = office.client.get_cookie("session").value
    token = office.form("/password")["csrf_token"]
    office.client.post("/logout", data={"csrf_token": token})
    office.client.set_cookie("session", cookie)
    assert not inside(office)


# The sign-in log -----------------------------------------------------------------------------------


def outcomes():
    return [row.outcome for row in SignIn.select().order_by(SignIn.id)]


def test_the_log_tells_what_came_of_each_try(office):
    token = office.form("/password")["csrf_token"]
    office.client.post("/logout", data={"csrf_token": token})
    for _number in range(6):
        office.sign_in("office", "wrong")
    out, told = SignInOutcome, outcomes()
    assert told == [out.SUCCEEDED, out.SIGNED_OUT, *[out.FAILED] * 5, out.LOCKED]


def test_what_nobody_is_called_is_not_kept_for_it_may_be_a_password(office):
    office.sign_in("my secret word", "office")
    assert SignIn.select().order_by(SignIn.id.desc()).first().name == ""
    assert "my secret word" not in str(list(SignIn.select().dicts()))


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.ADMINISTRATOR, 200),
        (Role.AUDITOR, 200),
        (Role.UNION, 403),
        (Role.CLERK, 403),
        (Role.READER, 403),
    ],
)
def test_administrator_and_auditor_read_the_log_and_nobody_else(desk, office, role, status):
    person = Person(desk, "other", role, Organisation.get())
    assert person.get("/admin/sign-ins/").status_code == status
    assert ("登录日志" in person.text("/admin/")) == (status == 200)


def test_an_auditor_of_a_branch_reads_of_its_accounts_only(desk, office):
    branch = make(Organisation, parent=Organisation.get(), name="新墩镇总工会")
    accounts.add("li", Role.READER, branch, scope.SYSTEM, PASSWORD)
    accounts.sign_in("li", "wrong")
    text = Person(desk, "auditor", Role.AUDITOR, branch).text("/admin/sign-ins/")
    assert ">li<" in text
    assert ">office<" not in text


def test_only_lines_older_than_the_setting_go_and_never_younger_than_six_months(office, clock, settings):
    clock.forward(days=150)
    accounts.sign_in("office", PASSWORD)
    assert signin_log.purge(1) == 0
    clock.forward(days=34)  # the first line is of 5 March, and this is 5 September
    assert signin_log.purge(1) == 0
    clock.forward(days=1)
    assert signin_log.purge(7) == 0
    assert signin_log.purge(6) == 1
    assert SignIn.select().count() == 1


def test_the_worker_takes_old_lines_and_sessions_out(office, clock, settings):
    clock.forward(days=300)
    jobs.forget_what_is_old(settings)
    assert (SignIn.select().count(), Session.select().count()) == (1, 0)
    clock.forward(days=100)
    jobs.forget_what_is_old(settings)
    assert SignIn.select().count() == 0
