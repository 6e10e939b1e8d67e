"""Addresses of agreements, all internal."""

from typing import Any

from django.urls import include, path

from .views import (
    action_plan,
    agreement,
    attendance,
    collaboration,
    contact,
    course,
    course_verbs,
    delay,
    description,
    document,
    evaluation,
    evaluation_compare,
    evaluation_letter,
    follow_up,
    hours,
    initiative,
    job_follow_up,
    journal,
    key_card,
    matching,
    moving,
    need,
    own_courses,
    participant,
    pause,
    placement,
    progression,
    readiness,
    reasonableness,
    sheets,
    terms,
    trash,
)

agreements = [
    path("", agreement.AgreementList.as_view(), name="agreements"),
    path("opret/", agreement.AgreementAdd.as_view(), name="agreement-add"),
    path("slettet/", trash.Trash.as_view(), name="trash"),
    path("<int:pk>/", agreement.AgreementPage.as_view(), name="agreement"),
    path("<int:pk>/ret/", agreement.AgreementEdit.as_view(), name="agreement-edit"),
    path("<int:pk>/afslut/", agreement.AgreementEnd.as_view(), name="agreement-end"),
    path("<int:pk>/slet/", agreement.AgreementRemove.as_view(), name="agreement-remove"),
    path("<int:pk>/dokumenter/opret/", document.AgreementDocumentAdd.as_view(), name="agreement-document-add"),
    path("vilkaar/<int:pk>/", terms.TermsEdit.as_view(), name="terms-edit"),
    path("vilkaar/<int:pk>/slet/", terms.TermsRemove.as_view(), name="terms-remove"),
]
participants = [
    path("", participant.ParticipantList.as_view(), name="participants"),
    path("opret/", participant.ParticipantAdd.as_view(), name="participant-add"),
    path("<int:pk>/", participant.ParticipantPage.as_view(), name="participant"),
    path("noeglekort/", key_card.KeyCards.as_view(), name="key-cards"),
    path("<int:pk>/noeglekort/", key_card.KeyCard.as_view(), name="key-card"),
    path("<int:pk>/ret/", participant.ParticipantEdit.as_view(), name="participant-edit"),
    path("<int:pk>/slet/", participant.ParticipantRemove.as_view(), name="participant-remove"),
    path("<int:pk>/klar/", readiness.ReadinessAdd.as_view(), name="readiness-add"),
    path("klar/<int:pk>/ret/", readiness.ReadinessEdit.as_view(), name="readiness-edit"),
    path("klar/<int:pk>/samtykke/", readiness.ReadinessWithdraw.as_view(), name="readiness-withdraw"),
    path("klar/<int:pk>/slet/", readiness.ReadinessRemove.as_view(), name="readiness-remove"),
]
contacts = [
    path("", contact.ContactList.as_view(), name="contacts"),
    path("opret/", contact.ContactAdd.as_view(), name="contact-add"),
    path("<int:pk>/ret/", contact.ContactEdit.as_view(), name="contact-edit"),
    path("<int:pk>/slet/", contact.ContactRemove.as_view(), name="contact-remove"),
]
courses = [
    path("", course.CourseList.as_view(), name="courses"),
    path("start/", course_verbs.CourseStart.as_view(), name="course-start"),
    path("<int:pk>/", course.CoursePage.as_view(), name="course"),
    path("<int:pk>/plan/", course_verbs.CoursePlan.as_view(), name="course-plan"),
    path("<int:pk>/forlaeng/", course_verbs.CourseExtend.as_view(), name="course-extend"),
    path("<int:pk>/afslut/", course_verbs.CourseEnd.as_view(), name="course-end"),
    path("<int:pk>/status/", course_verbs.CourseStatus.as_view(), name="course-status"),
    path("<int:pk>/overfoer/", moving.CourseTransfer.as_view(), name="course-transfer"),
    path("<int:pk>/mentor/", moving.CourseMentor.as_view(), name="course-mentor"),
    path("<int:pk>/plan/noter/", moving.RevisionAdd.as_view(), name="revision-add"),
    path("plan/<int:pk>/slet/", moving.RevisionRemove.as_view(), name="revision-remove"),
    path("<int:pk>/pause/", pause.PauseAdd.as_view(), name="pause-add"),
    path("pauser/<int:pk>/ret/", pause.PauseEdit.as_view(), name="pause-edit"),
    path("pauser/<int:pk>/i-gang/", pause.PauseResume.as_view(), name="pause-resume"),
    path("pauser/<int:pk>/slet/", pause.PauseRemove.as_view(), name="pause-remove"),
    path("<int:pk>/opfoelgning/", follow_up.FollowUpAdd.as_view(), name="follow-up-add"),
    path("<int:pk>/opfoelgning/bed/", follow_up.FollowUpAsk.as_view(), name="follow-up-ask"),
    path("opfoelgning/<int:pk>/holdt/", follow_up.FollowUpHeld.as_view(), name="follow-up-held"),
    path("opfoelgning/<int:pk>/aflys/", follow_up.FollowUpCallOff.as_view(), name="follow-up-call-off"),
    path("opfoelgning/<int:pk>/ret/", follow_up.FollowUpEdit.as_view(), name="follow-up-edit"),
    path("opfoelgning/<int:pk>/slet/", follow_up.FollowUpRemove.as_view(), name="follow-up-remove"),
    path("<int:pk>/beskrivelse/", description.DescriptionOrder.as_view(), name="description-order"),
    path("beskrivelse/<int:pk>/aflever/", description.DescriptionDeliver.as_view(), name="description-deliver"),
    path("beskrivelse/<int:pk>/svar/", description.DescriptionAnswer.as_view(), name="description-answer"),
    path("beskrivelse/<int:pk>/ret/", description.DescriptionEdit.as_view(), name="description-edit"),
    path("beskrivelse/<int:pk>/slet/", description.DescriptionRemove.as_view(), name="description-remove"),
    path("<int:pk>/timer/opret/", hours.CourseHoursAdd.as_view(), name="course-hours-add"),
    path("timer/<int:pk>/ret/", hours.CourseHoursEdit.as_view(), name="course-hours-edit"),
    path("timer/<int:pk>/slet/", hours.CourseHoursRemove.as_view(), name="course-hours-remove"),
    path("<int:pk>/genaabn/", course_verbs.CourseReopen.as_view(), name="course-reopen"),
    path("<int:pk>/ret/", course_verbs.CourseEdit.as_view(), name="course-edit"),
    path("<int:pk>/slet/", course_verbs.CourseRemove.as_view(), name="course-remove"),
    path("forlaengelser/<int:pk>/slet/", course_verbs.ExtensionRemove.as_view(), name="extension-remove"),
]
placements = [
    path("", placement.PlacementList.as_view(), name="placements"),
    path("opret/", placement.PlacementAdd.as_view(), name="placement-add"),
    path("<int:pk>/", placement.PlacementPage.as_view(), name="placement"),
    path("<int:pk>/ret/", placement.PlacementEdit.as_view(), name="placement-edit"),
    path("<int:pk>/ophoert/", placement.PlacementEnd.as_view(), name="placement-end"),
    path("<int:pk>/genaabn/", placement.PlacementReopen.as_view(), name="placement-reopen"),
    path("<int:pk>/opfoelgning/", job_follow_up.JobFollowUpAdd.as_view(), name="job-follow-up-add"),
    path("opfoelgning/<int:pk>/ret/", job_follow_up.JobFollowUpEdit.as_view(), name="job-follow-up-edit"),
    path("opfoelgning/<int:pk>/slet/", job_follow_up.JobFollowUpRemove.as_view(), name="job-follow-up-remove"),
    path("<int:pk>/slet/", placement.PlacementRemove.as_view(), name="placement-remove"),
    path("<int:pk>/timer/opret/", hours.HoursAdd.as_view(), name="hours-add"),
    path("timer/<int:pk>/ret/", hours.HoursEdit.as_view(), name="hours-edit"),
    path("timer/<int:pk>/slet/", hours.HoursRemove.as_view(), name="hours-remove"),
]
needs = [
    path("", need.NeedList.as_view(), name="needs"),
    path("opret/", need.NeedAdd.as_view(), name="need-add"),
    path("slettet/", need.NeedTrash.as_view(), name="need-trash"),
    path("<int:pk>/", need.NeedPage.as_view(), name="need"),
    path("<int:pk>/ret/", need.NeedEdit.as_view(), name="need-edit"),
    path("<int:pk>/luk/", need.NeedClose.as_view(), name="need-close"),
    path("<int:pk>/genaabn/", need.NeedReopen.as_view(), name="need-reopen"),
    path("<int:pk>/slet/", need.NeedRemove.as_view(), name="need-remove"),
]
collaborations = [
    path("", collaboration.CollaborationList.as_view(), name="collaborations"),
    path("opret/", collaboration.CollaborationAdd.as_view(), name="collaboration-add"),
    path("<int:pk>/", collaboration.CollaborationPage.as_view(), name="collaboration"),
    path("<int:pk>/ret/", collaboration.CollaborationEdit.as_view(), name="collaboration-edit"),
    path("<int:pk>/afslut/", collaboration.CollaborationEnd.as_view(), name="collaboration-end"),
    path("<int:pk>/slet/", collaboration.CollaborationRemove.as_view(), name="collaboration-remove"),
    path("<int:pk>/dokumenter/opret/", document.CollaborationDocumentAdd.as_view(), name="collaboration-document-add"),
    path("<int:pk>/trin/opret/", action_plan.StepAdd.as_view(), name="step-add"),
    path("trin/<int:pk>/ret/", action_plan.StepEdit.as_view(), name="step-edit"),
    path("trin/<int:pk>/gjort/", action_plan.StepDone.as_view(), name="step-done"),
    path("trin/<int:pk>/ikke-gjort/", action_plan.StepTakeUp.as_view(), name="step-undo"),
    path("trin/<int:pk>/slet/", action_plan.StepRemove.as_view(), name="step-remove"),
]
initiatives = [
    path("", initiative.InitiativeList.as_view(), name="initiatives"),
    path("opret/", initiative.InitiativeAdd.as_view(), name="initiative-add"),
    path("<int:pk>/", initiative.InitiativePage.as_view(), name="initiative"),
    path("<int:pk>/ret/", initiative.InitiativeEdit.as_view(), name="initiative-edit"),
    path("<int:pk>/afslut/", initiative.InitiativeEnd.as_view(), name="initiative-end"),
    path("<int:pk>/slet/", initiative.InitiativeRemove.as_view(), name="initiative-remove"),
    path("<int:pk>/virksomheder/opret/", initiative.ParticipationAdd.as_view(), name="participation-add"),
    path("virksomheder/<int:pk>/ret/", initiative.ParticipationEdit.as_view(), name="participation-edit"),
    path("virksomheder/<int:pk>/afslut/", initiative.ParticipationEnd.as_view(), name="participation-end"),
    path("virksomheder/<int:pk>/slet/", initiative.ParticipationRemove.as_view(), name="participation-remove"),
]
evaluations = [
    path("", evaluation.EvaluationList.as_view(), name="evaluations"),
    path("opret/", evaluation.EvaluationAdd.as_view(), name="evaluation-add"),
    path("sammenlign/", evaluation_compare.Comparison.as_view(), name="evaluation-compare"),
    path("<int:pk>/", evaluation.EvaluationPage.as_view(), name="evaluation"),
    path("<int:pk>/ret/", evaluation.EvaluationEdit.as_view(), name="evaluation-edit"),
    path("<int:pk>/grupper/", evaluation.EvaluationGroups.as_view(), name="evaluation-groups"),
    path("<int:pk>/send/", evaluation_letter.EvaluationSend.as_view(), name="evaluation-send"),
    path("<int:pk>/traek-tilbage/", evaluation_letter.EvaluationWithdraw.as_view(), name="evaluation-withdraw"),
    path("<int:pk>/slet/", evaluation.EvaluationRemove.as_view(), name="evaluation-remove"),
]

