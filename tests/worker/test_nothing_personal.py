"""Nothing in Redis names a person."""

from uuid import uuid4

from children.models import NetworkMember
from children.tasks import imports
from children.tasks import wake as wake_import
from followup.reminders import remind
from followup.tasks import nightly
from tests.guests.being_a_guest import booked, link_to
from tests.worker.conftest import rings_at

# No worker uses this database of the broker, so the queued tasks can be inspected.
UNATTENDED = 7


def test_while_tasks_wait_redis_holds_no_name_address_or_case_number(
    in_the_window, machine, hand_over, client_of, monkeypatch
):
    cast = in_the_window
    rings_at(machine.broker.url(UNATTENDED), monkeypatch)
    client_of(cast.anna).get(f"/cases/{cast.case.pk}/")
    assert hand_over(cast.case, by=cast.anna, to=cast.karl).status_code == 200
    # Karl has the case now; the link goes out by mail.
    NetworkMember.objects.filter(pk=cast.teacher.pk).update(email="tove@prove.example", phone="20304050")
    teacher = NetworkMember.objects.get(pk=cast.teacher.pk)
    link = link_to(booked(cast.case, teacher), teacher, by=cast.karl, way="mail", code_way="text")
    assert remind() > 0
    wake_import(uuid4())
    for task in (imports, nightly):
        task.delay()
    kept = machine.broker.dump(UNATTENDED).lower()
    assert kept.count("core.tasks.deliver") >= 2
    personal = ["barn", "prøve", "pr\\u00f8ve", "@prove.example", "anna", "karl", cast.case.number, str(cast.case.pk)]
    assert [word for word in [*personal, "tove", "2030", link.token.lower(), link.code] if word in kept] == []
