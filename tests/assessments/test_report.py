"""The assessment's report: begun from the parts, passed on to named people, taken back."""

import pytest

from assessments.actions import pass_on
from assessments.models import AssessmentReport
from children.models import CaseEvent, Release
from core.models import LookUp


def share(api, report, *members):
    version = AssessmentReport.objects.get(pk=report.pk).version
    to = {"to_members": [str(each.pk) for each in members]}
    return api.post(f"assessment-reports/{report.pk}/pass-on/", to, version=version)


def take_back(api, report, given):
    version = AssessmentReport.objects.get(pk=report.pk).version
    return api.post(f"assessment-reports/{report.pk}/take-back/", {"release": str(given.pk)}, version=version)


def test_a_report_begins_with_the_parts_texts_and_the_childs_words(cast, api_of, received):
    data = api_of(cast.anna).get(f"assessments/{received.pk}/report-form/").json()
    assert data["values"]["strengths"] == "Ser mønstre\n\nLæser sikkert\n\nTrøster andre\n\nBarnet siger: Fodbold"
    assert data["values"]["child_words"] == "Jeg vil være læge"
    assert data["left_out"] == []


def test_what_the_child_said_is_kept_in_danish_whoever_writes(cast, api_of, received):
    cast.anna.language = "en"
    cast.anna.save()
    data = api_of(cast.anna).get(f"assessments/{received.pk}/report-form/").json()
    assert "Barnet siger: Fodbold" in data["values"]["strengths"]


def test_what_the_writer_may_not_read_does_not_get_into_the_report(cast, api_of, assessment, part):
    cognitive = part("cognitive")
    cognitive.strengths = "Hemmeligt endnu"
    cognitive.save()
    data = api_of(cast.anna).get(f"assessments/{assessment.pk}/report-form/").json()
    assert "Hemmeligt" not in str(data)
    assert data["left_out"] == ["Kognitiv"]


def test_the_coordinator_makes_the_report(cast, api_of, received):
    data = {"assessment": str(received.pk), "strengths": "Ser mønstre", "child_words": "Jeg vil være læge"}
    made = api_of(cast.anna).post("assessment-reports/", data)
    assert made.status_code == 201, made.json()
    assert (made.json()["is_final"], made.json()["written_by_name"]) == (False, "Anna Prøve")


def test_a_report_names_the_childs_strengths(cast, api_of, received):
    answer = api_of(cast.anna).post("assessment-reports/", {"assessment": str(received.pk), "challenges": "Træt"})
    assert [error["field"] for error in answer.json()["errors"]] == ["strengths"]


@pytest.mark.parametrize("who", ["vera", "petra"])
def test_others_do_not_make_the_report(cast, api_of, received, who):
    data = {"assessment": str(received.pk), "strengths": "Ser mønstre"}
    assert api_of(getattr(cast, who)).post("assessment-reports/", data).status_code == 403
    assert not AssessmentReport.objects.exists()


def test_an_assessment_has_one_report(cast, api_of, report):
    data = {"assessment": str(report.assessment_id), "strengths": "Igen"}
    assert "Ret i den" in api_of(cast.anna).post("assessment-reports/", data).json()["errors"][0]["message"]


def test_a_draft_is_changed_and_a_stale_change_keeps_both_texts(cast, api_of, report):
    api, url = api_of(cast.anna), f"assessment-reports/{report.pk}/"
    assert api.patch(url, {"at_home": "Læs højt hver aften."}, version=1).status_code == 200
    late = api.patch(url, {"at_home": "Spil spil."}, version=1)
    assert late.status_code == 412
    assert (late.json()["conflicts"][0]["yours"], late.json()["conflicts"][0]["theirs"]) == (
        "Spil spil.",
        "Læs højt hver aften.",
    )


def test_a_report_is_closed_until_it_is_passed_on_to_the_reader(cast, api_of, report):
    url = f"assessment-reports/{report.pk}/"
    before = api_of(cast.vera).get(url).json()
    assert (before["strengths"], before["child_words"]) == (None, None)
    assert {"strengths", "child_words"} <= set(before["restricted"])
    assert share(api_of(cast.anna), report, cast.supervisor_member).status_code == 200
    after = api_of(cast.vera).get(url).json()
    assert (after["strengths"], after["child_words"]) == (report.strengths, "Jeg vil være læge")
    assert after["abilities"] == {"change": False, "share": False, "remove": False}


@pytest.mark.parametrize("path", ["{}/", "{}/reading/", ""])
@pytest.mark.parametrize("is_final", [False, True])
def test_a_psychologist_reads_nothing_of_a_report_that_she_was_not_given(cast, api_of, report, path, is_final):
    AssessmentReport.objects.update(strengths="Barnet siger: Fodbold", at_home="Barnet siger: Ro")
    if is_final:
        share(api_of(cast.anna), report, cast.caregiver)
    url = f"assessment-reports/{path.format(report.pk)}"
    assert "Barnet siger" in str(api_of(cast.anna).get(url).json())
    closed = api_of(cast.petra).get(url)
    assert closed.status_code == 200
    assert "Barnet siger" not in str(closed.json())


def test_a_psychologist_reads_the_report_when_it_is_passed_on_to_her(cast, api_of, report):
    share(api_of(cast.anna), report, cast.case.child.networkmembers.get(user=cast.petra))
    row = api_of(cast.petra).get(f"assessment-reports/{report.pk}/").json()
    assert (row["strengths"], row["child_words"]) == (report.strengths, "Jeg vil være læge")
    assert {"G", "I"} <= set(LookUp.objects.latest("at").classes)