journal_of_all = [
    path("<slug:kind>/<int:pk>/", journal.JournalPage.as_view(), name="journal"),
    path("<slug:kind>/<int:pk>/pdf/", journal.JournalPdf.as_view(), name="journal-pdf"),
]

documents = [
    path("<int:pk>/", document.DocumentFile.as_view(), name="document"),
    path("<int:pk>/ret/", document.DocumentEdit.as_view(), name="document-edit"),
    path("<int:pk>/slet/", document.DocumentRemove.as_view(), name="document-remove"),
]

weeks_of_attendance = [
    path("", attendance.AttendanceStart.as_view(), name="attendance"),
    path("<int:pk>/<int:year>/<int:week>/", attendance.AttendanceWeekPage.as_view(), name="attendance-week"),
]

delays = [
    path("<slug:kind>/<int:pk>/<str:day>/", delay.DelayAdd.as_view(), name="delay-add"),
    path("<int:pk>/ret/", delay.DelayEdit.as_view(), name="delay-edit"),
]

attendance_sheets = [
    path("", sheets.SheetList.as_view(), name="sheets"),
    path("<int:pk>/", sheets.CourseAttendance.as_view(), name="course-attendance"),
    path("<int:pk>/<str:first>/", sheets.SheetPage.as_view(), name="sheet"),
]

