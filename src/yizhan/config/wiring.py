"""Who reacts to what: read this table to learn every consequence of an event."""

from yizhan.activities.events import ActivityCancelled, ActivityConcluded, ActivityMoved
from yizhan.activities.reactions import hide_photographs, remove_photographs
from yizhan.cases.reactions import open_for_need, open_for_worry, support
from yizhan.delivery.reactions import cancel_its_delivery, move_its_delivery
from yizhan.enterprises.events import ColourChanged, WishHeard, WorryHeard
from yizhan.enterprises.reactions import link_contacts
from yizhan.evaluation.events import CallBackOverdue
from yizhan.evaluation.reactions import ask_those_who_came, tell_hub_of_overdue
from yizhan.kernel.events import Wiring
from yizhan.messages.reactions import send_code, tell_of_appointment
from yizhan.needs.events import NeedHandedOver
from yizhan.needs.reactions import raise_heard
from yizhan.network.reactions import forget_workplace
from yizhan.people.events import Appointed, CodeIssued, ConsentWithdrawn, Erased, Joined

WIRING: Wiring = {
    CodeIssued: (send_code,),
    Joined: (link_contacts,),
    Appointed: (tell_of_appointment,),
    ConsentWithdrawn: (
        hide_photographs,
        forget_workplace,
    ),
    NeedHandedOver: (open_for_need,),
    WishHeard: (raise_heard,),
    WorryHeard: (open_for_worry,),
    ColourChanged: (support,),
    ActivityCancelled: (cancel_its_delivery,),
    ActivityMoved: (move_its_delivery,),
    ActivityConcluded: (ask_those_who_came,),
    CallBackOverdue: (tell_hub_of_overdue,),
    Erased: (remove_photographs,),
}