def test_the_history_reveals_no_report_to_a_psychologist(cast, api_of, report):
    report.at_home = "Barnet siger: Ro"
    report.save(by=cast.anna)
    url = f"cases/{cast.case.pk}/history/"
    assert "Barnet siger: Ro" in str(api_of(cast.anna).get(url).json())
    assert "Barnet siger" not in str(api_of(cast.petra).get(url).json())


def test_passing_on_makes_it_final_and_is_on_the_timeline(cast, api_of, report, part):
    answer = share(api_of(cast.anna), report, cast.supervisor_member, cast.caregiver)
    assert answer.json()["is_final"] is True
    assert part("social").state == part("cognitive").state == "passed_on"
    assert CaseEvent.objects.filter(record_id=report.pk, kind="assessment_passed_on").count() == 1


def test_a_final_report_is_not_changed(cast, api_of, report):
    share(api_of(cast.anna), report, cast.caregiver)
    report.refresh_from_db()
    answer = api_of(cast.anna).patch(
        f"assessment-reports/{report.pk}/", {"strengths": "Noget andet"}, version=report.version
    )
    assert answer.status_code == 409
    assert "Tag den tilbage" in answer.json()["detail"]


def test_what_is_taken_back_is_closed_again_but_stays_on_record(cast, api_of, report):
    api = api_of(cast.anna)
    share(api, report, cast.supervisor_member, cast.caregiver)
    given = Release.objects.get(item_id=report.pk, to_member=cast.supervisor_member)
    assert take_back(api, report, given).status_code == 200
    assert api_of(cast.vera).get(f"assessment-reports/{report.pk}/").json()["strengths"] is None
    given.refresh_from_db()
    assert given.withdrawn_at is not None
    assert AssessmentReport.objects.get().final_on is not None


def test_a_report_nobody_has_is_a_draft_again(cast, api_of, report, part):
    share(api_of(cast.anna), report, cast.caregiver)
    given = Release.objects.get(item_id=report.pk)
    answer = take_back(api_of(cast.anna), report, given)
    assert answer.json()["abilities"]["change"] is True
    assert part("social").state == "received"


def test_one_release_of_another_item_is_not_taken_back_here(cast, api_of, report, part):
    [given] = pass_on(item=part("social"), by=cast.anna, to_members=[cast.supervisor_member])
    answer = take_back(api_of(cast.anna), report, given)
    assert answer.status_code == 400
    given.refresh_from_db()
    assert given.withdrawn_at is None


@pytest.mark.parametrize("who", ["vera", "petra"])
def test_only_the_coordinator_passes_the_report_on(cast, api_of, report, who):
    assert share(api_of(getattr(cast, who)), report, cast.caregiver).status_code == 403
    assert not Release.objects.filter(item_id=report.pk).exists()


def test_it_is_passed_on_to_somebody_around_this_child(cast, api_of, report):
    others = cast.other_child.networkmembers.first()
    assert share(api_of(cast.anna), report, others).status_code == 400
    assert "mindst én" in share(api_of(cast.anna), report).json()["errors"][0]["message"]
    assert AssessmentReport.objects.get().final_on is None


def test_passing_on_a_version_that_has_changed_since_is_refused(cast, api_of, report):
    report.strengths = "Rettet"
    report.save(by=cast.anna)
    answer = api_of(cast.anna).client.post(
        f"/api/v1/assessment-reports/{report.pk}/pass-on/",
        {"to_members": [str(cast.caregiver.pk)]},
        "application/json",
        headers={"If-Match": "1"},
    )
    assert answer.status_code == 412
    assert not Release.objects.filter(item_id=report.pk).exists()


def test_people_without_an_account_are_marked(cast, api_of, report):
    groups = api_of(cast.anna).get(f"assessment-reports/{report.pk}/sharing/").json()["groups"]
    people = {person["name"]: person for group in groups for person in group["people"]}
    assert people["Vera Prøve"]["has_account"]
    assert "på papir" in people["Pia Prøve"]["hint"]
    assert "Anna Prøve" not in people


def test_reading_a_report_is_logged_with_its_classes(cast, api_of, report):
    api_of(cast.anna).get(f"assessment-reports/{report.pk}/reading/")
    row = LookUp.objects.latest("at")
    assert (row.child_ids, row.result, row.route) == ([cast.child.pk], "given", "api:assessmentreport-reading")
    assert {"G", "I"} <= set(row.classes)


def test_a_line_shared_by_several_parts_is_written_once(cast, api_of, received):
    data = api_of(cast.anna).get(f"assessments/{received.pk}/report-form/").json()
    assert data["values"]["in_class"].count("Pauser") == 1
    assert data["values"]["challenges"].startswith("Bliver træt")
    assert data["unfinished"] == []


def test_text_of_a_part_not_handed_in_is_included_and_marked(cast, client_of, api_of, assessment, part):
    social = part("social")
    social.strengths = "Trøster andre"
    social.save(by=cast.anna)
    data = api_of(cast.anna).get(f"assessments/{assessment.pk}/report-form/").json()
    assert "Trøster andre" in data["values"]["strengths"]
    assert data["unfinished"] == ["Social trivsel"]
    page = client_of(cast.anna).get(f"/assessments/{assessment.pk}/report/new/").content.decode()
    assert "Ikke afleveret endnu: social trivsel" in page
