"""Tables of WHO."""

from .activity import Activity, Body
from .board import BoardPost, BoardReply
from .contribution import Contribution, DeclaredGrant, ReportingYear
from .duplicate import NotDuplicate
from .enterprise import Enterprise
from .funding import FundCall, FundMailing, GrantApplication
from .grant import Donor, Grant
from .housing import HousingArea
from .inquiry import AdviceSession, Helper, Inquiry, InquiryStep
from .names import CvrNumber, EnterpriseName, check_cvr
from .network import MeetingInvitation, NetworkMeeting, NetworkPlan, ThemeWish
from .people import EnterpriseMembership
from .presence import Presence
from .profile import Award, ContactPerson, Picture, Product, Publication
from .purchase import Task, TaskInterest
from .rsv import CriterionAnswer, EnterpriseDocument, RsvCheck, RsvPeriod, RsvReport
from .story import Story
from .vocabulary import (
    HelperKind,
    LegalForm,
    ProductCategory,
    RsvCriterion,
    RsvDuty,
    Support,
    TargetGroup,
    Trade,
)

__all__ = [
    "Activity",
    "AdviceSession",
    "Award",
    "BoardPost",
    "BoardReply",
    "Body",
    "ContactPerson",
    "Contribution",
    "CriterionAnswer",
    "CvrNumber",
    "DeclaredGrant",
    "Donor",
    "Enterprise",
    "EnterpriseDocument",
    "EnterpriseMembership",
    "EnterpriseName",
    "FundCall",
    "FundMailing",
    "Grant",
    "GrantApplication",
    "Helper",
    "HelperKind",
    "HousingArea",
    "Inquiry",
    "InquiryStep",
    "LegalForm",
    "MeetingInvitation",
    "NetworkMeeting",
    "NetworkPlan",
    "NotDuplicate",
    "Picture",
    "Presence",
    "Product",
    "ProductCategory",
    "Publication",
    "ReportingYear",
    "RsvCheck",
    "RsvCriterion",
    "RsvDuty",
    "RsvPeriod",
    "RsvReport",
    "Story",
    "Support",
    "TargetGroup",
    "Task",
    "TaskInterest",
    "ThemeWish",
    "Trade",
    "check_cvr",
]
