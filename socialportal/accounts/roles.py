"""The roles the portal knows, and what each may do in general. The names people read are data (`RoleName`)."""

COORDINATOR = "coordinator"
CONSULTANT = "consultant"
ADMINISTRATOR = "administrator"
POLITICIAN = "politician"
SURVEY_COORDINATOR = "survey_coordinator"
SYSTEM_ADMINISTRATOR = "system_administrator"
# These two are given by `enterprises.EnterpriseMembership`.
ENTERPRISE_USER = "enterprise_user"
MENTOR = "mentor"

MUNICIPAL = (COORDINATOR, CONSULTANT, ADMINISTRATOR, POLITICIAN)
NATIONAL = (SURVEY_COORDINATOR, SYSTEM_ADMINISTRATOR)
OF_ENTERPRISES = (ENTERPRISE_USER, MENTOR)
# Those who work with the records of their municipality.
STAFF = (COORDINATOR, CONSULTANT, ADMINISTRATOR)
# Which role may be given and ended by whom. A coordinator cannot make herself administrator.
GIVEN_BY = {
    ADMINISTRATOR: MUNICIPAL,
    COORDINATOR: (COORDINATOR, CONSULTANT, POLITICIAN),
    SYSTEM_ADMINISTRATOR: (*NATIONAL, ADMINISTRATOR),
}
# Of these a place always has one who stays.
NEVER_NONE = (ADMINISTRATOR, SYSTEM_ADMINISTRATOR)

# The names as they were when the portal began; later names are rows of `RoleName`.
FIRST_NAMES = {
    COORDINATOR: "Socialøkonomisk konsulent",
    CONSULTANT: "Beskæftigelseskonsulent",
    ADMINISTRATOR: "Administrator",
    POLITICIAN: "Politiker",
    SURVEY_COORDINATOR: "Undersøgelseskoordinator",
    SYSTEM_ADMINISTRATOR: "Systemadministrator",
    ENTERPRISE_USER: "Virksomhedsbruger",
    MENTOR: "Mentor",
}
