"""Settings of the API and of its description."""

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "accounts.authentication.TokenAuthentication",
        "accounts.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": [
        "rest_framework.permissions.IsAuthenticated",
        "accounts.authentication.WithinScope",
    ],
    "DEFAULT_THROTTLE_CLASSES": ["core.throttling.PerCaller"],
    "DEFAULT_RENDERER_CLASSES": ["core.renderers.JsonRenderer"],
    "DEFAULT_PARSER_CLASSES": ["core.renderers.JsonParser"],
    "DEFAULT_PAGINATION_CLASS": "core.pagination.NumberedPages",
    "DEFAULT_SCHEMA_CLASS": "core.schema.ResourceSchema",
    "EXCEPTION_HANDLER": "core.problems.handle",
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
    "DATE_INPUT_FORMATS": ["iso-8601", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y"],
    # "14.30" first: as ISO 8601 it would be fourteen hours and three tenths of a second.
    "TIME_INPUT_FORMATS": ["%H.%M", "%H:%M", "iso-8601"],
    "DATETIME_INPUT_FORMATS": ["iso-8601", "%Y-%m-%dT%H:%M", "%d-%m-%Y %H:%M", "%d-%m-%Y %H.%M"],
    "COERCE_DECIMAL_TO_STRING": False,
}
# For one token, or for all browsers of one user: twenty a second.
API_REQUESTS_A_MINUTE = 1200
SPECTACULAR_SETTINGS = {
    "TITLE": "Rød Tråd",
    "DESCRIPTION": "Case management for learning coordinators and children in care.",
    "VERSION": "1",
    "SCHEMA_PATH_PREFIX": r"/api/v1",
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    # Names for choices that share a field's name or their values.
    "ENUM_NAME_OVERRIDES": {
        "GoalStatusEnum": "goals.models.Goal.Status",
        "AgreementStatusEnum": "goals.models.Agreement.Status",
        "UnitKindEnum": "accounts.models.Unit.Kind",
        "SchoolKindEnum": "accounts.models.School.Kind",
        "InstitutionKindEnum": "accounts.models.Institution.Kind",
        "PlacementKindEnum": "children.models.Placement.Kind",
        "NetworkMemberKindEnum": "children.models.NetworkMember.Kind",
        "OtherMeasureKindEnum": "children.models.OtherMeasure.Kind",
        "AssessmentPartKindEnum": "assessments.models.AssessmentPart.Kind",
        "CycleKindEnum": "followup.answers.CYCLE_KINDS",
        "MeetingKindEnum": "meetings.models.Meeting.Kind",
        "ImportKindEnum": "children.models.importing.ImportJob.Kind",
        "WishEnum": "children.models.NetworkMember.Wish",
        "ParentsAnswerEnum": "meetings.models.Meeting.Answer",
        "TriedEnum": "goals.models.Agreement.Tried",
        "HelpedEnum": "goals.models.Agreement.Helped",
        "KnownEnum": "goals.models.Goal.Known",
        "ItemKindEnum": "children.models.Release.Item",
        "PassableItemEnum": "children.serializers.release.PASSABLE",
        "StepEnum": "followup.steps.step_choices",
        "NoticeRuleEnum": "followup.rules.rule_choices",
        "PhaseEnum": "followup.models.CaseStatus.Phase",
        "PhaseStateEnum": "followup.answers.PHASE_STATES",
        "WindowStateEnum": "followup.cadence.State",
        "DeadlineStateEnum": "support.answers.STATES",
        "SettingEnum": "support.models.Sparring.Setting",
        "PlaceEnum": "goals.models.Agreement.Place",
        "VerdictEnum": "meetings.models.Verdict",
        "DecidedEnum": "meetings.models.GoalReview.DECIDED",
        "ImportStateEnum": "children.models.importing.ImportJob.State",
        "MeetingStateEnum": "meetings.models.Meeting.State",
    },
    "POSTPROCESSING_HOOKS": ["drf_spectacular.hooks.postprocess_schema_enums", "core.problemtypes.describe_errors"],
}
