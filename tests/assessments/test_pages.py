"""The pages of phase 1, through the browser's own routes."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.actions import change_part, order_assessment, pass_on
from assessments.models import Assessment, AssessmentPart, AssessmentReport
from children.actions import open_case
from children.models import Release
from core.models import Draft
from tests.cast import child as make_child
from tests.factories import AssessmentReportFactory

from .conftest import TODAY


def text(response):
    return response.content.decode()


def page(client, name, pk):
    return client.get(reverse(name, args=[pk]))


def test_an_empty_case_says_what_to_do_first(cast, client_of):
    shown = text(page(client_of(cast.anna), "case-assessment", cast.case.pk))
    assert "Der er ikke bestilt en afdækning endnu" in shown
    assert reverse("assessment-new", args=[cast.case.pk]) in shown
    assert "Bestil afdækning" not in text(page(client_of(cast.vera), "case-assessment", cast.case.pk))


@pytest.mark.parametrize("who", ["karl", "viggo", "lars", "adam", "nora"])
def test_a_case_the_user_may_not_know_of_has_no_page(cast, client_of, who):
    assert page(client_of(getattr(cast, who)), "case-assessment", cast.case.pk).status_code == 404


def test_the_coordinator_orders_from_the_page(cast, client_of):
    client = client_of(cast.anna)
    form = text(page(client, "assessment-new", cast.case.pk))
    assert f'value="{cast.petra.pk}" selected' in form
    data = {
        "case": cast.case.pk,
        "ordered_on": TODAY.isoformat(),
        "psychologist": cast.petra.pk,
        "purpose": "Hvad virker?",
    }
    answer = client.post(reverse("assessment-new", args=[cast.case.pk]), data)
    assert answer.status_code == 302, text(answer)
    shown = text(client.get(answer["Location"]))
    assert "Hvad virker?" in shown
    assert shown.count("rt-status--missing") == 3


def test_a_refused_order_is_shown_again_with_what_was_typed(cast, client_of):
    data = {"case": cast.case.pk, "ordered_on": "snart", "purpose": "Hvad virker?"}
    answer = client_of(cast.anna).post(reverse("assessment-new", args=[cast.case.pk]), data)
    assert answer.status_code == 422
    assert "Hvad virker?" in text(answer)
    assert not Assessment.objects.exists()


def test_the_cards_show_strengths_before_challenges(cast, client_of, received):
    shown = text(page(client_of(cast.anna), "case-assessment", cast.case.pk))
    card = shown[shown.index('id="part-social"') :]
    assert card.index("Trøster andre") < card.index("Bliver træt")
    assert "Modtaget" in card


def test_a_closed_card_says_that_it_exists_and_who_to_ask(cast, client_of, received):
    shown = text(page(client_of(cast.vera), "case-assessment", cast.case.pk))
    assert "Ser mønstre" not in shown
    assert "Spørg Anna Prøve" in shown
    assert "Læser sikkert" in shown


def test_the_coordinator_is_asked_to_contact_the_psychologist(cast, client_of, assessment, part):
    change_part(part=part("cognitive"), by=cast.petra, data={"strengths": "Hemmeligt endnu"})
    shown = text(page(client_of(cast.anna), "case-assessment", cast.case.pk))
    assert "Hemmeligt" not in shown
    assert "Spørg Petra Prøve" in shown


def test_hostile_text_is_harmless_on_the_page(cast, client_of, received, part):
    social = part("social")
    social.strengths = "<script>alert(1)</script> {{ data }} 😀 שלום"
    social.save()
    shown = text(page(client_of(cast.anna), "case-assessment", cast.case.pk))
    assert "<script>alert" not in shown
    assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ data }} 😀 שלום" in shown


def test_a_part_is_written_from_its_page(cast, client_of, part):
    social, client = part("social"), client_of(cast.anna)
    url = reverse("assessment-part", args=[social.pk])
    assert "Hold fast i fodbold" in text(client.get(url))
    data = {"strengths": "Rolig", "sources": ["sdq"], "sources-shown": "1", "received_on": TODAY.isoformat()}
    assert client.post(url, {**data, "version": social.version}).status_code == 302
    assert (part("social").strengths, part("social").sources, part("social").state) == ("Rolig", ["sdq"], "received")


def test_the_examples_are_true_to_the_childs_age(cast, client_of, part):
    cast.child.born_on = cast.child.born_on.replace(year=TODAY.year - 8)
    cast.child.save()
    shown = text(page(client_of(cast.anna), "assessment-part", part("social").pk))
    assert "makker til frikvarteret" in shown
    assert "fodbold om tirsdagen" not in shown


def test_a_draft_comes_back_and_is_gone_when_it_is_saved(cast, client_of, part):
    social, client = part("social"), client_of(cast.anna)
    key = f"assessmentpart-detail.{social.pk}"
    client.put(f"/api/v1/drafts/{key}/", {"data": {"strengths": "Halvt skrevet"}}, "application/json")
    url = reverse("assessment-part", args=[social.pk])
    assert "Halvt skrevet" in text(client.get(url))
    client.post(url, {"strengths": "Helt skrevet", "version": social.version})
    assert not Draft.objects.filter(key=key).exists()


def test_a_stale_page_shows_both_texts(cast, client_of, part):
    social = part("social")
    change_part(part=part("social"), by=cast.anna, data={"strengths": "Den førstes"})
    answer = client_of(cast.anna).post(
        reverse("assessment-part", args=[social.pk]), {"strengths": "Den andens", "version": social.version}
    )
    assert answer.status_code == 412
    assert "Den førstes" in text(answer)
    assert "Den andens" in text(answer)


def test_the_coordinators_page_of_the_cognitive_part_has_no_text_fields(cast, client_of, assessment, part):
    change_part(part=part("cognitive"), by=cast.petra, data={"strengths": "Hemmeligt endnu"})
    shown = text(page(client_of(cast.anna), "assessment-part", part("cognitive").pk))
    assert "Hemmeligt" not in shown
    assert 'name="strengths"' not in shown


def test_the_psychologist_writes_and_hands_over(cast, client_of, assessment, part):
    cognitive, client = part("cognitive"), client_of(cast.petra)
    data = {"strengths": "Ser mønstre", "version": cognitive.version, "hand_over": "1"}
    answer = client.post(reverse("assessment-part", args=[cognitive.pk]), data)
    look = reverse("assessment-part-hand-over", args=[cognitive.pk])
    assert answer["Location"] == look
    assert "Anna Prøve kan læse delen fra nu af" in text(client.get(look))
    client.post(look, {"version": part("cognitive").version})
    assert "Ser mønstre" in text(page(client_of(cast.anna), "case-assessment", cast.case.pk))


def test_a_part_with_nothing_in_it_is_not_handed_over_and_says_what_is_missing(cast, client_of, assessment, part):
    petra, cognitive = client_of(cast.petra), part("cognitive")
    url = reverse("assessment-part", args=[cognitive.pk])
    sent = {"version": str(cognitive.version), "strengths": "", "ordered_on": str(TODAY), "hand_over": "1"}
    answer = petra.post(url, sent)
    assert answer.url == url
    assert "Begynd med barnets styrker" in text(petra.get(url))


def test_an_assessment_is_not_ordered_before_the_child_was_born(cast, api_of):
    sent = {"case": str(cast.case.pk), "ordered_on": "1990-01-01"}
    answer = api_of(cast.anna).post("assessments/", sent)
    assert [each["field"] for each in answer.json()["errors"]] == ["ordered_on"]


def test_handing_in_a_part_changed_meanwhile_is_refused_in_words(cast, client_of, assessment, part):
    change_part(part=part("cognitive"), by=cast.petra, data={"strengths": "Nyt"})
    answer = client_of(cast.petra).post(
        reverse("assessment-part-hand-over", args=[part("cognitive").pk]), {"version": "1"}, follow=True
    )
    assert "En anden har gemt noget her" in text(answer)
    assert part("cognitive").handed_over_on is None


def test_a_part_is_ordered_from_its_page(cast, client_of, part):
    social = part("social")
    url = reverse("assessment-part-order", args=[social.pk])
    client = client_of(cast.anna)
    assert "Petra Prøve" in text(client.get(url))
    client.post(url, {"psychologist": cast.petra.pk, "ordered_on": TODAY.isoformat(), "version": social.version})
    assert part("social").responsible.user == cast.petra


def test_a_report_is_made_read_shared_and_taken_back(cast, client_of, received):
    client = client_of(cast.anna)
    form = page(client, "assessment-report-new", received.pk)
    assert "Trøster andre" in text(form)
    data = {"assessment": received.pk, "strengths": "Ser mønstre", "child_words": "Jeg vil være læge"}
    read_url = client.post(reverse("assessment-report-new", args=[received.pk]), data)["Location"]
    shown = text(client.get(read_url))
    assert "<blockquote>" in shown
    assert f"/api/v1/assessments/{received.pk}/report.pdf" in shown
    report = AssessmentReport.objects.get()
    share_url = reverse("assessment-report-share", args=[report.pk])
    assert "Har ikke adgang til Rød Tråd" in text(client.get(share_url))
    client.post(share_url, {"to_members": [cast.supervisor_member.pk, cast.caregiver.pk], "version": report.version})
    assert "Jeg vil være læge" in text(client_of(cast.vera).get(read_url))
    release = Release.objects.get(item_id=report.pk, to_member=cast.supervisor_member)
    report.refresh_from_db()
    back = {"release": release.pk, "version": report.version}
    client.post(reverse("assessment-report-take-back", args=[report.pk]), back)
    assert "Jeg vil være læge" not in text(client_of(cast.vera).get(read_url))


def test_sharing_with_nobody_says_what_to_do(cast, client_of, report):
    url = reverse("assessment-report-share", args=[report.pk])
    answer = client_of(cast.anna).post(url, {"to_members-shown": "1", "version": report.version})
    assert answer.status_code == 422
    assert "Vælg mindst én person" in text(answer)


def test_a_draft_report_is_changed_from_its_page(cast, client_of, report):
    url = reverse("assessment-report-edit", args=[report.pk])
    client_of(cast.anna).post(url, {"strengths": "Rettet", "version": report.version})
    assert AssessmentReport.objects.get().strengths == "Rettet"


@pytest.mark.parametrize("name", ["assessment-report-edit", "assessment-report-share"])
def test_others_find_no_way_to_change_or_share_the_report(cast, client_of, report, name):
    assert page(client_of(cast.vera), name, report.pk).status_code == 403
    assert page(client_of(cast.nora), name, report.pk).status_code == 404


def test_a_part_is_shared_and_taken_back_from_its_page(cast, client_of, received, part):
    client, url = client_of(cast.anna), reverse("assessment-part-share", args=[part("social").pk])
    client.post(url, {"to_members": [cast.supervisor_member.pk], "version": part("social").version})
    assert "Trøster andre" in text(page(client_of(cast.vera), "case-assessment", cast.case.pk))
    release = Release.objects.get(item_id=part("social").pk)
    back = {"release": release.pk, "version": part("social").version}
    client.post(reverse("assessment-part-take-back", args=[part("social").pk]), back)
    assert "Trøster andre" not in text(page(client_of(cast.vera), "case-assessment", cast.case.pk))


def test_the_psychologist_finds_what_is_asked_oldest_first(cast, client_of, assessment):
    order_assessment(case=cast.other_case, by=cast.anna, responsible={"cognitive": cast.petra})
    shown = text(client_of(cast.petra).get(reverse("my-assessments")))
    assert shown.index("Barn Et Prøve") < shown.index("Barn To Prøve")
    assert "Der er ikke bestilt noget" in text(client_of(cast.lars).get(reverse("my-assessments")))


def test_an_earlier_round_is_still_there_to_read(cast, client_of, received):
    order_assessment(case=cast.case, by=cast.anna, reuse=False)
    client = client_of(cast.anna)
    url = reverse("case-assessment", args=[cast.case.pk])
    assert "Trøster andre" not in text(client.get(url))
    assert "Trøster andre" in text(client.get(url, {"round": "1"}))
    assert client.get(url, {"round": "7"}).status_code == 404


def queries(client, url):
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert client.get(url).status_code == 200
    return len(seen)


@pytest.mark.parametrize("who", ["anna", "petra"])
@pytest.mark.parametrize(
    "url", ["/assessments/mine/", "/api/v1/assessments/", "/api/v1/assessment-parts/", "/api/v1/assessment-reports/"]
)
def test_lists_take_as_many_queries_for_many_as_for_few(cast, client_of, report, who, url):
    client = client_of(getattr(cast, who))
    few = queries(client, url)
    for n in range(4):
        case = open_case(child=make_child(f"Barn Ny {n}", cast.home), by=cast.anna)
        made = order_assessment(
            case=case,
            by=cast.anna,
            responsible={"cognitive": cast.petra, "social": case.child.networkmembers.get(kind="coordinator")},
        )
        own = AssessmentPart.objects.get(assessment=made, kind="social")
        change_part(part=own, by=cast.anna, data={"strengths": "Rolig", "received_on": TODAY})
        AssessmentReportFactory(case=case, assessment=made, written_by=cast.anna, strengths="Rolig")
    assert queries(client, url) == few


def test_the_case_page_takes_as_many_queries_for_many_rounds_and_readers(cast, client_of, report):
    client, url = client_of(cast.anna), reverse("case-assessment", args=[cast.case.pk])
    pass_on(item=report, by=cast.anna, to_members=[cast.supervisor_member])
    few = queries(client, url)
    pass_on(item=report, by=cast.anna, to_members=[cast.caregiver, cast.teacher])
    assert queries(client, url) == few