own = [
    path("", own_courses.OwnCourses.as_view(), name="own-courses"),
    path("<int:pk>/", own_courses.OwnCourse.as_view(), name="own-course"),
    path("<int:pk>/moede/", own_courses.OwnMeeting.as_view(), name="own-course-meeting"),
    path("<int:pk>/plan/", own_courses.OwnPlan.as_view(), name="own-course-plan"),
]

app_name = "agreements"
urlpatterns: list[Any] = [
    path("arbejde/aftaler/", include(agreements)),
    path("arbejde/deltagere/", include(participants)),
    path("arbejde/kontakter/", include(contacts)),
    path("arbejde/forloeb/", include(courses)),
    path("arbejde/job/", include(placements)),
    path("arbejde/behov/", include(needs)),
    path("arbejde/bring-sammen/", matching.Matching.as_view(), name="matching"),
    path("arbejde/udvikling/", progression.ProgressionPage.as_view(), name="progression"),
    path("arbejde/udvikling/<slug:which>/", progression.ProgressionJobs.as_view(), name="progression-jobs"),
    path("arbejde/rimelighed/", reasonableness.Reasonableness.as_view(), name="reasonableness"),
    path("arbejde/samarbejder/", include(collaborations)),
    path("arbejde/initiativer/", include(initiatives)),
    path("arbejde/dokumenter/", include(documents)),
    path("arbejde/evalueringer/", include(evaluations)),
    path("virksomhed/evalueringer/<int:pk>/", evaluation_letter.EvaluationLetter.as_view(), name="evaluation-letter"),
    path("frister/grund/", include(delays)),
    path("arbejde/fremmoedesedler/", include(attendance_sheets)),
    path("arbejde/mine-deltagere/", include(own)),
    path("arbejde/fremmoede/", include(weeks_of_attendance)),
    path("arbejde/journal/", include(journal_of_all)),
]
